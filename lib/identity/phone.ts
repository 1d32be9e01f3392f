import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/**
 * A phone number in E.164, by which two spellings of it are the same; `undefined` for one that does not say its country, because guessing one would join
 * strangers, and for one that no country has.
 */
export const toE164 = (phone: string | undefined): string | undefined => {
  if (!phone?.trim().startsWith('+')) return undefined;
  const parsed = parsePhoneNumberFromString(phone);
  return parsed?.isValid() ? parsed.number : undefined;
};

/** A phone number in international form, where it says its country or `country` (ISO 3166, two capital letters) is known to be it; any other as it is. */
export const toInternational = (phone: string, country: string): string => {
  if (phone.trim().startsWith('+') || !isSupportedCountry(country)) return phone;
  const parsed = parsePhoneNumberFromString(phone, country);
  return parsed?.isValid() ? parsed.formatInternational() : phone;
};

/** The country of a phone number that says it (ISO 3166, two capital letters), or `undefined`. */
export const phoneCountry = (phone: string | undefined): string | undefined => {
  if (!phone?.trim().startsWith('+')) return undefined;
  const parsed = parsePhoneNumberFromString(phone);
  return parsed?.isValid() ? parsed.country : undefined;
};
