import { LOCALE } from '../wording/locale.ts';
import { spanInWords } from '../wording/span.ts';
import type { Speed } from './speed-queries.ts';

/** What stands where there is nothing to tell. */
const NONE = '–';

/** The periods that the page offers, in days; the API looks back 45 at most. */
export const PERIODS: readonly number[] = [7, 30, 45];
const USUAL = 30;

/** The period that an address asks for, or the usual one. */
export const periodOf = (asked: string | undefined): number => PERIODS.find((days) => String(days) === asked) ?? USUAL;

/** How long an answer took, in the little room of a figure, or a dash. */
export const timeTaken = (seconds: number | null): string => {
  if (seconds === null) return NONE;
  return seconds < 60 ? '< 1 min' : spanInWords(seconds);
};

/** The share of promises that were kept, or a dash when none was due yet. */
export const keptShare = ({ keptShare: share }: Speed): string =>
  share === null ? NONE : new Intl.NumberFormat(LOCALE, { style: 'percent' }).format(share);
