import type { Form } from './form.ts';

/** What was posted for a field of the lead, by the form that maps it, or `undefined`. */
export const fedValue = (
  form: Pick<Form, 'fields'>,
  posted: Readonly<Record<string, string>>,
  target: string,
): string | undefined => {
  const field = form.fields.find(({ feeds }) => feeds === target);
  return field && posted[field.key];
};
