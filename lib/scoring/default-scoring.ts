import type { ScoringSet } from './scoring-contract.ts';

/**
 * The rules that an installation starts with. The weights are ours and say: a company that can be looked up and somebody who
 * wrote to us are worth a call; a bare free-mail address is not yet.
 */
export const DEFAULT_SCORING: ScoringSet = {
  rules: [
    {
      id: 'company-email',
      label: 'Writes from a company address',
      group: 'fit',
      when: [{ fact: 'companyDomain', op: 'exists' }],
      points: 25,
    },
    {
      id: 'free-mail',
      label: 'Writes from a free-mail address',
      group: 'fit',
      when: [{ fact: 'domainKind', op: 'equals', value: 'free-mail' }],
      points: -5,
    },
    {
      id: 'disposable-email',
      label: 'Uses a throw-away address',
      group: 'fit',
      when: [{ fact: 'domainKind', op: 'equals', value: 'disposable' }],
      points: -30,
    },
    {
      id: 'company-named',
      label: 'Names a company',
      group: 'fit',
      when: [{ fact: 'company', op: 'exists' }],
      points: 15,
    },
    { id: 'title-named', label: 'Names a job title', group: 'fit', when: [{ fact: 'title', op: 'exists' }], points: 5 },
    {
      id: 'phone-given',
      label: 'Gives a phone number',
      group: 'fit',
      when: [{ fact: 'phone', op: 'exists' }],
      points: 10,
    },
    {
      id: 'entered-by-rep',
      label: 'Entered by a rep',
      group: 'fit',
      when: [{ fact: 'source', op: 'equals', value: 'rep' }],
      points: 15,
    },
    {
      id: 'form-submitted',
      label: 'Filled in a form',
      group: 'engagement',
      when: [{ fact: 'event', op: 'equals', value: 'submission' }],
      points: 15,
      most: 1,
    },
    {
      id: 'message-written',
      label: 'Wrote a message',
      group: 'engagement',
      when: [{ fact: 'message', op: 'exists' }],
      points: 15,
      most: 1,
    },
    {
      id: 'came-back',
      label: 'Came back',
      group: 'engagement',
      when: [{ fact: 'event', op: 'equals', value: 'submission' }],
      points: 5,
      after: 1,
      most: 3,
    },
  ],
  // A reply is a touch that somebody logged as coming from the person.
  caps: { fit: 100, engagement: 100 },
  grades: [
    { grade: 'A', from: 70 },
    { grade: 'B', from: 50 },
    { grade: 'C', from: 25 },
    { grade: 'D', from: 0 },
  ],
  threshold: 50,
};
