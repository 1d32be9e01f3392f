import { describe, expect, it } from 'vitest';
import type { FieldDefinition } from '../../../web/fields/field-queries.ts';
import { dayOf, endOfDay, justBefore } from '../../../web/leads/score-times.ts';
import { evidenceInWords, factNamed, factsOf, operatorsOf } from '../../../web/scoring/fact-words.ts';
import { conditionInWords, countingInWords } from '../../../web/scoring/rule-words.ts';
import { bandName, candidatesInWords, missingEnds, percent } from '../../../web/scoring/simulation-words.ts';

const FIELDS: readonly FieldDefinition[] = [
  { key: 'team_size', label: 'Team size', kind: 'number', on: ['lead'] },
  { key: 'industry', label: 'Industry', kind: 'choice', options: ['Steel', 'Paper'], on: ['lead'] },
];
const FORMS = [{ value: 'demo', label: 'Demo form' }];
const fit = factsOf('fit', FORMS, FIELDS);
const engagement = factsOf('engagement', FORMS, FIELDS);

describe('what rules look at', () => {
  it('is the person, the company and the custom fields of leads for fit, and what they did for engagement', () => {
    expect(fit.map(({ id }) => id)).toContain('custom.team_size');
    expect(engagement.map(({ id }) => id)).toEqual(['event', 'form', 'page', 'campaign', 'message']);
    expect(operatorsOf(factNamed(fit, 'custom.team_size'))[0]).toBe('range');
    expect(operatorsOf(factNamed(engagement, 'message'))).toEqual(['exists']);
  });

  it('is told in a sentence, with forms and values by their names', () => {
    const inFit = (condition: Parameters<typeof conditionInWords>[0]) => conditionInWords(condition, fit);
    expect(inFit({ fact: 'form', op: 'equals', value: 'demo' })).toBe('First form is Demo form');
    expect(inFit({ fact: 'form', op: 'equals', value: 'gone' })).toBe('First form is “gone”');
    expect(inFit({ fact: 'company', op: 'exists', not: true })).toBe('Company is not given');
    expect(inFit({ fact: 'domainKind', op: 'in', values: ['free-mail', 'disposable'], not: true })).toBe(
      'Mailbox is none of free mail and throw-away',
    );
    expect(inFit({ fact: 'custom.team_size', op: 'range', from: 10 })).toBe('Team size is within 10 …');
    expect(inFit({ fact: 'custom.lost', op: 'prefix', value: 'a' })).toBe('custom.lost begins with “a”');
  });

  it('says how often a rule counts and how long it lasts', () => {
    const rule = { id: 'r', label: 'R', points: 5, group: 'engagement', when: [] } as const;
    expect(countingInWords({ ...rule, when: [...rule.when] })).toEqual(['each time']);
    expect(countingInWords({ ...rule, when: [], after: 1, most: 3, halfLifeDays: 30 })).toEqual([
      'from the 2nd time on',
      'the last 3 times',
      'half gone after 30 days',
    ]);
    expect(countingInWords({ ...rule, when: [], after: 3, most: 1, halfLifeDays: 1 })).toEqual([
      'from the 4th time on',
      'once',
      'half gone after 1 day',
    ]);
  });

  it('calls what was found by its name, and leaves out what says nothing', () => {
    expect(evidenceInWords('submission')).toBe('a submission');
    expect(evidenceInWords('acme.example')).toBe('acme.example');
    expect(evidenceInWords('true')).toBeUndefined();
    expect(evidenceInWords(null)).toBeUndefined();
  });
});

const scores = { before: Array<number>(10).fill(0), after: Array<number>(10).fill(0) };
const anOpen = (changes: Partial<Parameters<typeof candidatesInWords>[0]>) => ({
  leads: 1200,
  changed: 30,
  candidates: { before: 20, after: 20 },
  flagged: 0,
  unflagged: 0,
  scores,
  ...changes,
});

describe('what a simulation found', () => {
  it('is told in a sentence', () => {
    expect(candidatesInWords(anOpen({}))).toBe('Of 1,200 open leads, the same 20 would be candidates.');
    expect(candidatesInWords(anOpen({ flagged: 1, unflagged: 2 }))).toBe(
      'Of 1,200 open leads, 1 would become a candidate and 2 would be candidates no more.',
    );
    expect(candidatesInWords(anOpen({ leads: 0 }))).toBe('There is no open lead, so nothing would change.');
  });

  it('says what is missing while closed leads tell nothing', () => {
    const none = { convertedCandidates: 0, disqualifiedCandidates: 0, precision: null, recall: null };
    const closed = (converted: number, disqualified: number) => ({
      converted,
      disqualified,
      before: none,
      after: none,
    });
    expect(missingEnds(closed(0, 0))).toContain('No lead is closed yet');
    expect(missingEnds(closed(0, 3))).toContain('No lead is converted yet');
    expect(missingEnds(closed(3, 0))).toContain('No lead is disqualified yet');
    expect(missingEnds(closed(3, 3))).toBeUndefined();
  });

  it('names shares and the bars of scores', () => {
    expect([percent(null), percent(0.625)]).toEqual(['–', '63 %']);
    expect([bandName(0), bandName(9)]).toEqual(['0–9', '90–100']);
  });
});

describe('the times at which a score is looked up', () => {
  const noon = new Date(2026, 4, 12, 12).getTime();
  const createdAt = new Date(2026, 4, 10, 9).toISOString();

  it('are the end of a day gone by, and none for today', () => {
    expect(endOfDay('2026-05-11', { createdAt, now: noon })).toBe(new Date(2026, 4, 11, 23, 59, 59, 999).toISOString());
    expect(endOfDay('2026-05-12', { createdAt, now: noon })).toBeUndefined();
    expect(endOfDay('2026-05-13', { createdAt, now: noon })).toBeUndefined();
    expect(endOfDay('', { createdAt, now: noon })).toBeUndefined();
  });

  it('are never before the lead came in', () => {
    expect(endOfDay('2026-05-01', { createdAt, now: noon })).toBe(createdAt);
  });

  it('step to the moment before a score began to hold', () => {
    expect(justBefore('2026-05-12T10:00:00.000Z')).toBe('2026-05-12T09:59:59.999Z');
    expect(dayOf(new Date(2026, 0, 5, 23, 30).toISOString())).toBe('2026-01-05');
  });
});
