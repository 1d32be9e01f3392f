/** A list with one of its things so many places further down, or up, held within the list. */
export const moved = <T>(list: readonly T[], one: T, by: number): T[] => {
  const from = list.indexOf(one);
  const others = list.filter((other) => other !== one);
  const to = Math.min(Math.max(from + by, 0), others.length);
  return from < 0 ? [...list] : [...others.slice(0, to), one, ...others.slice(to)];
};
