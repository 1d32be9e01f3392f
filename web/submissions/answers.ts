import type { Form } from '../forms/form-queries.ts';
import type { Submission } from './submission-queries.ts';

/** Who sent it: the address that it names, or else the submission's id. */
export const senderOf = ({ id, fields, extra }: Pick<Submission, 'id' | 'fields' | 'extra'>): string =>
  [...Object.values(fields), ...Object.values(extra)].find((value) => /^\S+@\S+\.\S+$/.test(value)) ??
  `Submission ${id}`;

/** The answers in the form's order under its labels; those to questions that it asks no more come last, under their names. */
export const answersOf = (
  { fields }: Pick<Submission, 'fields'>,
  asked: Form['fields'] = [],
): readonly (readonly [string, string])[] => {
  const answered = asked.flatMap(({ key, label }) => {
    const value = fields[key];
    return value === undefined ? [] : [[label, value] as const];
  });
  const known = new Set(asked.map(({ key }) => key));
  return [...answered, ...Object.entries(fields).filter(([key]) => !known.has(key))];
};
