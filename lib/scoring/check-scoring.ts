import { type FieldError, invalid } from '../errors.ts';
import type { FieldDefinition } from '../fields/field-contract.ts';
import type { Condition } from './condition-contract.ts';
import { SYSTEM_LABELS } from './scorer.ts';
import type { ScoringSet } from './scoring-contract.ts';

/** What is wrong with a condition, by its place: a custom field that is not there, or a range without an extent. */
export const faultsOfCondition = (
  condition: Condition,
  path: string,
  definitions: readonly FieldDefinition[],
): FieldError[] => {
  const [, key] = /^custom\.(.+)$/.exec(condition.fact) ?? [];
  const unknown = key !== undefined && !definitions.some((one) => one.key === key && one.on.includes('lead'));
  const empty = condition.op === 'range' && condition.from === undefined && condition.to === undefined;
  const reversed = condition.op === 'range' && (condition.from ?? 0) > (condition.to ?? Number.POSITIVE_INFINITY);
  return [
    ...(unknown ? [{ path: `${path}.fact`, message: 'is no field of a lead' }] : []),
    ...(empty ? [{ path: `${path}.from`, message: 'a range has a beginning or an end' }] : []),
    ...(reversed ? [{ path: `${path}.to`, message: 'is before the beginning' }] : []),
  ];
};

/** Errors: `invalid-fields` with the place of each fault, where a set of scoring rules does not fit together. */
export const checkScoring = ({ rules, grades }: ScoringSet, definitions: readonly FieldDefinition[]): void => {
  const faults: FieldError[] = [];
  rules.forEach(({ id, when }, index) => {
    const path = `set.rules.${index}`;
    if (rules.findIndex((other) => other.id === id) !== index)
      faults.push({ path: `${path}.id`, message: 'is used twice' });
    if (SYSTEM_LABELS[id] !== undefined)
      faults.push({ path: `${path}.id`, message: 'is a name that means something else here' });
    when.forEach((condition, at) => {
      faults.push(...faultsOfCondition(condition, `${path}.when.${at}`, definitions));
    });
  });
  grades.forEach(({ grade, from }, index) => {
    const before = grades[index - 1];
    const path = `set.grades.${index}`;
    if (before && before.from <= from)
      faults.push({ path: `${path}.from`, message: 'begins below the grade above it' });
    if (grades.findIndex((other) => other.grade === grade) !== index) {
      faults.push({ path: `${path}.grade`, message: 'is used twice' });
    }
  });
  if (faults.length > 0) throw invalid('invalid-fields', 'The rules do not fit together.', faults);
};
