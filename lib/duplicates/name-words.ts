/** Letters that are no letter with a mark, so that taking marks away leaves them. */
const SPELLED: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** Text without case and marks, as words of letters and digits. */
export const plainWords = (text: string): string[] =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßøæœłđðþı]/g, (letter) => SPELLED[letter] ?? letter)
    .replace(/['’`´.]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

const TITLES = new Set([
  'dr',
  'prof',
  'mr',
  'mrs',
  'ms',
  'miss',
  'mx',
  'sir',
  'herr',
  'frau',
  'ing',
  'dipl',
  'phd',
  'mba',
]);

/** The words of a person's name in one order, whichever of them came first: `Meyer, Anna` is `Anna Meyer`. */
export const nameWords = (firstName: string | undefined, lastName: string | undefined): string[] =>
  plainWords(`${firstName ?? ''} ${lastName ?? ''}`)
    .filter((word) => !TITLES.has(word))
    .sort();

/** Legal forms by which the same company is written with and without. */
const LEGAL_FORMS = new Set(
  `ab ag aps as asa bhd bv cc co company corp corporation cv doo ek eg eirl gbr gesmbh gmbh group holding inc incorporated
  kft kg kgaa kk limited llc llp ltd ltda mbh nv oe og ohg oy oyj plc pte pty pvt sa sarl sas sasu sae se sia sl sp spa spol srl
  sro ug ulc zoo`.split(/\s+/),
);

/** A company's name as one word, without its legal form: `Acme Robotics GmbH` is `acmerobotics`. */
export const companyWord = (company: string | undefined): string | undefined => {
  const words = plainWords(company ?? '').filter((word) => word !== 'and' && word !== 'und' && word !== 'the');
  const bare = words.filter((word) => !LEGAL_FORMS.has(word));
  // A company whose whole name is a legal form, such as "Group", keeps it.
  return (bare.length > 0 ? bare : words).join('') || undefined;
};

/** The name in a company's domain as one word: of `acme-robotics.co.uk`, `acmerobotics`. */
export const domainWord = (domain: string | undefined): string | undefined =>
  plainWords(domain?.split('.')[0] ?? '').join('') || undefined;

/** Spellings of one sound, the longer first. */
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/sch|sh/g, 's'],
  [/ph/g, 'f'],
  [/th|dt/g, 't'],
  [/ck|c|q/g, 'k'],
  [/x/g, 'ks'],
  [/z/g, 's'],
  [/w/g, 'v'],
  [/y/g, 'i'],
];

/**
 * What is left of a word when spellings of one sound, vowels after the first letter and doubled letters are taken away: Meyer, Maier and Mayr are one.
 * Words in other scripts stay as they are.
 */
export const soundOf = (word: string): string => {
  const spelled = SOUNDS.reduce((text, [pattern, sound]) => text.replace(pattern, sound), word);
  const [first = '', ...rest] = spelled;
  return (first + rest.join('').replace(/[aeiouh]/g, '')).replace(/(.)\1+/gu, '$1');
};
