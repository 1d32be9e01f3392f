import { readCountry } from '../enrichment/country.ts';
import { readHeadCount } from '../enrichment/head-count.ts';
import type { DateOrder, Decimal, Target } from './list-mapping.ts';
import { readEmail } from './read-email.ts';

/** The share of values that must look alike to tell what a column is. */
const MOST = 0.6;
/** From so many values on they may contradict the header. */
const ENOUGH = 3;

const share = (values: readonly string[], fits: (value: string) => boolean): number =>
  values.length === 0 ? 0 : values.filter(fits).length / values.length;

const digits = (value: string): number => value.replace(/\D/g, '').length;

const isAddress = (value: string): boolean => value.includes('@') && readEmail(value) !== undefined;
/** A number that says its country: others may as well be ids. */
const isPhone = (value: string): boolean => /^\s*\+[\d\s()./-]+$/.test(value) && digits(value) >= 7;

/** What a column without a telling header feeds, by its values. */
export const targetByValues = (values: readonly string[]): Target | undefined => {
  if (share(values, isAddress) >= MOST) return 'email';
  return share(values, isPhone) >= MOST ? 'phone' : undefined;
};

/**
 * Whether the values cannot be what the header promises: a column "E-mail" that says yes or no, a company size in ranges. Where a list may say a thing in its own way, one
 * value that cannot be read is enough: a column that nobody asked for must not reject rows.
 */
export const contradicts = (target: Target, values: readonly string[]): boolean => {
  if (target === 'employees') return values.some((value) => readHeadCount(value) === undefined);
  if (target === 'country') return values.some((value) => readCountry(value) === undefined);
  if (values.length < ENOUGH) return false;
  if (target === 'email') return !values.some((value) => value.includes('@'));
  return target === 'phone' && !values.some((value) => digits(value) >= 3);
};

const SHORT_DATE = /^\s*(\d{1,4})[-/. ]\s*(\d{1,2})[-/. ]\s*(\d{1,4})/;

/** The order of day, month and year that the dates of a column show: one date after the 12th is enough. */
export const dateOrderOf = (values: readonly string[]): DateOrder | undefined => {
  let order: DateOrder | undefined;
  for (const value of values) {
    const [, first = '', second = ''] = SHORT_DATE.exec(value) ?? [];
    if (first === '') continue;
    if (first.length === 4) order ??= 'ymd';
    else if (Number(first) > 12) return 'dmy';
    else if (Number(second) > 12) return 'mdy';
    else if (/^\s*\d{1,2}\./.test(value)) order ??= 'dmy';
  }
  return order;
};

/** The sign before the fraction that the numbers of a column show: both signs in one number, or a fraction that is no group of three. */
export const decimalOf = (values: readonly string[]): Decimal | undefined => {
  for (const value of values) {
    const number = value.replace(/[^\d.,]/g, '').replace(/[.,]+$/, '');
    const dot = number.lastIndexOf('.');
    const comma = number.lastIndexOf(',');
    if (dot < 0 && comma < 0) continue;
    if (dot >= 0 && comma >= 0) return dot > comma ? '.' : ',';
    const [sign, other, at]: [Decimal, Decimal, number] = dot >= 0 ? ['.', ',', dot] : [',', '.', comma];
    if (number.indexOf(sign) !== at) return other;
    if (number.length - at - 1 !== 3 || /^0?[.,]/.test(number)) return sign;
  }
  return undefined;
};
