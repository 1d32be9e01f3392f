import type { ConsentDraft, FieldDraft } from './form-draft.ts';
import { newRow } from './rows.ts';

/** A key that nobody else in the list has, made from a wanted one. */
const freeKey = (wanted: string, taken: readonly string[]): string => {
  if (!taken.includes(wanted)) return wanted;
  let number = 2;
  while (taken.includes(`${wanted}${number}`)) number += 1;
  return `${wanted}${number}`;
};

/** The name under which a field is posted, from its label: `Team size` → `teamSize`. */
export const keyFromLabel = (label: string): string => {
  const words = label
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .trim()
    .split(' ')
    .flatMap((word) => (word ? [word] : []));
  const joined = words
    .map((word, at) => (at === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()))
    .join('');
  return joined.replace(/^[0-9]+/, '').slice(0, 40);
};

/** An empty field behind the others. */
export const addField = (fields: readonly FieldDraft[]): readonly FieldDraft[] => [
  ...fields,
  {
    row: newRow(),
    key: freeKey(
      'question',
      fields.map(({ key }) => key),
    ),
    keyFollows: true,
    label: '',
    kind: 'text',
    required: false,
    placeholder: '',
    options: '',
    feeds: '',
  },
];

/** A field's label changed; a key that follows the label does so. */
export const relabel = (fields: readonly FieldDraft[], row: string, label: string): readonly FieldDraft[] => {
  const others = fields.filter((field) => field.row !== row).map(({ key }) => key);
  const wanted = keyFromLabel(label) || 'question';
  return fields.map((field) =>
    field.row === row ? { ...field, label, key: field.keyFollows ? freeKey(wanted, others) : field.key } : field,
  );
};

/** An empty consent behind the others. */
export const addConsent = (consents: readonly ConsentDraft[]): readonly ConsentDraft[] => [
  ...consents,
  {
    row: newRow(),
    purpose: consents.length === 0 ? 'newsletter' : `purpose_${consents.length + 1}`,
    wording: '',
    required: false,
  },
];
