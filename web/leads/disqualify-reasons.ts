import type { Lead } from './lead-queries.ts';

type Reason = NonNullable<Lead['disqualification']>['reason'];

/** Why a lead was given up, in words. */
export const REASON_WORDS: Readonly<Record<Reason, string>> = {
  'no-fit': 'Wrong industry or size',
  'no-need': 'Does not need it',
  'no-budget': 'Cannot afford it',
  'bad-timing': 'Not now',
  'wrong-person': 'Does not decide',
  'not-reachable': 'Cannot be reached',
  'chose-competitor': 'Chose somebody else',
  duplicate: 'The same as another lead',
  'not-serious': 'Not a serious enquiry',
};

/** The reason of that name, or `undefined`. */
export const reasonNamed = (name: string | undefined): Reason | undefined => {
  const reasons: readonly string[] = Object.keys(REASON_WORDS);
  const isReason = (text: string): text is Reason => reasons.includes(text);
  return name !== undefined && isReason(name) ? name : undefined;
};
