/** A browser may name a language that is no valid tag (`en-US@posix`), on which Intl would throw. */
const ENGLISH = /^en(-[a-z0-9]{2,8})*$/i;

/** The client speaks English; of the person's languages the first English one decides how dates and figures look. */
export const englishAmong = (languages: readonly string[]): string =>
  languages.find((language) => ENGLISH.test(language)) ?? 'en-GB';

export const LOCALE = englishAmong(navigator.languages);
