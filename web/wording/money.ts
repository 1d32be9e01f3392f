import { LOCALE } from './locale.ts';

export interface Money {
  readonly minor: number;
  readonly currency: string;
}

/** How many digits the minor unit of a currency has (ISO 4217, as the browser knows it): 2 for EUR, 0 for JPY. */
export const minorDigits = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** An amount as people write it; cents only where there are any. */
export const formatMoney = ({ minor, currency }: Money): string => {
  const amount = minor / 10 ** minorDigits(currency);
  return new Intl.NumberFormat(LOCALE, {
    style: 'currency',
    currency,
    trailingZeroDisplay: 'stripIfInteger',
  }).format(amount);
};

/** The figures without the currency, to be typed over. */
export const plainAmount = ({ minor, currency }: Money): string => {
  const digits = minorDigits(currency);
  const amount = minor / 10 ** digits;
  return Number.isInteger(amount) ? String(amount) : amount.toFixed(digits);
};

/**
 * Minor units of an amount as typed, `12500`, `12,500.50`, `12.500,50` or `12 500` alike: the last comma or point is the
 * decimal mark unless exactly three digits follow it. `undefined` when it is no amount of this currency.
 */
export const parseAmount = (typed: string, currency: string): number | undefined => {
  const text = typed.replace(/[\s'’\u00a0\u202f]/g, '');
  const parts = /^(\d[\d.,]*?)(?:[.,](\d{1,2}|\d{4,}))?$/.exec(text);
  if (!parts?.[1]) return undefined;
  const whole = parts[1];
  if (!/^\d+$/.test(whole) && !/^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$/.test(whole)) return undefined;
  const digits = minorDigits(currency);
  const fraction = parts[2] ?? '';
  if (fraction.length > digits) return undefined;
  const minor = Number(whole.replace(/[.,]/g, '') + fraction.padEnd(digits, '0'));
  return Number.isSafeInteger(minor) ? minor : undefined;
};
