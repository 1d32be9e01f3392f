import type { SubmissionState } from './submission-queries.ts';
import type { ReviewButton } from './submission-row.tsx';

interface SubmissionView {
  readonly state: SubmissionState;
  readonly label: string;
  readonly empty: string;
  readonly hint: string;
  readonly note: string;
  /** What can be done here, the usual thing first. */
  readonly buttons: readonly ReviewButton[];
}

/** The lists of submissions that somebody has to look at, or may want to. */
export const SUBMISSION_VIEWS: readonly SubmissionView[] = [
  {
    state: 'quarantined',
    label: 'Quarantined',
    empty: 'Nothing is held back',
    hint: 'A post that looks like spam waits here until somebody says what it is.',
    note: 'These look like spam. Whoever sent them was answered like anybody else. Release what a person wrote.',
    buttons: [
      { review: 'release', label: 'Release', keys: 'r' },
      { review: 'reject', label: 'Reject…', keys: 'x' },
      { review: 'replay', label: 'Check again' },
    ],
  },
  {
    state: 'failed',
    label: 'Failed',
    empty: 'Every submission went through',
    hint: 'One that cannot be processed is kept here, to be looked at and sent again.',
    note: 'These could not be processed, or were released just now and are on their way. Nothing of them is lost.',
    buttons: [
      { review: 'redrive', label: 'Send again', keys: 'r' },
      { review: 'replay', label: 'Replay by today’s rules' },
    ],
  },
  {
    state: 'rejected',
    label: 'Rejected',
    empty: 'Nothing was rejected',
    hint: 'What somebody rejects from the quarantine is kept here.',
    note: 'Kept out for good by one of us.',
    buttons: [],
  },
];
