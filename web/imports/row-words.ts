import type { RowCounts, RowState } from '../../lib/imports/row-state.ts';

/** What becomes of a row, as a word behind a count: `12 rejected`. */
export const ROW_STATE_WORDS = {
  create: 'to create',
  update: 'to update',
  created: 'created',
  updated: 'updated',
  unchanged: 'unchanged',
  duplicate: 'double in the file',
  contact: 'contacts already',
  conflict: 'in conflict',
  rejected: 'rejected',
  cancelled: 'not done',
  undone: 'undone',
  kept: 'kept',
} as const satisfies Readonly<Record<RowState, string>>;

/** What becomes of one row, as its chip says it. */
export const ROW_STATE_LABELS = {
  create: 'Create',
  update: 'Update',
  created: 'Created',
  updated: 'Updated',
  unchanged: 'Unchanged',
  duplicate: 'Duplicate',
  contact: 'Contact',
  conflict: 'Conflict',
  rejected: 'Rejected',
  cancelled: 'Not done',
  undone: 'Undone',
  kept: 'Kept',
} as const satisfies Readonly<Record<RowState, string>>;

/** The look of each outcome: what is written, what stays out quietly, what somebody should look at. */
export const ROW_STATE_TONES = {
  create: 'good',
  update: 'blue',
  created: 'good',
  updated: 'blue',
  unchanged: 'quiet',
  duplicate: 'quiet',
  contact: 'violet',
  conflict: 'gold',
  rejected: 'bad',
  cancelled: 'quiet',
  undone: 'quiet',
  kept: 'gold',
} as const satisfies Readonly<Record<RowState, string>>;

/** What each outcome means, under its tile. */
export const ROW_STATE_NOTES = {
  create: 'New leads',
  update: 'Leads that learn something',
  created: 'New leads',
  updated: 'Leads that learned something',
  unchanged: 'Nothing new in the file',
  duplicate: 'An earlier row counts',
  contact: 'Known as contacts already',
  conflict: 'For a person to decide',
  rejected: 'Each with its reason',
  cancelled: 'Stopped before they came',
  undone: 'As before the import',
  kept: 'Edited since, so left alone',
} as const satisfies Readonly<Record<RowState, string>>;

/** The outcomes in the order in which they are shown. */
const SHOWN: readonly RowState[] = [
  'create',
  'created',
  'update',
  'updated',
  'undone',
  'kept',
  'conflict',
  'rejected',
  'cancelled',
  'duplicate',
  'contact',
  'unchanged',
];

/** The outcomes to show: those with rows. */
export const shownStates = (counts: RowCounts): readonly RowState[] =>
  SHOWN.filter((state) => (counts[state] ?? 0) > 0);

/** The outcome that a text names, or `undefined`. */
export const rowStateNamed = (text: string | undefined): RowState | undefined => SHOWN.find((state) => state === text);
