/** What a spreadsheet makes of a long number: 4.91511E+11 has lost its digits. */
const DAMAGED = /^[+-]?\d(?:[.,]\d+)?E\+\d{1,3}$/i;

/** Whether a spreadsheet has rounded a number so that digits of it are gone. */
export const isDamagedNumber = (cell: string): boolean => DAMAGED.test(cell.trim());

const LABEL = /^(?:tel|telephone|telefon|phone|fon|mobile|mobil|mob|cell|work|office|home|fax|[tmpfh])\s*[.:]+\s*/i;
const INVISIBLE = /[\u00ad\u200b\u200e\u200f\u202a\u202c\u2060\ufeff]/g;
const DASHES = /[\u2010-\u2015\u2212]/g;
const WHITE = /\s+/g;
const PHONE = /^[0-9+()./ \-extEXT#]*$/;
/** The longest phone number of a lead, and the fewest digits of one: short codes of companies have three. */
const LONGEST = 40;
const FEWEST_DIGITS = 3;

const PLAIN = /^\+?[0-9][0-9 ]{4,38}$/;

/**
 * A phone number as a lead keeps it: without `tel:`, labels, invisible characters and unusual dashes; of several in a cell the first. `undefined` for what is
 * none, and for one that a spreadsheet has damaged.
 */
export const readPhone = (cell: string): string | undefined => {
  const trimmed = cell.trim();
  if (PLAIN.test(trimmed)) return trimmed;
  if (DAMAGED.test(trimmed)) return undefined;
  const [first = ''] = trimmed.split(/[;,|\n]|\s\/\s|\s(?:or|oder|ou|o)\s/);
  const bare = first
    .replace(INVISIBLE, '')
    .replace(DASHES, '-')
    .replace(WHITE, ' ')
    .trim()
    .replace(LABEL, '')
    .replace(/^tel:/i, '')
    .trim();
  if (bare.length > LONGEST || !PHONE.test(bare)) return undefined;
  return bare.replace(/\D/g, '').length >= FEWEST_DIGITS ? bare : undefined;
};
