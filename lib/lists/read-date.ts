import type { DateOrder } from './list-mapping.ts';

/** A time of day after a date, with or without seconds, half of the day and zone; only the day is kept, as it is written. */
const TIME = String.raw`(?:[T\s,]+\d{1,2}[:.h]\d{2}.{0,30})?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${TIME}$`);
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})${TIME}$`);
const DAY_AND_NAME = new RegExp(
  String.raw`^(\d{1,2})(?:st|nd|rd|th|er|º)?[-./\s]*(?:de\s+)?(\p{L}{3,12})[-./,\s]*(?:de\s+)?(\d{4}|\d{2})${TIME}$`,
  'u',
);
const NAME_AND_DAY = new RegExp(
  String.raw`^(\p{L}{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4}|\d{2})${TIME}$`,
  'u',
);
const COMPACT = /^((?:19|20)\d{2})(\d{2})(\d{2})$/;
const SERIAL = /^(\d{5})(?:\.\d+)?$/;

/** The beginnings of the months' names in English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Swedish and Danish, accents folded. */
const MONTHS = [
  'jan ene gen sty',
  'feb fev lut',
  'mar mrz mrt maa',
  'apr avr abr kwi',
  'may mai maj mei mag',
  'jun juin giu cze',
  'jul juil lug lip',
  'aug aou ago sie',
  'sep set wrz',
  'oct okt ott out paz',
  'nov lis',
  'dec dez dic gru',
].map((names) => names.split(' '));

const monthOf = (name: string): number => {
  const folded = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return 1 + MONTHS.findIndex((names) => names.some((known) => folded.startsWith(known)));
};

/** Two digits are a year from 1930 to 2029, as Excel takes them. */
const yearOf = (digits: string): number => {
  const year = Number(digits);
  if (digits.length > 2) return year;
  return year < 30 ? 2000 + year : 1900 + year;
};

const EARLIEST = 1800;
const LATEST = 2199;
const two = (number: number): string => String(number).padStart(2, '0');

const day = (year: number, month: number, date: number): string | undefined => {
  if (year < EARLIEST || year > LATEST || month < 1 || month > 12 || date < 1) return undefined;
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return date > last ? undefined : `${year}-${two(month)}-${two(date)}`;
};

const DAY_MS = 86_400_000;
/** Day 0 of Excel's calendar that counts 29 February 1900: right for every day after it. */
const EXCEL_EPOCH = Date.UTC(1899, 11, 30);
/** Serials from 1954 to 2119; what is outside is rather another number. */
const SERIALS = { least: 20_000, most: 80_000 };

const bySerial = (serial: number): string | undefined =>
  serial < SERIALS.least || serial > SERIALS.most
    ? undefined
    : new Date(EXCEL_EPOCH + serial * DAY_MS).toISOString().slice(0, 10);

/** The order that the numbers allow; dots and dashes are never between month and day in America, slashes are. */
const orderOf = (first: number, second: number, sign: string): DateOrder | undefined => {
  if (first > 12 || sign !== '/') return 'dmy';
  if (second > 12) return 'mdy';
  return first === second ? 'dmy' : undefined;
};

const byParts = (first: string, sign: string, second: string, third: string, order?: DateOrder): string | undefined => {
  const [one, other] = [Number(first), Number(second)];
  switch (order ?? orderOf(one, other, sign)) {
    case 'dmy':
      return day(yearOf(third), other, one);
    case 'mdy':
      return day(yearOf(third), one, other);
    case 'ymd':
      return third.length === 2 ? day(yearOf(first.padStart(2, '0')), other, Number(third)) : undefined;
    default:
      return undefined;
  }
};

/**
 * The day of a date as people and spreadsheets write it, as YYYY-MM-DD. `undefined` for what is none, and for 3/4/2026 unless the order is told: guessing
 * would be wrong in half of the world.
 */
export const readDate = (cell: string, order?: DateOrder): string | undefined => {
  const text = cell.trim().replace(/\.\s+(?=\d)/g, '.');
  const iso = YEAR_FIRST.exec(text) ?? COMPACT.exec(text);
  if (iso) return day(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const [, first, sign, second, third] = YEAR_LAST.exec(text) ?? [];
  if (first && sign && second && third) return byParts(first, sign, second, third, order);
  const serial = SERIAL.exec(text)?.[1];
  if (serial) return bySerial(Number(serial));
  const [, date, name, year] = DAY_AND_NAME.exec(text) ?? [];
  if (date && name && year) return day(yearOf(year), monthOf(name), Number(date));
  const [, monthName, dateAfter, yearAfter] = NAME_AND_DAY.exec(text) ?? [];
  return monthName && dateAfter && yearAfter
    ? day(yearOf(yearAfter), monthOf(monthName), Number(dateAfter))
    : undefined;
};
