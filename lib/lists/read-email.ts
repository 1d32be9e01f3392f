import { emailAddress } from '../contract/fields.ts';
import { normalizeEmail } from '../identity/email.ts';

/** The addresses of nearly everybody: what the contract takes too, told without asking it. Longer ones go the long way. */
const ORDINARY = /^(?:[a-z0-9_'+-]+\.)*[a-z0-9_'+-]*[a-z0-9_+-]@(?:(?!xn--)[a-z0-9][a-z0-9-]*\.)+[a-z]{2,}$/i;
const LONGEST_ORDINARY = 254;

const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
const IN_BRACKETS = /<\s*([^<>\s]+@[^<>\s]+)\s*>/;
const AROUND = /^[\s"'([]+|[\s"')\].,;:]+$/g;

/** Of several addresses the first; what separates them are signs, or spaces where every part is an address. */
const firstOf = (text: string): string => {
  const bracketed = IN_BRACKETS.exec(text)?.[1];
  if (bracketed !== undefined) return bracketed;
  const part = text.split(/[;,|\n]/).find((one) => one.includes('@')) ?? text;
  const words = part.trim().split(/\s+(?:\/\s+)?/);
  const [first = ''] = words;
  return words.every((word) => word.includes('@')) ? first : part;
};

/**
 * An address in the form in which it is stored, out of what lists have: `Name <a@b.example>`, `mailto:`, a dot or a semicolon after it, several in a cell (the
 * first counts). `undefined` for what is none.
 */
export const readEmail = (cell: string): string | undefined => {
  const address = cell.trim();
  if (address.length <= LONGEST_ORDINARY && ORDINARY.test(address)) return address.toLowerCase();
  const first = firstOf(cell.replace(INVISIBLE, ''));
  const bare = first
    .replace(AROUND, '')
    .replace(/^mailto:/i, '')
    .replace(/\?.*$/, '');
  const parsed = emailAddress.safeParse(bare);
  return parsed.success ? normalizeEmail(parsed.data) : undefined;
};
