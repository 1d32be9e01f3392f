import { wordingHash } from '../forms/check-form-post.ts';
import type { Form } from '../forms/form.ts';
import type { Submission } from '../submissions/submission-entity.ts';

/** The text of a wording by its hash, in the version of the form in which it stands; `undefined` when it does not. */
export const wordingIn = ({ consents }: Pick<Form, 'consents'>, hash: string): string | undefined =>
  consents.find(({ wording }) => wordingHash(wording) === hash)?.wording;

/** The wordings to which a submission says yes, in the order of its form. */
export const consentedWordings = (
  form: Pick<Form, 'consents'>,
  { consents = {} }: Pick<Submission, 'consents'>,
): string[] => {
  const hashes = new Set(Object.values(consents));
  return form.consents.map(({ wording }) => wording).filter((wording) => hashes.has(wordingHash(wording)));
};
