import type { ScoringRule } from './score-lead.ts';

/** Points for each submission after the first, and the most that they can give together. */
const REPEAT_POINTS = 5;
const REPEAT_CAP = 15;

const when = (condition: boolean, points: number): number => (condition ? points : 0);

/**
 * The rules that an installation starts with. The weights are ours and say: a company that can be looked up and somebody who
 * wrote to us are worth a call; a bare free-mail address is not yet.
 */
export const DEFAULT_RULES: readonly ScoringRule[] = [
  {
    id: 'company-email',
    label: 'Writes from a company address',
    group: 'fit',
    points: (lead) => when(lead.companyDomain !== undefined, 25),
  },
  {
    id: 'free-mail',
    label: 'Writes from a free-mail address',
    group: 'fit',
    points: (lead) => when(lead.freeMail, -5),
  },
  {
    id: 'disposable-email',
    label: 'Uses a throw-away address',
    group: 'fit',
    points: (lead) => when(lead.disposable, -30),
  },
  { id: 'company-named', label: 'Names a company', group: 'fit', points: (lead) => when(Boolean(lead.company), 15) },
  { id: 'title-named', label: 'Names a job title', group: 'fit', points: (lead) => when(Boolean(lead.title), 5) },
  { id: 'phone-given', label: 'Gives a phone number', group: 'fit', points: (lead) => when(Boolean(lead.phone), 10) },
  {
    id: 'form-submitted',
    label: 'Filled in a form',
    group: 'engagement',
    points: (lead) => when(lead.submissionCount > 0, 15),
  },
  { id: 'message-written', label: 'Wrote a message', group: 'engagement', points: (lead) => when(lead.hasMessage, 15) },
  {
    id: 'came-back',
    label: 'Came back',
    group: 'engagement',
    points: (lead) => Math.min(REPEAT_CAP, REPEAT_POINTS * Math.max(0, lead.submissionCount - 1)),
  },
  {
    id: 'entered-by-rep',
    label: 'Entered by a rep',
    group: 'engagement',
    points: (lead) => when(lead.enteredByRep, 15),
  },
];
