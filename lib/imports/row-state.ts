/**
 * What becomes of a row. A plan says `create` or `update`, which a commit turns into `created` or `updated`; an undo into `undone`, or `kept` where the record
 * was edited since. All others are settled by the plan: nothing is written for them.
 */
export const ROW_STATES = [
  'create',
  'update',
  'created',
  'updated',
  'unchanged',
  'duplicate',
  'contact',
  'conflict',
  'rejected',
  'cancelled',
  'undone',
  'kept',
] as const;
export type RowState = (typeof ROW_STATES)[number];

/** How many rows are in each state; states without rows are left out. */
export type RowCounts = Partial<Record<RowState, number>>;

/** The counts of several parts as one. */
export const addCounts = (parts: readonly RowCounts[]): RowCounts => {
  const sum: RowCounts = {};
  for (const part of parts) {
    for (const state of ROW_STATES) {
      const count = (sum[state] ?? 0) + (part[state] ?? 0);
      if (count === 0) delete sum[state];
      else sum[state] = count;
    }
  }
  return sum;
};

/** The counts after rows went from one state to another. */
export const moved = (counts: RowCounts, moves: readonly { from: RowState; to: RowState }[]): RowCounts =>
  addCounts([counts, ...moves.map(({ from, to }) => ({ [from]: -1, [to]: 1 }))]);

/** Why a row is in its state: stable codes. */
export const ROW_REASON_CODES = [
  'not-readable',
  'invalid-value',
  'too-little',
  'same-as-row',
  'is-contact',
  'nothing-new',
  'only-creates',
  'only-updates',
  'several-match',
  'other-lead-has-email',
  'other-lead-has-id',
  'lead-closed',
  'changed-since-plan',
  'edited-since',
  'stopped',
] as const;
export type RowReason = (typeof ROW_REASON_CODES)[number];

/** The same in a sentence for people. */
export const ROW_REASONS: Readonly<Record<RowReason, string>> = {
  'not-readable': 'The row cannot be read.',
  'invalid-value': 'A value cannot be taken.',
  'too-little': 'An e-mail address, a phone number, or a last name with a company is needed.',
  'same-as-row': 'An earlier row of this file is about the same person.',
  'is-contact': 'This person is a contact already.',
  'nothing-new': 'The lead knows all of this already.',
  'only-creates': 'The lead exists, and this import only creates.',
  'only-updates': 'There is no such lead, and this import only updates.',
  'several-match': 'Several leads match; which one is meant is for a person to say.',
  'other-lead-has-email': 'Another lead has this e-mail address.',
  'other-lead-has-id': 'Another lead has this id of the other system.',
  'lead-closed': 'The lead is closed and can no longer be changed.',
  'changed-since-plan': 'The record changed between the plan and the commit.',
  'edited-since': 'The record was edited after the import, so it stays as it is.',
  stopped: 'The import was stopped before this row.',
};
