import type { Form } from '../forms/form.ts';
import type { LEAD_FEEDS } from '../forms/form-contract.ts';

type Feed = (typeof LEAD_FEEDS)[number];

/** Another system's names for the fields of a lead. */
export type FieldNames = Readonly<Record<Feed, string>>;

/**
 * A post in another system's words in the words of our form: its standard names become the form's fields that feed the same field of the lead; all other
 * names stay, so that the form may know them too.
 */
export const renameFields = (
  form: Form,
  names: FieldNames,
  posted: Readonly<Record<string, unknown>>,
): Record<string, unknown> => {
  const feedOf = new Map(Object.entries(names).map(([feed, name]) => [name, feed]));
  return Object.fromEntries(
    Object.entries(posted).map(([name, value]) => {
      const feed = feedOf.get(name);
      const field = feed === undefined ? undefined : form.fields.find(({ feeds }) => feeds === feed);
      return [field?.key ?? name, value];
    }),
  );
};
