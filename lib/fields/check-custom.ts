import { calendarDay } from '../contract/fields.ts';
import { type FieldError, invalid } from '../errors.ts';
import type { FieldDefinition, FieldRecord } from './field-contract.ts';

export type CustomValue = string | number | boolean | string[];
export type CustomValues = Readonly<Record<string, CustomValue>>;

const LINE = 400;
const TEXT = 4000;

const asNumber = (value: unknown): number | undefined => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  const text = typeof value === 'string' ? value.trim().replace(',', '.') : '';
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined;
};

const asText = (value: unknown, most: number): string | undefined => {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim().toWellFormed() : '';
  return text !== '' && text.length <= most ? text : undefined;
};

const asBoolean = (value: unknown): boolean | undefined => {
  if (typeof value === 'boolean') return value;
  const text = asText(value, LINE) ?? '';
  if (/^(true|yes|on|1)$/i.test(text)) return true;
  return /^(false|no|off|0)$/i.test(text) ? false : undefined;
};

/** A value as its field keeps it, or `undefined` when it does not fit. */
export const readCustomValue = ({ kind, options = [] }: FieldDefinition, value: unknown): CustomValue | undefined => {
  switch (kind) {
    case 'number':
      return asNumber(value);
    case 'boolean':
      return asBoolean(value);
    case 'date': {
      const day = asText(value, LINE)?.slice(0, 10);
      return calendarDay.safeParse(day).success ? day : undefined;
    }
    case 'choice':
      return options.find((option) => option === value);
    case 'choices': {
      const chosen = Array.isArray(value)
        ? value.map((one) => asText(one, LINE) ?? '')
        : (asText(value, TEXT) ?? '').split(/;\s*/);
      return chosen.every((one) => options.includes(one)) ? chosen : undefined;
    }
    case 'url': {
      const text = asText(value, LINE);
      return text && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text : undefined;
    }
    case 'long-text':
      return asText(value, TEXT);
    default:
      return asText(value, LINE);
  }
};

/**
 * The custom values of a record after a change: what is left out stays, null empties. Errors: `invalid-fields` for a key that the record has not,
 * and for a value that does not fit its field.
 */
export const changeCustom = (
  definitions: readonly FieldDefinition[],
  record: FieldRecord,
  known: CustomValues | undefined,
  change: Readonly<Record<string, unknown>> | undefined,
): Record<string, CustomValue> | undefined => {
  if (!change) return known && { ...known };
  const errors: FieldError[] = [];
  const values: Record<string, CustomValue> = { ...known };
  for (const [key, given] of Object.entries(change)) {
    const definition = definitions.find((one) => one.key === key && one.on.includes(record));
    const path = `custom.${key}`;
    if (!definition) errors.push({ path, message: `is no field of ${record}` });
    else if (given === null || given === '') delete values[key];
    else {
      const value = readCustomValue(definition, given);
      if (value === undefined)
        errors.push({ path, message: `must be a ${definition.kind}${definition.options ? ' of the list' : ''}` });
      else values[key] = value;
    }
  }
  if (errors.length > 0) throw invalid('invalid-fields', 'Some custom fields cannot be taken.', errors);
  return Object.keys(values).length > 0 ? values : undefined;
};
