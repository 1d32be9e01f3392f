import { gunzipSync, gzipSync } from 'node:zlib';
import * as z from 'zod';
import type { Count, OutcomeCounts } from './outcome-counts.ts';
import type { TrackedCounts } from './tracked-counts.ts';

// Rows of numbers instead of names: each pair names two values, which makes the plain record eight times as long.
const packedSchema = z.object({
  total: z.tuple([z.number(), z.number()]),
  names: z.array(z.string()),
  /** By value: the two counts, and since when. */
  own: z.array(z.tuple([z.number(), z.number(), z.number()])),
  /** By value: the place of another one in `names`, and the two counts of the pair, again and again. */
  beside: z.array(z.array(z.number())),
});

/** Counts as a text to be stored: some 20 KB for a hundred values, at most some 150 KB. */
export const packCounts = ({ counts, since }: TrackedCounts): string => {
  const names = Object.keys(counts.values);
  const placeOf = new Map(names.map((name, place) => [name, place]));
  const packed: z.output<typeof packedSchema> = {
    total: [...counts.total],
    names,
    own: Object.entries(counts.values).map(([name, { own }]) => [...own, since[name] ?? 0]),
    beside: Object.values(counts.values).map(({ beside }) =>
      Object.entries(beside).flatMap(([name, count]) => [placeOf.get(name) ?? 0, ...count]),
    ),
  };
  return gzipSync(JSON.stringify(packed)).toString('base64');
};

const pairsOf = (names: readonly string[], row: readonly number[]): Record<string, Count> => {
  const pairs: Record<string, Count> = {};
  for (let place = 0; place < row.length; place += 3) {
    const [other = 0, lost = 0, won = 0] = row.slice(place, place + 3);
    pairs[names[other] ?? ''] = [lost, won];
  }
  return pairs;
};

/** What was packed. */
export const unpackCounts = (text: string, fold: number): TrackedCounts => {
  const packed = packedSchema.parse(JSON.parse(gunzipSync(Buffer.from(text, 'base64')).toString('utf8')));
  const { total, names, own, beside } = packed;
  const values = names.map((name, place): [string, OutcomeCounts['values'][string]] => {
    const [lost = 0, won = 0] = own[place] ?? [];
    return [name, { own: [lost, won], beside: pairsOf(names, beside[place] ?? []) }];
  });
  const since = Object.fromEntries(names.map((name, place) => [name, own[place]?.[2] ?? 0]));
  return { fold, counts: { version: 1, total, values: Object.fromEntries(values) }, since };
};
