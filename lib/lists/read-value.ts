import type { Decimal } from './list-mapping.ts';

/** What people and systems write where they have nothing to say; in lower case. */
const PLACEHOLDERS = new Set([
  '-',
  '--',
  '---',
  '–',
  '—',
  '.',
  '?',
  'n/a',
  'n.a.',
  'na',
  'n/v',
  'nil',
  'none',
  'null',
  '(null)',
  '<null>',
  '(none)',
  '(blank)',
  '(empty)',
  'nan',
  'undefined',
  'unknown',
  '[unknown]',
  'not provided',
  // What Salesforce writes into a required field that a form left empty.
  '[not provided]',
]);
/** Placeholders that are family names too, when they are written like one. */
const NAMES = new Set(['Na', 'Null', 'Nil']);
/** What a spreadsheet shows for a formula that failed, in English and German. */
const FORMULA_ERROR = /^#(?:N\/A|NV|(?:REF|BEZUG|VALUE|WERT|NAME|DIV\/0|NULL|NUM|ZAHL)[!?])$/;
const LONGEST_PLACEHOLDER = 14;

/** Whether a cell says nothing: empty, a placeholder such as `n/a`, or the error of a formula. */
export const isBlank = (cell: string): boolean => {
  const text = cell.trim();
  if (text.length > LONGEST_PLACEHOLDER) return false;
  if (text === '') return true;
  if (text.charCodeAt(0) === HASH) return FORMULA_ERROR.test(text);
  return PLACEHOLDERS.has(text.toLowerCase()) && !NAMES.has(text);
};
const HASH = 35;

const PLAIN = /^[+-]?\d{1,15}$/;
const CURRENCY = /^(?:\p{Sc}|[A-Z]{3}\b|kr\.?|zł|Fr\.)\s*|\s*(?:\p{Sc}|\b[A-Z]{3}|kr\.?|zł|Fr\.|,-)$/gu;
/** Spaces and apostrophes between groups of three digits, as in 1 234 or 1'234. */
const GROUPING_SPACE = /(?<=\d)[\s'’](?=\d{3}(?!\d))/g;
const SCIENTIFIC = /^[+-]?\d+(?:[.,]\d+)?E[+-]?\d{1,3}$/i;

const count = (text: string, sign: string): number => text.split(sign).length - 1;

/** Which of the two signs is before the fraction; `undefined` where 1.234 may be a thousand or one and a bit. */
const decimalOf = (digits: string): Decimal | undefined => {
  const [dots, commas] = [count(digits, '.'), count(digits, ',')];
  if (dots > 0 && commas > 0) return digits.lastIndexOf('.') > digits.lastIndexOf(',') ? '.' : ',';
  if (dots > 1) return ',';
  if (commas > 1) return '.';
  const undecided = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/.test(digits);
  if (undecided) return undefined;
  return commas === 1 ? ',' : '.';
};

/** Whole numbers with nothing between the digits, or a sign between groups of three (of two in India, but for the last). */
const isWhole = (digits: string, grouping: string): boolean =>
  /^\d*$/.test(digits) || /^\d{1,3}(?:,\d{2,3})*,\d{3}$/.test(digits.replaceAll(grouping, ','));

/**
 * A number as people write it: with grouping, a currency, a percent sign (12 % is 12) or in parentheses for a debt. `undefined` for what is none, and for
 * what could be two numbers (1.234) unless the decimal sign is told.
 */
export const readNumber = (cell: string, decimal?: Decimal): number | undefined => {
  const text = cell.trim();
  if (PLAIN.test(text)) return Number(text);
  const owed = /^\((.*)\)$/.exec(text)?.[1];
  const bare = (owed ?? text)
    .replace(/\s*%$/, '')
    .replace(/^([+-])\s*/, '$1')
    .replaceAll('−', '-')
    .replace(/^([+-]?)(.*)$/, (_, sign: string, rest: string) => `${sign}${rest.replace(CURRENCY, '')}`)
    .replace(GROUPING_SPACE, '');
  if (SCIENTIFIC.test(bare)) return Number(bare.replace(',', '.'));
  const [, sign = '', digits = ''] = /^([+-]?)((?=[.,]*\d)[\d.,]+)$/.exec(bare) ?? [];
  const point = decimal ?? decimalOf(digits);
  if (digits === '' || point === undefined) return undefined;
  const [whole = '', fraction = '', ...more] = digits.split(point);
  if (more.length > 0 || !/^\d*$/.test(fraction)) return undefined;
  const grouping = point === '.' ? ',' : '.';
  if (!isWhole(whole, grouping)) return undefined;
  const value = Number(`${whole.replaceAll(grouping, '') || '0'}.${fraction || '0'}`);
  return sign === '-' || owed !== undefined ? -value : value;
};

const YES = new Set('true yes y on 1 x ✓ ja j wahr oui o vrai si sí s sim verdadero vero tak prawda sant'.split(' '));
const NO = new Set('false no n off 0 nein falsch non faux não nao falso nee nej nie falsk'.split(' '));

/** A yes or no as a spreadsheet or a person writes it, in ten languages. */
export const readBoolean = (cell: string): boolean | undefined => {
  const text = cell.trim().toLowerCase();
  if (YES.has(text)) return true;
  return NO.has(text) ? false : undefined;
};
