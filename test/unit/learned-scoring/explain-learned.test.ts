import { describe, expect, it } from 'vitest';
import { FIELD_SETTINGS } from '../../../lib/fields/field-settings.ts';
import { newId } from '../../../lib/ids.ts';
import type { Lead } from '../../../lib/leads/lead-entity.ts';
import { explainLearned, openLearnedDesk } from '../../../lib/learned-scoring/explain-learned.ts';
import { factorLabel } from '../../../lib/learned-scoring/factor-label.ts';
import { foldOutcomes } from '../../../lib/learned-scoring/fold-outcomes.ts';
import { learnedScoreAnswer } from '../../../lib/learned-scoring/learned-contract.ts';
import { recordOutcome } from '../../../lib/learned-scoring/record-outcome.ts';
import { writeSettings } from '../../../lib/settings/settings-repository.ts';
import { submissionEntity } from '../../../lib/submissions/submission-entity.ts';
import type { Table } from '../../../lib/table/table.ts';
import { ADA, AT, aLead, aSubmission, NOW } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';

const learn = async (table: Table, leads: readonly (readonly [Lead, 'won' | 'lost'])[]): Promise<void> => {
  for (const [lead, outcome] of leads) await table.transact([await recordOutcome(table, lead, outcome)]);
  await foldOutcomes(table, () => NOW);
};

/** Of leads with a title three in four convert, of those without one in four. */
const leads = (table: Table) => {
  const all = Array.from({ length: 160 }, (_, index) => {
    const lead = aLead({ id: newId(NOW), title: index % 2 === 0 ? 'CEO' : undefined });
    const isRare = index % 8 < 2;
    return [lead, (index % 2 === 0) !== isRare ? 'won' : 'lost'] as const;
  });
  return learn(table, all);
};

describe('the learned score of a lead', () => {
  it('says how much data is missing, and nothing that it does not know', async () => {
    const table = memoryTable();
    expect(await explainLearned(openLearnedDesk(table), aLead())).toEqual({
      notEnough: { won: 0, lost: 0, needed: 40 },
    });
    await learn(table, [
      [aLead(), 'won'],
      [aLead({ id: newId(NOW) }), 'lost'],
    ]);
    expect(await explainLearned(openLearnedDesk(table), aLead())).toEqual({
      notEnough: { won: 1, lost: 1, needed: 40 },
    });
  });

  it('is a probability with factors whose points add up to the score', async () => {
    const table = memoryTable();
    await leads(table);
    const desk = openLearnedDesk(table);
    const answers = await Promise.all(['CEO', undefined].map((title) => explainLearned(desk, aLead({ title }))));
    const [good, poor] = answers.map((answer) => {
      learnedScoreAnswer.parse(answer);
      if ('notEnough' in answer) throw new Error('there is enough');
      expect(answer.base + answer.factors.reduce((sum, { points }) => sum + points, 0)).toBe(answer.score);
      expect(answer.basis).toEqual({ won: 80, lost: 80 });
      return answer;
    });
    expect(good?.probability).toBeGreaterThan(0.6);
    expect(poor?.probability).toBeLessThan(0.4);
    expect(good?.factors.map(({ label }) => label)).toContain('Title of somebody at the top');
    expect(poor?.factors.map(({ label }) => label)).toContain('No job title');
  });

  it('goes by what was known when the lead came in', async () => {
    const table = memoryTable();
    await leads(table);
    const lead = aLead({ title: undefined });
    const edited: Lead = { ...lead, title: 'CEO', atEntry: { seniority: 'none', department: '' } };
    const desk = openLearnedDesk(table);
    expect(await explainLearned(desk, edited)).toEqual(await explainLearned(desk, lead));
  });

  it('reads campaigns from the first submission, and custom fields by their settings', async () => {
    const table = memoryTable();
    const plan = {
      key: 'plan',
      label: 'Plan',
      kind: 'choice' as const,
      options: ['Large', 'Small'],
      on: ['lead' as const],
    };
    await writeSettings(table, FIELD_SETTINGS, 0, { value: [plan], by: ADA, at: AT });
    const ended = Array.from({ length: 100 }, (_, index) => {
      const submission = aSubmission({
        id: newId(NOW),
        attribution: { at: AT, parameters: { utm_campaign: index % 2 === 0 ? 'Fair' : 'Mail' } },
      });
      const custom = { plan: index % 4 < 2 ? 'Large' : 'Small' };
      const lead = aLead({ id: newId(NOW), submissionId: submission.id, custom });
      return { submission, lead, outcome: index % 2 === 0 ? ('won' as const) : ('lost' as const) };
    });
    for (const { submission } of ended) await table.put(submissionEntity.toItem(submission));
    await learn(
      table,
      ended.map(({ lead, outcome }) => [lead, outcome]),
    );
    const [first] = ended;
    if (!first) throw new Error('there is a lead');
    expect(await explainLearned(openLearnedDesk(table), first.lead)).toMatchObject({
      factors: [{ label: 'Campaign “fair”' }],
    });
  });

  it('is read from the table once for many leads', async () => {
    const table = memoryTable();
    await leads(table);
    let reads = 0;
    const desk = openLearnedDesk({
      ...table,
      get: async (key, options) => {
        reads += 1;
        return table.get(key, options);
      },
    });
    for (let lead = 0; lead < 5; lead += 1) await explainLearned(desk, aLead());
    expect(reads).toBe(2);
  });
});

describe('a factor', () => {
  it.each([
    ['address', 'company', 'E-mail address of a company'],
    ['department', 'sales', 'Title of the department sales'],
    ['phone-country', 'DE', 'Phone number of Germany'],
    ['hours', '6 to 12', 'Came in from 6 to before 12 o’clock, UTC'],
    ['form', 'demo', 'Form “demo”'],
    ['tag:fair', 'yes', 'Tag “fair”'],
    ['custom.seats', '10 to 100', 'Seats: 10 to 100'],
    ['custom.pets:cat', 'yes', 'pets: cat'],
    ['known-before', 'yes', 'Known before'],
    ['new feature', 'x', 'new feature: x'],
  ])('%s, %s is called %s', (feature, value, label) => {
    expect(factorLabel(feature, value, new Map([['seats', 'Seats']]))).toBe(label);
  });
});
