/** Small words inside a family name; at its beginning too, where more follows ("van der Berg"). */
const PARTICLES = new Set(
  'af al av ben bin da dal de degli dei del della den der des di do dos du e el het la las le los of op ter te ten und van vom von vor y zu zum zur'.split(
    ' ',
  ),
);

const LANGUAGE = 'und';

const capitalised = (word: string): string => {
  const [first = '', ...rest] = word;
  // Some small letters are two capitals: ß is SS, and begins as Ss.
  const [head = '', ...tail] = first.toLocaleUpperCase(LANGUAGE);
  return head + tail.join('').toLocaleLowerCase(LANGUAGE) + rest.join('');
};

/** A part of a word between hyphens and apostrophes. */
const casePart = (part: string): string =>
  capitalised(part).replace(
    /^(Mc)(\p{Ll})(?=\p{Ll})/u,
    (_, prefix: string, letter: string) => prefix + letter.toLocaleUpperCase(LANGUAGE),
  );

/** Behind a single letter and an apostrophe stands a name of its own ("O'Neil", "D'Angelo"). */
const caseWord = (word: string): string =>
  word
    .split(/([-‐])/u)
    .map((half) =>
      half.replace(/^(\p{L})(['’])(\p{L}+)$|^.+$/u, (whole, letter?: string, apostrophe = '', rest = '') =>
        letter === undefined ? casePart(whole) : `${capitalised(letter)}${apostrophe}${casePart(rest)}`,
      ),
    )
    .join('');

/** Letters that have a case, and all of them in one. */
const isShouted = (name: string): boolean =>
  name === name.toLocaleUpperCase(LANGUAGE) && name !== name.toLocaleLowerCase(LANGUAGE);
const isWhispered = (name: string): boolean =>
  name === name.toLocaleLowerCase(LANGUAGE) && name !== name.toLocaleUpperCase(LANGUAGE);

/** A word of one or two letters in capitals may be initials ("JP"), and is let be. */
const SHORTEST_SHOUT = 3;

const letters = (name: string): number => name.match(/\p{L}/gu)?.length ?? 0;

/**
 * A person's name as they would write it, where it came in capitals or in small letters alone: `van der Berg`, `McDonald`, `O'Neil`. A name in mixed case is what
 * somebody wrote on purpose, and stays; so does one in a script without case.
 */
export const caseName = (name: string): string => {
  const shouted = isShouted(name) && letters(name) >= SHORTEST_SHOUT;
  if (!shouted && !isWhispered(name)) return name;
  const words = name.toLocaleLowerCase(LANGUAGE).split(/(\s+)/u);
  const last = words.length - 1;
  return words.map((word, index) => (index < last && PARTICLES.has(word) ? word : caseWord(word))).join('');
};
