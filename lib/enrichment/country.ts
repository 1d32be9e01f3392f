/** What CLDR names as a region and ISO 3166 has as no country: parts of countries, groups of them, and codes for tests. https://www.iso.org/iso-3166-country-codes.html */
const NO_COUNTRIES = new Set('AC CP CQ DG EA EU EZ IC QO TA UN XA XB XK ZZ'.split(' '));

/** The languages in which a country's name is understood. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'sv', 'da'];

/** What people write for a country that is no language's name of it; folded. */
const ALSO: Readonly<Record<string, string>> = {
  usa: 'US',
  unitedstatesofamerica: 'US',
  uk: 'GB',
  greatbritain: 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  northernireland: 'GB',
  holland: 'NL',
  czechrepublic: 'CZ',
  turkey: 'TR',
};

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

const englishNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** Whether a text is the ISO 3166 code of a country, two capital letters. A code that was given up stands for what came after it, and is none. */
export const isCountry = (code: string): boolean =>
  /^[A-Z]{2}$/.test(code) &&
  !NO_COUNTRIES.has(code) &&
  englishNames.of(code) !== undefined &&
  new Intl.Locale(`und-${code}`).region === code;

/** A name without case, accents and punctuation. */
const folded = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^\p{L}]/gu, '');

/** The codes of all countries. */
export const allCountries = (): string[] =>
  [...LETTERS].flatMap((first) => [...LETTERS].map((second) => first + second)).filter(isCountry);

const learn = (): Map<string, string> => {
  const names = new Map(Object.entries(ALSO));
  const codes = allCountries();
  for (const language of LANGUAGES) {
    const inLanguage = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
    for (const code of codes) {
      const name = folded(inLanguage.of(code) ?? '');
      // Where two languages disagree, the one that more people read here counts.
      if (name !== '' && !names.has(name)) names.set(name, code);
    }
  }
  return names;
};

let known: Map<string, string> | undefined;

/** The country, as its ISO 3166 code of two letters, that a text names by its code or by its name in ten languages; `undefined` for one that names none. */
export const readCountry = (text: string): string | undefined => {
  const code = text.trim().toUpperCase();
  if (isCountry(code)) return code;
  known ??= learn();
  return known.get(folded(text));
};
