const HOUR = 3_600_000;

/** Half-lives after which less than a tenth of a point is left of a hundred. */
const HALF_LIVES = 10;
/** Steps in which a half-life is looked through: points fall by at most 4 % in one. */
const STEPS_A_HALF_LIFE = 16;

/**
 * When a value that changes with decay is first another one than now, to the hour; milliseconds since the epoch, `undefined` when it stays. A band that is left and
 * entered again within a sixteenth of a half-life may be missed, which needs points that are given and others that are taken at the same pace.
 */
export const nextChange = (valueAt: (time: number) => number, now: number, halfLife: number): number | undefined => {
  const value = valueAt(now);
  const end = now + HALF_LIVES * halfLife;
  const step = Math.max(HOUR, halfLife / STEPS_A_HALF_LIFE);
  for (let low = now; low < end; low += step) {
    if (valueAt(low + step) === value) continue;
    let high = low + step;
    while (high - low > HOUR) {
      const middle = (low + high) / 2;
      if (valueAt(middle) === value) low = middle;
      else high = middle;
    }
    return Math.ceil(high);
  }
  return undefined;
};
