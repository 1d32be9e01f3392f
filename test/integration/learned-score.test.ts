import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../lib/ids.ts';
import { newLead } from '../../lib/leads/lead.ts';
import { getLead, insertLead } from '../../lib/leads/lead-repository.ts';
import { explainLearned, openLearnedDesk } from '../../lib/learned-scoring/explain-learned.ts';
import { findLeadOutcome } from '../../lib/learned-scoring/lead-outcome-repository.ts';
import { findLearned, readOutcomeCounts } from '../../lib/learned-scoring/learned-repository.ts';
import { recordOutcome } from '../../lib/learned-scoring/record-outcome.ts';
import { DEFAULT_SCORING } from '../../lib/scoring/default-scoring.ts';
import { compileScoring } from '../../lib/scoring/scorer.ts';
import type { Table } from '../../lib/table/table.ts';
import { tableOf } from '../faults/engine-access.ts';
import { aVisitor, type Send, type SluiceStack, startSluice } from './sluice-stack.ts';

describe('the learned score', () => {
  let sluice: SluiceStack;
  let ada: Send;
  let table: Table;
  beforeAll(async () => {
    sluice = await startSluice();
    ada = await sluice.as('ada');
    table = tableOf(sluice);
  });
  afterAll(() => sluice.stop());

  const sweep = async (): Promise<void> => {
    expect(await sluice.invoke(sluice.functionId('Sweeper'), {})).toMatchObject({ kind: 'success' });
  };

  const CONFIRMED = { fit: { answer: 'confirmed' }, need: { answer: 'confirmed' }, budget: { answer: 'confirmed' } };

  /** A visitor's lead that a rep works on, adding what it did not say, and converts. */
  const convert = async (): Promise<string> => {
    const fields = aVisitor({ utm_campaign: 'autumn-guide' });
    await sluice.submit(fields);
    const { body } = await ada('GET', '/v1/leads?view=all&limit=100');
    const { id } = body.items.find(({ email }: { email: string }) => email === fields['email']);
    const path = `/v1/leads/${id}`;
    const { headers } = await ada('GET', path);
    const change = { title: 'CEO', phone: '+44 20 7946 0018' };
    const changed = await ada('PATCH', path, { body: change, headers: { 'if-match': headers.get('etag') ?? '' } });
    expect(changed.status).toBe(200);
    await ada('POST', `${path}/activities`, { body: { kind: 'call', text: 'Has forty seats to fill' } });
    await ada('PUT', `${path}/qualification`, { body: CONFIRMED });
    const answers = await Promise.all([1, 2, 3].map(() => ada('POST', `${path}/convert`, { body: {} })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    return id;
  };

  it('learns from a conversion once, by what was known when the lead came in', async () => {
    const id = await convert();
    const outcome = await findLeadOutcome(table, id);
    expect(outcome).toMatchObject({
      outcome: 'won',
      features: { campaign: 'autumn-guide', seniority: 'none', phone: 'none', message: 'yes', form: 'demo' },
    });
    expect(outcome?.features).not.toHaveProperty('phone-country');
    await sweep();
    await sweep();
    expect(await findLearned(table)).toMatchObject({ won: 1, lost: 0 });
    const { counts } = await readOutcomeCounts(table);
    expect(counts).toMatchObject({ total: [0, 1], values: { 'campaign=autumn-guide': { own: [0, 1] } } });
    const lead = await getLead(table, id);
    expect(await explainLearned(openLearnedDesk(table), lead)).toEqual({ notEnough: { won: 1, lost: 0, needed: 40 } });
  });

  it('scores by what a burst of ends taught, takes back what is reopened, and gives factors that add up', async () => {
    const leads = Array.from({ length: 160 }, (_, index) =>
      newLead(
        {
          id: newId(Date.now()),
          fields: { company: `Company ${index}`, title: index % 2 === 0 ? 'CEO' : undefined },
          source: 'rep',
          ownerId: undefined,
          submissionCount: 0,
          now: new Date().toISOString(),
        },
        { scorer: compileScoring(DEFAULT_SCORING, 0), now: Date.now() },
      ),
    );
    const outcomeOf = (index: number) => ((index % 2 === 0) !== index % 8 < 2 ? ('won' as const) : ('lost' as const));
    await Promise.all(
      leads.map(async (lead, index) => table.transact([await recordOutcome(table, lead, outcomeOf(index))])),
    );
    await sweep();
    expect(await findLearned(table)).toMatchObject({ won: 81, lost: 80 });

    const reopened = leads.slice(0, 60);
    await Promise.all(reopened.map(async (lead) => table.transact([await recordOutcome(table, lead, 'open')])));
    await sweep();
    const won = leads.slice(60).filter((_, index) => outcomeOf(index + 60) === 'won').length;
    const { counts } = await readOutcomeCounts(table);
    expect(counts.total).toEqual([100 - won, won + 1]);

    const [, poor, , , good] = leads.slice(60);
    if (!good || !poor) throw new Error('there are leads');
    await table.transact([insertLead(good), insertLead(poor)]);
    const probabilities = await Promise.all(
      [good, poor].map(async ({ id }) => {
        const { body } = await ada('GET', `/v1/leads/${id}/score`);
        const { probability, score, base, factors, basis } = body.learned;
        expect(factors.reduce((sum: number, { points }: { points: number }) => sum + points, base)).toBe(score);
        expect(basis).toEqual({ won: won + 1, lost: 100 - won });
        return probability;
      }),
    );
    expect(probabilities[0]).toBeGreaterThan(0.6);
    expect(probabilities[1]).toBeLessThan(0.4);
    const { body: past } = await ada('GET', `/v1/leads/${good.id}/score?at=${new Date().toISOString()}`);
    expect(past.learned).toBeNull();
  });
});
