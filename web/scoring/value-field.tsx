import { SelectField, TextAreaField, TextField } from '../look/field.tsx';
import type { Fact, FactValue } from './fact-words.ts';
import { type ConditionDraft, valuesOf } from './scoring-draft.ts';

const COUNTRY_HINT = 'Two letters, such as DE.';

/** How the values of some facts are written. */
const HINTS: Readonly<Record<string, string>> = {
  page: 'Without https://, such as www.example.com/pricing.',
  country: COUNTRY_HINT,
  phoneCountry: COUNTRY_HINT,
};

interface ValueFieldProps {
  readonly fact: Fact;
  readonly condition: ConditionDraft;
  readonly errorAt: (path: string) => string | undefined;
  readonly onChange: (changes: Partial<ConditionDraft>) => void;
}

/** The values of a fact, with those that a rule names though they are gone. */
const offeredTo = ({ values = [] }: Fact, chosen: readonly string[]): readonly FactValue[] => [
  ...values,
  ...chosen.filter((value) => values.every((one) => one.value !== value)).map((value) => ({ value, label: value })),
];

const Several = ({ fact, condition, errorAt, onChange }: ValueFieldProps) => {
  const chosen = valuesOf(condition.value);
  const offered = offeredTo(fact, chosen);
  const error = errorAt('values') ?? errorAt('values.0');
  const toggle = (value: string, on: boolean) => {
    const next = offered.filter((one) => (one.value === value ? on : chosen.includes(one.value)));
    onChange({ value: next.map((one) => one.value).join('\n') });
  };
  return (
    <fieldset class="choices">
      <legend>Values</legend>
      {offered.map(({ value, label }) => (
        <label key={value}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            aria-invalid={error !== undefined}
            onChange={(event) => toggle(value, event.currentTarget.checked)}
          />
          <span>{label}</span>
        </label>
      ))}
      {error && <p class="field-error">{error}</p>}
    </fieldset>
  );
};

const Range = ({ condition, errorAt, onChange }: ValueFieldProps) => (
  <div class="field-pair">
    <TextField
      name="from"
      label="From"
      inputMode="decimal"
      autoComplete="off"
      value={condition.from}
      error={errorAt('from')}
      onInput={(event) => onChange({ from: event.currentTarget.value })}
    />
    <TextField
      name="to"
      label="To"
      inputMode="decimal"
      autoComplete="off"
      value={condition.to}
      error={errorAt('to')}
      onInput={(event) => onChange({ to: event.currentTarget.value })}
    />
  </div>
);

/** What a condition compares its fact with: one of a list, several, a range or a text. */
export const ValueField = (props: ValueFieldProps) => {
  const { fact, condition, errorAt, onChange } = props;
  if (condition.op === 'exists') return null;
  if (condition.op === 'range') return <Range {...props} />;
  const listed = fact.kind === 'listed' && (fact.values?.length ?? 0) > 0;
  if (condition.op === 'in') {
    return listed ? (
      <Several {...props} />
    ) : (
      <TextAreaField
        label="Values, one a line"
        rows={3}
        hint={HINTS[fact.id]}
        value={condition.value}
        error={errorAt('values') ?? errorAt('values.0')}
        onInput={(event) => onChange({ value: event.currentTarget.value })}
      />
    );
  }
  if (listed && condition.op === 'equals') {
    return (
      <SelectField
        label="Value"
        value={condition.value}
        error={errorAt('value')}
        onChange={(event) => onChange({ value: event.currentTarget.value })}
      >
        {!condition.value && <option value="">Choose…</option>}
        {offeredTo(fact, condition.value ? [condition.value] : []).map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </SelectField>
    );
  }
  return (
    <TextField
      name="value"
      label="Value"
      autoComplete="off"
      maxLength={200}
      value={condition.value}
      hint={HINTS[fact.id]}
      error={errorAt('value')}
      onInput={(event) => onChange({ value: event.currentTarget.value })}
    />
  );
};
