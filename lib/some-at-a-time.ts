/** Items in batches of a size, in order; the last one may be smaller. */
export const batchesOf = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

/** Does the same with each item, so many at a time, and gives what came of each, in order. Errors: the first one; whatever had not begun by then never does. */
export const someAtATime = async <T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> => {
  const results: R[] = [];
  for (const some of batchesOf(items, atOnce)) {
    results.push(...(await Promise.all(some.map((item) => work(item)))));
  }
  return results;
};
