const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS = [
  [DAY, 'd'],
  [HOUR, 'h'],
  [MINUTE, 'min'],
] as const;

/** How long something took, in its two largest units and whole minutes: `under a minute`, `12 min`, `3 h 5 min`, `2 d 4 h`. Takes seconds. */
export const spanInWords = (seconds: number): string => {
  const first = UNITS.findIndex(([size]) => seconds >= size);
  if (first < 0) return 'under a minute';
  let left = seconds;
  const words: string[] = [];
  for (const [size, name] of UNITS.slice(first, first + 2)) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) words.push(`${count} ${name}`);
  }
  return words.join(' ');
};
