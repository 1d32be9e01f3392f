const ROUGH = /[\p{Cc}\p{Zl}\p{Zp}\u00a0\u202f\ufeff]/u;
const ROUGH_RUNS = /[\p{Cc}\p{Zl}\p{Zp}\u00a0\u202f\ufeff\s]+/gu;

/** A cell as one line of text: trimmed, well-formed, with a space for line ends, control characters and unusual spaces. */
export const oneLine = (cell: string): string => {
  const text = cell.trim();
  return ROUGH.test(text) ? text.replace(ROUGH_RUNS, ' ').trim().toWellFormed() : text.toWellFormed();
};
