import type { EmbeddedField } from '../../lib/forms/embed-contract.ts';
import type { Filled } from './read-form.ts';

/** What is wrong with a field, in the server's words. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

const EMAIL = /^(?!\.)(?!.*\.\.)[\w'+.-]*[\w+-]@([A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;
const DATE = /^\d{4}-\d\d-\d\d$/;
const TOO_LONG = 'is too long';

const lineFault = (value: string, most: number): string | undefined =>
  value.length > most ? TOO_LONG : /\p{Cc}/u.test(value) ? 'must be one line of text' : undefined;

const faultIn = ({ kind, options = [] }: EmbeddedField, given: string | string[]): string | undefined => {
  const values = [given].flat();
  const [value = ''] = values.map((one) => one.trim());
  switch (kind) {
    case 'checkbox':
      return undefined;
    case 'choice':
    case 'choices':
      return values.every((one) => options.includes(one)) ? undefined : 'is none of the choices';
    case 'email':
      return value.length > 254 ? TOO_LONG : EMAIL.test(value) ? undefined : 'must be an e-mail address';
    case 'phone':
      return lineFault(value, 40) ?? (/^[0-9+()./ \-extEXT#]*$/.test(value) ? undefined : 'must be a phone number');
    case 'number':
      return /^[+-]?\d{1,15}([.,]\d{1,6})?$/.test(value) ? undefined : 'must be a number';
    case 'date':
      return values.every((one) => DATE.test(one) && !Number.isNaN(Date.parse(one))) ? undefined : 'must be a date';
    case 'long-text':
      return value.length > 4000 ? TOO_LONG : undefined;
    default:
      return lineFault(value, 400);
  }
};

/** What the server would find wrong with a filled-in form, so that nobody waits for it. */
export const checkFields = (fields: readonly EmbeddedField[], filled: Filled): Fault[] =>
  fields.flatMap((field) => {
    const given = filled[field.key];
    const message = given === undefined ? field.required && 'is needed' : faultIn(field, given);
    return message ? [{ path: field.key, message }] : [];
  });
