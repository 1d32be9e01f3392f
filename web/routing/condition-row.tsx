import { useFieldsOf } from '../fields/field-queries.ts';
import { Icon } from '../look/icon.tsx';
import { type ConditionDraft, FACT_HINTS, FACT_LABELS, LOOK_KEYS, LOOKS } from './condition-draft.ts';

const CUSTOM = 'custom.';

/** What rules may look at, with its words: the facts of every lead, and this company's own fields. */
export const useFacts = (): readonly (readonly [string, string])[] => [
  ...Object.entries(FACT_LABELS),
  ...useFieldsOf('lead').map(({ key, label }) => [`${CUSTOM}${key}`, label] as const),
];

/** The words for a fact; one that is gone is called by its name. */
export const useFactLabel = (): ((fact: string) => string) => {
  const labels = new Map(useFacts());
  return (fact) => labels.get(fact) ?? fact;
};

interface ConditionRowProps {
  readonly condition: ConditionDraft;
  readonly place: number;
  readonly error: string | undefined;
  readonly onChange: (changes: Partial<ConditionDraft>) => void;
  /** Takes it away; none for the only one. */
  readonly onRemove: (() => void) | undefined;
}

/** What is compared with: a text, two numbers, or nothing. */
const Values = ({ condition, place, error, onChange }: ConditionRowProps) => {
  const { fact, look, text, from, to } = condition;
  if (look.endsWith('exists')) return null;
  if (look.endsWith('range')) {
    const number = (name: string, value: string, change: (text: string) => void) => (
      <input
        type="text"
        inputMode="decimal"
        autoComplete="off"
        aria-label={`${name} of condition ${place + 1}`}
        aria-invalid={error !== undefined}
        placeholder={name}
        value={value}
        onInput={(event) => change(event.currentTarget.value)}
      />
    );
    return (
      <span class="condition-range">
        {number('From', from, (typed) => onChange({ from: typed }))}
        {number('To', to, (typed) => onChange({ to: typed }))}
      </span>
    );
  }
  return (
    <input
      type="text"
      autoComplete="off"
      aria-label={`Value of condition ${place + 1}`}
      aria-invalid={error !== undefined}
      placeholder={FACT_HINTS[fact]}
      value={text}
      onInput={(event) => onChange({ text: event.currentTarget.value })}
    />
  );
};

/** One condition of a rule: what is looked at, how, and for what. */
export const ConditionRow = (props: ConditionRowProps) => {
  const { condition, place, error, onChange, onRemove } = props;
  const { fact, look } = condition;
  const facts = useFacts();
  // A field that is gone stays on show until somebody chooses another.
  const offered = facts.some(([key]) => key === fact) ? facts : [...facts, [fact, fact] as const];
  return (
    <li class="condition">
      <select
        aria-label={`What condition ${place + 1} looks at`}
        value={fact}
        onChange={(event) => onChange({ fact: event.currentTarget.value })}
      >
        {offered.map(([key, label]) => (
          <option key={key} value={key}>
            {label}
          </option>
        ))}
      </select>
      <select
        aria-label={`How condition ${place + 1} looks at it`}
        value={look}
        onChange={(event) => {
          const picked = LOOK_KEYS.find((key) => key === event.currentTarget.value);
          if (picked) onChange({ look: picked });
        }}
      >
        {LOOK_KEYS.map((key) => (
          <option key={key} value={key}>
            {LOOKS[key]}
          </option>
        ))}
      </select>
      <Values {...props} />
      {onRemove && (
        <button
          type="button"
          class="button quiet square"
          aria-label={`Remove condition ${place + 1}`}
          onClick={onRemove}
        >
          <Icon name="cross" size={16} />
        </button>
      )}
      {error && <p class="field-error">{error}</p>}
    </li>
  );
};
