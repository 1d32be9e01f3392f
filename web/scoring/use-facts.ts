import { itemsOf } from '../api/pages.ts';
import { useFieldsOf } from '../fields/field-queries.ts';
import { useForms } from '../forms/form-queries.ts';
import { useAbilities } from '../people/people-queries.ts';
import { type Fact, factsOf } from './fact-words.ts';
import type { RuleGroup } from './scoring-queries.ts';

/** What the rules of a group can look at. Who may not look at forms sees their ids. */
export const useFacts = (group: RuleGroup): readonly Fact[] => {
  const { readForms } = useAbilities();
  const forms = itemsOf(useForms(readForms).data).map(({ id, name }) => ({ value: id, label: name }));
  return factsOf(group, forms, useFieldsOf('lead'));
};
