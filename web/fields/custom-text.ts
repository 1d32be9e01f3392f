import type { FieldTexts } from '../records/edit-conflict.ts';
import { tagsAsText, tagsInText } from '../tags/tag-text.ts';
import { calendarDate } from '../wording/relative-time.ts';
import type { FieldDefinition } from './field-queries.ts';

export type CustomValue = string | number | boolean | readonly string[];

/** What every record carries beside its own fields. */
export interface Extras {
  readonly custom: Readonly<Record<string, CustomValue>>;
  readonly tags: readonly string[];
}

/** The names under which a form holds them; the same as the paths of their errors. */
const PREFIX = 'custom.';
export const TAGS = 'tags';
export const customName = (key: string): string => `${PREFIX}${key}`;

/** Several values of a list in one text, as the API reads them too. */
const SEPARATOR = '; ';

const asText = (value: CustomValue | undefined): string => {
  if (value === undefined) return '';
  return typeof value === 'object' ? value.join(SEPARATOR) : String(value);
};

/** The values that a text names in a field with several of a list. */
export const chosenIn = (text: string): readonly string[] => (text === '' ? [] : text.split(SEPARATOR));

/** Custom values and tags as texts to edit. */
export const extrasAsTexts = (definitions: readonly FieldDefinition[], { custom, tags }: Extras): FieldTexts => ({
  ...Object.fromEntries(definitions.map(({ key }) => [customName(key), asText(custom[key])])),
  [TAGS]: tagsAsText(tags),
});

const customOf = (definition: FieldDefinition | undefined, text: string): unknown => {
  if (text === '') return null;
  return definition?.kind === 'choices' ? chosenIn(text) : text;
};

interface ExtrasChange {
  readonly custom?: Record<string, unknown>;
  readonly tags?: string[];
}

/** What of the changed texts belongs to custom fields and tags, as the API takes it; an empty text empties the field. */
export const extrasChange = (definitions: readonly FieldDefinition[], changed: FieldTexts): ExtrasChange => {
  const custom = Object.entries(changed).flatMap(([name, text]) => {
    if (!name.startsWith(PREFIX)) return [];
    const key = name.slice(PREFIX.length);
    return [
      [
        key,
        customOf(
          definitions.find((one) => one.key === key),
          text,
        ),
      ] as const,
    ];
  });
  const tags = changed[TAGS];
  return {
    ...(custom.length > 0 && { custom: Object.fromEntries(custom) }),
    ...(tags !== undefined && { tags: tagsInText(tags) }),
  };
};

/** The changed texts of a record's own fields, with null where one was emptied. */
export const ownChange = (changed: FieldTexts): Record<string, string | null> =>
  Object.fromEntries(
    Object.entries(changed).flatMap(([name, text]) =>
      name.startsWith(PREFIX) || name === TAGS ? [] : [[name, text || null]],
    ),
  );

/** A value as people read it. */
export const valueInWords = ({ kind }: FieldDefinition, value: CustomValue): string => {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'object') return value.join(', ');
  return kind === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(String(value)) ? calendarDate(String(value)) : String(value);
};
