import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { PHONE_KINDS } from './phone-kinds.ts';

export interface PhoneFacts {
  /** ISO 3166, two capital letters; `null` for numbers of no country, such as +800. */
  readonly country: string | null;
  readonly kind: (typeof PHONE_KINDS)[number] | null;
}

const KINDS: ReadonlyMap<string, (typeof PHONE_KINDS)[number]> = new Map([
  ['MOBILE', 'mobile'],
  ['FIXED_LINE', 'landline'],
  ['FIXED_LINE_OR_MOBILE', 'mobile-or-landline'],
]);

/**
 * What a phone number says by itself; `undefined` for one that does not say its country. Only what shows a lead asks: the full metadata, by which kinds are
 * told, are 157 KB, twice those that numbers are read with.
 */
export const phoneFacts = (phone: string | undefined): PhoneFacts | undefined => {
  if (!phone?.trim().startsWith('+')) return undefined;
  const parsed = parsePhoneNumberFromString(phone);
  if (!parsed?.isValid()) return undefined;
  const type = parsed.getType();
  return { country: parsed.country ?? null, kind: type === undefined ? null : (KINDS.get(type) ?? 'other') };
};
