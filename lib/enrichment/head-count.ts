/** More people than any company has. */
export const MOST_EMPLOYEES = 10_000_000;

/** The number of people who work somewhere, where a text says it as one whole number, with or without grouping; else `undefined`. */
export const readHeadCount = (text: string): number | undefined => {
  const digits = text.trim().replace(/(?<=\d)[.,'’\s](?=\d{3}(?!\d))/g, '');
  const count = /^\d{1,8}$/.test(digits) ? Number(digits) : undefined;
  return count !== undefined && count >= 1 && count <= MOST_EMPLOYEES ? count : undefined;
};
