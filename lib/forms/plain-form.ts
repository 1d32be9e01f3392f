import { fieldErrorsOf, type SluiceError } from '../errors.ts';
import { encodeFaults } from './faults.ts';
import type { Form } from './form.ts';

type Headers = Readonly<Record<string, string | undefined>>;

/** Whether a browser posts the form by itself and shows the answer as a page: scripts do not ask for a page. */
export const isPlainForm = (headers: Headers): boolean => {
  const type = headers['content-type'] ?? '';
  const isForm = /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type);
  return isForm && (headers['accept'] ?? '').includes('text/html');
};

/** Where the browser goes after a plain form was posted: to the thank-you page, or back to the form with what is wrong. */
export const answerPlainForm = ({ id, thankYou }: Form, error?: SluiceError): string => {
  if (!error) return thankYou.redirect ?? `/f/${id}/thanks`;
  return `/f/${id}?faults=${encodeURIComponent(encodeFaults(fieldErrorsOf(error)))}`;
};
