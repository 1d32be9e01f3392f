import type { FieldError } from '../errors.ts';

/** What may be wrong with a field, in the few letters that fit into an address, and in the words that a visitor reads. */
export const FAULTS = {
  needed: 'is needed',
  email: 'must be an e-mail address',
  phone: 'must be a phone number',
  number: 'must be a number',
  date: 'must be a date',
  choice: 'is none of the choices',
  long: 'is too long',
  line: 'must be one line of text',
  text: 'must be text',
  wrong: 'cannot be taken',
} as const;
type FaultCode = keyof typeof FAULTS;

/** Errors that a schema words by itself. */
const WORDED_BY_SCHEMA: readonly [RegExp, FaultCode][] = [
  [/e-?mail/i, 'email'],
  [/^too big|characters|too long/i, 'long'],
];

const isCode = (code: string): code is FaultCode => Object.hasOwn(FAULTS, code);

/** The code of an error's message; `wrong` for one that nobody planned. */
export const faultCode = (message: string): FaultCode => {
  for (const [code, words] of Object.entries(FAULTS)) if (words === message && isCode(code)) return code;
  return WORDED_BY_SCHEMA.find(([pattern]) => pattern.test(message))?.[1] ?? 'wrong';
};

/** Characters of all faults together: an address may be short of 2,000 in old software, and has other parts. */
const MOST = 1500;

const PATH = /^[A-Za-z][A-Za-z0-9_.-]{0,79}$/;

/** The errors of a post in a form that fits into an address: names of fields and codes, never what was typed. */
export const encodeFaults = (errors: readonly FieldError[]): string => {
  let text = '';
  for (const { path, message } of errors) {
    const one = `${text === '' ? '' : ','}${path}:${faultCode(message)}`;
    if (!PATH.test(path) || text.length + one.length > MOST) continue;
    text += one;
  }
  return text;
};

/** The errors that an address tells of; what it says otherwise is left out. */
export const decodeFaults = (text: string): FieldError[] =>
  text.split(',').flatMap((one) => {
    const [path = '', code = ''] = one.split(':');
    return PATH.test(path) && isCode(code) ? [{ path, message: FAULTS[code] }] : [];
  });
