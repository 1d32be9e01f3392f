import { type CustomValue, readCustomValue } from '../fields/check-custom.ts';
import type { FieldDefinition } from '../fields/field-contract.ts';
import { readCountry } from './country.ts';
import type { Provider } from './enrichment-contract.ts';
import { readHeadCount } from './head-count.ts';

const CUSTOM = 'custom.';

/** Characters, as for a rep (`lead-body-contract.ts`). */
const LONGEST = { company: 200, industry: 100 };

/** What stands at a place of a document (RFC 6901), or `undefined`. */
export const valueAt = (document: unknown, pointer: string): unknown => {
  let value = document;
  for (const token of pointer.split('/').slice(1)) {
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = Object.entries(value).find(([key]) => key === name)?.[1];
  }
  return value;
};

const asLine = (value: unknown, longest: number): string | undefined => {
  if (typeof value !== 'string') return undefined;
  const text = value
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return text === '' || text.length > longest ? undefined : text;
};

const asText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

const readField = (field: string, value: unknown, definitions: readonly FieldDefinition[]): CustomValue | undefined => {
  switch (field) {
    case 'company':
    case 'industry':
      return asLine(value, LONGEST[field]);
    case 'employees':
      return readHeadCount(asText(value));
    case 'country':
      return readCountry(asText(value));
    default: {
      const definition = definitions.find(({ key, on }) => field === `${CUSTOM}${key}` && on.includes('lead'));
      return definition && readCustomValue(definition, value);
    }
  }
};

/** What a provider's answer says of a company, by field; what is missing or does not fit its field is left out. */
export const readValues = (
  document: unknown,
  { fields }: Pick<Provider, 'fields'>,
  definitions: readonly FieldDefinition[],
): Record<string, CustomValue> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([field, pointer]) => {
      const value = readField(field, valueAt(document, pointer), definitions);
      return value === undefined ? [] : [[field, value] as const];
    }),
  );
