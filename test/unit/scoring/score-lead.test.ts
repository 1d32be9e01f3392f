import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_RULES } from '../../../lib/scoring/default-rules.ts';
import { CANDIDATE_THRESHOLD, type LeadFacts, type ScoringRule, scoreLead } from '../../../lib/scoring/score-lead.ts';

const maybe = fc.option(fc.string({ minLength: 1, maxLength: 10 }), { nil: undefined });
const facts: fc.Arbitrary<LeadFacts> = fc.record({
  companyDomain: maybe,
  freeMail: fc.boolean(),
  disposable: fc.boolean(),
  company: maybe,
  title: maybe,
  phone: maybe,
  hasMessage: fc.boolean(),
  submissionCount: fc.nat({ max: 50 }),
  enteredByRep: fc.boolean(),
});

const nothingKnown: LeadFacts = {
  companyDomain: undefined,
  freeMail: false,
  disposable: false,
  company: undefined,
  title: undefined,
  phone: undefined,
  hasMessage: false,
  submissionCount: 0,
  enteredByRep: false,
};

const rule = (points: number): ScoringRule => ({
  id: `gives-${points}`,
  label: `Gives ${points}`,
  group: 'fit',
  points: () => points,
});

describe('a score', () => {
  it('is the sum of its reasons, held within 0 and 100', () => {
    fc.assert(
      fc.property(facts, fc.array(fc.integer({ min: -150, max: 150 }), { maxLength: 6 }), (lead, extra) => {
        const { score, reasons } = scoreLead(lead, [...DEFAULT_RULES, ...extra.map(rule)]);
        const sum = reasons.reduce((total, { points }) => total + points, 0);
        expect(score).toBe(Math.min(100, Math.max(0, sum)));
      }),
    );
  });

  it('names no reason that gives nothing', () => {
    fc.assert(
      fc.property(facts, (lead) => {
        expect(scoreLead(lead, DEFAULT_RULES).reasons.every(({ points }) => points !== 0)).toBe(true);
      }),
    );
  });

  it('is nothing where nothing is known', () => {
    expect(scoreLead(nothingKnown, DEFAULT_RULES)).toEqual({ score: 0, candidate: false, reasons: [] });
  });

  it('makes a candidate from the threshold on, and not a point before', () => {
    expect(scoreLead(nothingKnown, [rule(CANDIDATE_THRESHOLD)]).candidate).toBe(true);
    expect(scoreLead(nothingKnown, [rule(CANDIDATE_THRESHOLD - 1)]).candidate).toBe(false);
  });

  it('never falls because somebody came back', () => {
    fc.assert(
      fc.property(facts, (lead) => {
        const again = { ...lead, submissionCount: lead.submissionCount + 1 };
        expect(scoreLead(again, DEFAULT_RULES).score).toBeGreaterThanOrEqual(scoreLead(lead, DEFAULT_RULES).score);
      }),
    );
  });

  it('makes a candidate of a company address with a company and a message, and none of a bare free-mail address', () => {
    const company = { ...nothingKnown, companyDomain: 'acme.example', company: 'Acme', submissionCount: 1 };
    expect(scoreLead(company, DEFAULT_RULES).candidate).toBe(true);
    const bare = { ...nothingKnown, freeMail: true, submissionCount: 1 };
    expect(scoreLead(bare, DEFAULT_RULES)).toMatchObject({ score: 10, candidate: false });
  });

  it('gives coming back at most 15 points', () => {
    const came = (times: number) => scoreLead({ ...nothingKnown, submissionCount: times }, DEFAULT_RULES).score;
    expect([1, 2, 3, 4, 5, 40].map(came)).toEqual([15, 20, 25, 30, 30, 30]);
  });

  it('has rules with different ids', () => {
    expect(new Set(DEFAULT_RULES.map(({ id }) => id)).size).toBe(DEFAULT_RULES.length);
  });
});
