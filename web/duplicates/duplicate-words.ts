import type { DuplicatePair } from './duplicate-queries.ts';

type Reason = DuplicatePair['reasons'][number];

/** Why two leads may be one person, in words. */
export const REASON_WORDS: Readonly<Record<Reason, string>> = {
  'same-phone': 'Same phone number',
  'same-name': 'Same name',
  'similar-name': 'Similar name',
  'same-company': 'Same company',
  'same-domain': 'Same mail domain',
};

/** What an undone merge left as it was edited since, in a sentence; nothing when that is nothing that a person edits. */
export const keptInWords = (labels: readonly string[]): string =>
  labels.length === 0 ? '' : ` What was edited since stays with the lead that stayed: ${labels.join(', ')}.`;

const FOLLOWING = new Set([
  'submissionCount',
  'lastSubmissionId',
  'signals',
  'status',
  'lastTouch',
  'firstTouchAt',
  'assignment',
  'promise',
  'qualification',
]);

/** Fields that people edit, of those that an undone merge left. */
export const editedFields = (kept: readonly string[]): string[] => kept.filter((field) => !FOLLOWING.has(field));
