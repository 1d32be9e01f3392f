/** The parts of a person's name. */
export interface PersonName {
  readonly firstName?: string;
  readonly lastName?: string;
}

/** Words that belong to the family name that follows them. */
const PARTICLES = new Set(
  'af al am auf av bin da dal dalla das de degli del della den der des di do dos du el ibn la le los op santa st ten ter till van vom von zu zum zur'.split(
    ' ',
  ),
);
/** Forms of address, which are no part of a name. Academic titles stay: in some countries they are. */
const ADDRESSES =
  /^(?:mrs?|ms|miss|mx|herrn?|frau|mme|mlle|monsieur|madame|señora?|signora?|dhr|mevr|mevrouw|fru)\.?\s+/i;
/** What may follow a name after a comma without being a first name. */
const SUFFIX =
  /^(?:jr|sr|i{2,3}|iv|ph\.?\s?d|m\.?d|mba|m\.?sc|b\.?sc|b\.?a|m\.?a|dipl\.?.*|esq|cpa|ll\.?[bm]|r\.?n|d\.?d\.?s)\.?$/i;

const named = (firstName: string, lastName: string): PersonName => ({
  ...(firstName !== '' && { firstName }),
  ...(lastName !== '' && { lastName }),
});

/** Where the family name begins among the words of a name: at the first particle, or else at the last word. */
const familyFrom = (words: readonly string[]): number => {
  const particle = words.findIndex(
    (word, index) => index > 0 && index < words.length - 1 && PARTICLES.has(word.toLowerCase()),
  );
  return particle < 0 ? words.length - 1 : particle;
};

/** First and last name out of "Jonas Weber", "Weber, Jonas" or "Anna van der Berg"; a single word is the last name. */
export const splitName = (full: string): PersonName => {
  const text = full.trim().replace(/\s+/g, ' ').replace(ADDRESSES, '');
  const comma = text.indexOf(',');
  if (comma > 0) {
    const [before, after] = [text.slice(0, comma).trim(), text.slice(comma + 1).trim()];
    const isSuffix = after.split(/[,\s]+/).every((word) => word === '' || SUFFIX.test(word));
    return isSuffix ? splitName(before) : named(after.replace(ADDRESSES, ''), before);
  }
  const words = text.split(' ');
  const from = familyFrom(words);
  return named(words.slice(0, from).join(' '), words.slice(from).join(' '));
};
