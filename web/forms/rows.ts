let rows = 0;

/** A name for a row of a list that is being edited, which tells it apart while it moves. */
export const newRow = (): string => {
  rows += 1;
  return `row-${rows}`;
};

/** The rows with one of them moved to a place, held within the list. */
export const moveRow = <T extends { readonly row: string }>(
  list: readonly T[],
  row: string,
  to: number,
): readonly T[] => {
  const moved = list.find((one) => one.row === row);
  if (!moved) return list;
  const others = list.filter((one) => one.row !== row);
  const place = Math.min(Math.max(to, 0), others.length);
  return [...others.slice(0, place), moved, ...others.slice(place)];
};
