import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreAt } from '../../../lib/leads/explain-score.ts';
import { signalled } from '../../../lib/leads/lead.ts';
import type { Lead } from '../../../lib/leads/lead-entity.ts';
import { enrichAndScore, entriesOfLead, scoreChange } from '../../../lib/leads/score-change.ts';
import { keepPastScore } from '../../../lib/scoring/past-score-repository.ts';
import { compileScoring, type Scorer } from '../../../lib/scoring/scorer.ts';
import type { Scorers } from '../../../lib/scoring/scoring-settings.ts';
import { leads } from '../arbitraries.ts';
import { aLead, NOW, SCORER, SCORING } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';
import { scoringSets } from '../scoring/scoring-sets.ts';

const DAY = 86_400_000;

describe('a scored lead', () => {
  it('is the same when it is scored again', () => {
    fc.assert(
      fc.property(leads, (lead) => {
        const once = enrichAndScore(lead, SCORING);
        expect(enrichAndScore(once, SCORING)).toEqual(once);
      }),
    );
  });

  it('has all that people entered, untouched', () => {
    fc.assert(
      fc.property(leads, (lead) => {
        const { score, candidate, rules, scoredAt, ...rest } = lead;
        expect(enrichAndScore(lead, SCORING)).toMatchObject(rest);
      }),
    );
  });

  it('has a sum even when a release knows more of its address than the one that scored it', () => {
    const lead = { ...aLead(), score: 30 };
    const entries = entriesOfLead(lead, SCORER);
    expect(entries.reduce((sum, { points }) => sum + points, 0)).toBe(30);
    expect(entries.at(-1)).toMatchObject({ rule: 'earlier-release', points: -25 });
  });
});

/** Something that happens to a lead, so many milliseconds after the last thing. */
const happening = fc.record({
  after: fc.integer({ min: 1, max: 90 * DAY }),
  kind: fc.constantFrom('submission', 'reply', 'title', 'company', 'rules', 'time'),
  text: fc.constantFrom('Head of Sales', 'Buyer', 'Acme', undefined),
  form: fc.constantFrom('demo', 'guide'),
});

const changedBy = (
  lead: Lead,
  { kind, text, form }: { kind: string; text: string | undefined; form: string },
  at: number,
): Lead => {
  switch (kind) {
    case 'submission':
      return signalled(lead, { at, form, message: text === undefined ? undefined : true });
    case 'reply':
      return signalled(lead, { at, reply: true });
    case 'title':
      return { ...lead, title: text };
    case 'company':
      return { ...lead, company: text };
    default:
      return lead;
  }
};

describe('the ledger of a lead', () => {
  it('adds up to the score, at any time, and says of any past time what held then', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(scoringSets, { minLength: 1, maxLength: 3 }),
        fc.array(happening, { minLength: 1, maxLength: 12 }),
        async (sets, happenings) => {
          const versions = sets.map((set, version) => compileScoring(set, version));
          const byVersion = (version: number): Scorer => versions[version] ?? SCORER;
          const scorers: Scorers = { current: async () => SCORER, ofVersion: async (version) => byVersion(version) };
          const table = memoryTable();
          let now = NOW;
          let version = 0;
          let lead = enrichAndScore({ ...aLead(), scoredAt: undefined }, { scorer: byVersion(0), now });
          const told = [{ at: now, score: lead.score }];
          for (const one of happenings) {
            now += one.after;
            told.push({ at: now - 1, score: lead.score });
            if (one.kind === 'rules') version = (version + 1) % versions.length;
            const scoring = { scorer: byVersion(version), now };
            const change = scoreChange(lead, changedBy(lead, one, now), scoring, byVersion(lead.rules));
            if (change.past) await keepPastScore(table, change.past);
            lead = change.lead;
            told.push({ at: now, score: lead.score });
          }
          for (const { at, score } of told) {
            const explained = await scoreAt({ table, scorers }, lead, at);
            expect(explained.score).toBe(score);
            expect(explained.entries.reduce((sum, { points }) => sum + points, 0)).toBe(score);
          }
          await expect(scoreAt({ table, scorers }, lead, NOW - 1)).rejects.toMatchObject({ code: 'score-not-found' });
        },
      ),
    );
  });

  it('keeps nothing where the score stays for the same reasons', () => {
    const lead = aLead();
    const { lead: same, past } = scoreChange(
      lead,
      { ...lead, lastName: 'Sand' },
      { ...SCORING, now: NOW + DAY },
      SCORER,
    );
    expect(past).toBeUndefined();
    expect(same.scoredAt).toBe(lead.scoredAt);
  });
});
