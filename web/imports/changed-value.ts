import { valueInWords } from '../fields/custom-text.ts';
import type { FieldDefinition } from '../fields/field-queries.ts';
import { customTarget, targetLabel } from './mapping-targets.ts';

/** What is needed to name fields and people. */
export interface Names {
  readonly fields: readonly FieldDefinition[];
  readonly nameOf: (userId: string) => string | undefined;
}

const EXTERNAL = 'externalIds.';

/** The field of a change as people call it. */
export const changedField = (field: string, { fields }: Names): string => {
  if (field === 'ownerId') return 'Owner';
  if (field.startsWith(EXTERNAL)) return `Id in ${field.slice(EXTERNAL.length)}`;
  return targetLabel(field, fields);
};

const isCustomValue = (value: unknown): value is string | number | boolean | string[] =>
  ['string', 'number', 'boolean'].includes(typeof value) ||
  (Array.isArray(value) && value.every((one) => typeof one === 'string'));

/** A value before or after a change as a person reads it; a blank one is said to be so. */
export const changedValue = (field: string, value: unknown, { fields, nameOf }: Names): string => {
  if (value === null || value === undefined || value === '') return 'blank';
  if (!isCustomValue(value)) return JSON.stringify(value);
  const definition = customTarget(field, fields);
  if (definition) return valueInWords(definition, value);
  if (field === 'ownerId' && typeof value === 'string') return nameOf(value) ?? 'somebody';
  return Array.isArray(value) ? value.join(', ') || 'blank' : String(value);
};
