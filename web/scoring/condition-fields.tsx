import { SelectField } from '../look/field.tsx';
import { Icon } from '../look/icon.tsx';
import { type Fact, factNamed, operatorsOf } from './fact-words.ts';
import { operatorInWords } from './rule-words.ts';
import { type ConditionDraft, valuesOf } from './scoring-draft.ts';
import type { Operator } from './scoring-queries.ts';
import { ValueField } from './value-field.tsx';

interface ConditionFieldsProps {
  readonly condition: ConditionDraft;
  readonly facts: readonly Fact[];
  readonly errorAt: (path: string) => string | undefined;
  readonly onChange: (changes: Partial<ConditionDraft>) => void;
  /** Left out for the only one. */
  readonly onRemove: (() => void) | undefined;
}

interface Offered {
  readonly value: string;
  readonly op: Operator;
  readonly not: boolean;
}

const offeredOf = (fact: Fact, op: Operator): readonly Offered[] => {
  const known = operatorsOf(fact);
  const ops = known.includes(op) ? known : [...known, op];
  return ops.flatMap((one) => [
    { value: one, op: one, not: false },
    { value: `not ${one}`, op: one, not: true },
  ]);
};

/** One condition of a rule: what it looks at, how, and what it compares with. */
export const ConditionFields = ({ condition, facts, errorAt, onChange, onRemove }: ConditionFieldsProps) => {
  const fact = factNamed(facts, condition.fact);
  const shown = facts.includes(fact) ? facts : [...facts, fact];
  const offered = offeredOf(fact, condition.op);
  const pickFact = (id: string) => {
    const [usual = condition.op] = operatorsOf(factNamed(facts, id));
    onChange({ fact: id, op: usual, not: false, value: '' });
  };
  const pickOperator = (value: string) => {
    const chosen = offered.find((one) => one.value === value);
    if (!chosen) return;
    const first = valuesOf(condition.value)[0] ?? '';
    onChange({ op: chosen.op, not: chosen.not, ...(chosen.op !== 'in' && { value: first }) });
  };
  return (
    <div class="condition">
      <div class="field-pair">
        <SelectField
          label="Looks at"
          value={condition.fact}
          error={errorAt('fact')}
          onChange={(event) => pickFact(event.currentTarget.value)}
        >
          {shown.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </SelectField>
        <SelectField
          label="How"
          value={`${condition.not ? 'not ' : ''}${condition.op}`}
          error={errorAt('op')}
          onChange={(event) => pickOperator(event.currentTarget.value)}
        >
          {offered.map(({ value, op, not }) => (
            <option key={value} value={value}>
              {operatorInWords(op, not)}
            </option>
          ))}
        </SelectField>
      </div>
      <ValueField fact={fact} condition={condition} errorAt={errorAt} onChange={onChange} />
      {onRemove && (
        <button type="button" class="button quiet small condition-remove" onClick={onRemove}>
          <Icon name="cross" size={15} /> Remove this condition
        </button>
      )}
    </div>
  );
};
