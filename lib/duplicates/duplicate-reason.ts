/** Why two leads may be the same person. */
export const DUPLICATE_REASONS = ['same-phone', 'same-name', 'similar-name', 'same-company', 'same-domain'] as const;
export type DuplicateReason = (typeof DUPLICATE_REASONS)[number];

/** What became of a pair: open until somebody decides. */
export const PAIR_STATES = ['open', 'dismissed', 'merged'] as const;
export type PairState = (typeof PAIR_STATES)[number];
