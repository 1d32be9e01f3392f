/** How many bytes were there at a moment, in milliseconds. */
export interface Sample {
  readonly at: number;
  readonly bytes: number;
}

/** Milliseconds over which the rate of an upload is taken: short enough to follow a line that changes, long enough to be calm. */
const WINDOW_MS = 12_000;
/** Milliseconds before anything is said about the rate. */
const SETTLED_MS = 1500;

/** The samples with one more; those that are too old go, and all of them when the count falls, as it does when a part is lost. */
export const withSample = (samples: readonly Sample[], sample: Sample): readonly Sample[] => {
  const last = samples.at(-1);
  if (last && sample.bytes < last.bytes) return [sample];
  return [...samples.filter(({ at }) => sample.at - at <= WINDOW_MS), sample];
};

/** Bytes a second over the samples; `undefined` until there is enough to tell. */
export const rateOf = (samples: readonly Sample[]): number | undefined => {
  const first = samples[0];
  const last = samples.at(-1);
  if (!first || !last || last.at - first.at < SETTLED_MS || last.bytes === first.bytes) return undefined;
  return ((last.bytes - first.bytes) / (last.at - first.at)) * 1000;
};
