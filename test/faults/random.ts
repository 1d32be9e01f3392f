export interface Random {
  /** From 0 up to but not 1. */
  next(): number;
  chance(probability: number): boolean;
  /** A whole number from `least` up to but not `most`. */
  between(least: number, most: number): number;
  pick<T>(from: readonly T[]): T;
  /** One of several by their weights. */
  weighted<T>(from: readonly (readonly [weight: number, what: T])[]): T;
}

const required = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('there is nothing to choose from');
  return value;
};

/** Numbers that look random and are the same for the same seed (mulberry32, https://github.com/bryc/code/blob/master/jshash/PRNGs.md). */
export const randomFrom = (seed: number): Random => {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least));
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick: (from) => required(from[between(0, from.length)]),
    weighted: (from) => {
      let left = next() * from.reduce((sum, [weight]) => sum + weight, 0);
      const found = from.find(([weight]) => {
        left -= weight;
        return left < 0;
      });
      return required(found ?? from.at(-1))[1];
    },
  };
};
