import type { Submission } from './submission-queries.ts';

type Suspicion = Submission['suspicions'][number];

/** Why a post is held back, in plain words. */
export const SUSPICION_WORDS: Readonly<Record<Suspicion, string>> = {
  honeypot: 'Filled in the field that people do not see',
  'too-fast': 'Sent sooner than a person can fill it in',
  'forged-token': 'Its proof of when the form was shown is not ours',
  'stale-token': 'The form was shown to it too long ago',
  'no-token': 'Posted without the form having been shown',
  'no-proof': 'Its browser did not do the work that was asked for',
  'form-limit': 'The form had more posts than its limit',
  'address-limit': 'Too many posts from the same network',
};
