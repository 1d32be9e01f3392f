import type { FieldDefinition, FieldRecord } from './field-queries.ts';
import { CONVERSION_TARGETS, FIELD_RECORDS, fieldKindNamed, isChoice } from './field-words.ts';

/** A key made from a label: `Team size?` → `team_size`. */
export const keyOf = (label: string): string =>
  label
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '')
    .slice(0, 40);

const linesOf = (text: string): string[] => {
  const lines = text.split('\n').map((line) => line.trim());
  return [...new Set(lines.filter(Boolean))];
};

/** The target of a value that goes to the same field of another record. */
export const ITSELF = '=';

/** A definition as typed into its form. `key` is fixed for one that exists already. */
export const definitionOf = (texts: ReadonlyMap<string, string>, key: string | undefined): FieldDefinition => {
  const label = texts.get('label') ?? '';
  const kind = fieldKindNamed(texts.get('kind') ?? '');
  const on = FIELD_RECORDS.filter((record) => texts.has(`on.${record}`));
  const ownKey = key ?? (texts.get('key') || keyOf(label));
  const targets = CONVERSION_TARGETS.flatMap((record) => {
    const target = texts.get(`convertsTo.${record}`);
    return target && on.includes('lead') ? [[record, target === ITSELF ? ownKey : target] as const] : [];
  });
  return {
    key: ownKey,
    label,
    kind,
    ...(isChoice(kind) && { options: linesOf(texts.get('options') ?? '') }),
    on,
    ...(targets.length > 0 && { convertsTo: Object.fromEntries(targets) }),
  };
};

/** The fields after one is set: in the place of the one with its key, or behind the others. */
export const withField = (
  fields: readonly FieldDefinition[],
  field: FieldDefinition,
  replaces: string | undefined,
): FieldDefinition[] =>
  replaces === undefined ? [...fields, field] : fields.map((one) => (one.key === replaces ? field : one));

/** The fields without one; what pointed at it converts to nothing there. */
export const withoutField = (fields: readonly FieldDefinition[], key: string): FieldDefinition[] =>
  fields.flatMap((field) => {
    if (field.key === key) return [];
    const { convertsTo, ...rest } = field;
    const left = Object.entries(convertsTo ?? {}).filter(([, target]) => target !== key);
    return [{ ...rest, ...(left.length > 0 && { convertsTo: Object.fromEntries(left) }) }];
  });

/** The fields to which a lead's value of a field may go on a record. */
export const targetsOn = (fields: readonly FieldDefinition[], record: FieldRecord): readonly FieldDefinition[] =>
  fields.filter(({ on }) => on.includes(record));
