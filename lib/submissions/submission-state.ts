/** What became of a submission so far. */
export const SUBMISSION_STATES = ['received', 'processed', 'failed', 'quarantined', 'rejected'] as const;
export type SubmissionState = (typeof SUBMISSION_STATES)[number];

/** The states that somebody has to look at, or may want to look at again. */
export const LISTED_STATES = ['failed', 'quarantined', 'rejected'] as const;

const listed: ReadonlySet<string> = new Set(LISTED_STATES);

export const isListed = (state: SubmissionState): state is (typeof LISTED_STATES)[number] => listed.has(state);

/** What the public may know: whoever sent a suspect cannot tell it from any other. */
export const PUBLIC_STATES = ['received', 'processed', 'failed'] as const;

/** The state as the public sees it. */
export const publicState = (state: SubmissionState): (typeof PUBLIC_STATES)[number] =>
  state === 'quarantined' || state === 'rejected' ? 'processed' : state;
