import type { RowCounts } from '../../lib/imports/row-state.ts';
import { counted, countInFigures, listed } from './import-words.ts';

const some = (count: number | undefined, words: (count: number) => string): string[] => (count ? [words(count)] : []);

/** What a commit of the plan would do, in a sentence. */
export const planInWords = (counts: RowCounts, rows: number): string => {
  const writes = [
    ...some(counts.create, (count) => `creates ${counted(count, 'lead')}`),
    ...some(counts.update, (count) => `updates ${counted(count, 'lead')}`),
  ];
  if (writes.length === 0) return 'Nothing in the file would change anything.';
  const out = rows - (counts.create ?? 0) - (counts.update ?? 0);
  const rest =
    out > 0
      ? ` ${countInFigures(out)} of ${counted(rows, 'row')} ${out === 1 ? 'stays' : 'stay'} out; each says why.`
      : '';
  return `The import ${listed(writes)}.${rest}`;
};

/** How many rows a commit would write. */
export const rowsToWrite = (counts: RowCounts): number => (counts.create ?? 0) + (counts.update ?? 0);

/** What a commit did, in a sentence. */
export const commitInWords = (counts: RowCounts): string => {
  const did = [
    ...some(counts.created, (count) => `${counted(count, 'lead')} created`),
    ...some(counts.updated, (count) => `${counted(count, 'lead')} updated`),
    ...some(counts.rejected, (count) => `${counted(count, 'row')} rejected`),
    ...some(counts.conflict, (count) => `${counted(count, 'row')} in conflict`),
  ];
  return did.length > 0 ? `${listed(did)}.` : 'Nothing was written.';
};

/** What an undo did, in a sentence. */
export const undoInWords = (counts: RowCounts): string => {
  const undone = counted(counts.undone ?? 0, 'row');
  const kept = some(
    counts.kept,
    (count) => `${counted(count, 'lead')} edited since ${count === 1 ? 'stays as it is' : 'stay as they are'}.`,
  );
  return [`${undone} taken back.`, ...kept].join(' ');
};

/** What an undo would do, in a sentence. */
export const undoAheadInWords = (counts: RowCounts): string => {
  const does = [
    ...some(counts.created, (count) => `deletes the ${counted(count, 'lead')} that it created`),
    ...some(
      counts.updated,
      (count) => `puts the ${counted(count, 'lead')} that it updated back as ${count === 1 ? 'it was' : 'they were'}`,
    ),
  ];
  return `It ${listed(does)}. Leads that somebody edited since stay as they are, and are listed.`;
};
