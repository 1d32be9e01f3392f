import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId } from '../../../lib/ids.ts';
import type { Lead } from '../../../lib/leads/lead-entity.ts';
import { foldOutcomes } from '../../../lib/learned-scoring/fold-outcomes.ts';
import type { LeadEnd } from '../../../lib/learned-scoring/lead-outcome-entity.ts';
import { findLearned, readOutcomeCounts } from '../../../lib/learned-scoring/learned-repository.ts';
import { learnOutcomes, NO_OUTCOMES } from '../../../lib/learned-scoring/outcome-counts.ts';
import { featuresOf, recordOutcome } from '../../../lib/learned-scoring/record-outcome.ts';
import type { Table } from '../../../lib/table/table.ts';
import { aLead, MINUTE, NOW } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';

/** Leads of two kinds: with a title, and without. */
const leadsOf = (many: number): Lead[] =>
  Array.from({ length: many }, (_, index) => aLead({ id: newId(NOW), title: index % 2 === 0 ? 'CEO' : undefined }));

const end = async (table: Table, lead: Lead, outcome: LeadEnd): Promise<void> =>
  table.transact([await recordOutcome(table, lead, outcome)]);

const endAll = async (table: Table, leads: readonly Lead[], outcome: (index: number) => LeadEnd): Promise<void> => {
  for (const [index, lead] of leads.entries()) await end(table, lead, outcome(index));
};

/** The counts as if everything was learned at once. */
const countsOf = async (table: Table, ended: readonly (readonly [Lead, LeadEnd])[]) => {
  const outcomes = ended
    .filter(([, outcome]) => outcome !== 'open')
    .map(async ([lead, outcome]) => ({ features: await featuresOf(table, lead), converted: outcome === 'won' }));
  return learnOutcomes(NO_OUTCOMES, await Promise.all(outcomes));
};

const much = (table: Table): Promise<number> => foldOutcomes(table, () => NOW);
const longAfter = (table: Table): Promise<number> => foldOutcomes(table, () => NOW + 11 * MINUTE);

describe('learning from outcomes', () => {
  it('has each once, however often it is run', async () => {
    const table = memoryTable();
    const leads = leadsOf(120);
    await endAll(table, leads, (index) => (index % 3 === 0 ? 'won' : 'lost'));
    expect(await much(table)).toBe(120);
    expect(await much(table)).toBe(0);
    const { counts } = await readOutcomeCounts(table);
    expect(counts).toEqual(
      await countsOf(
        table,
        leads.map((lead, index) => [lead, index % 3 === 0 ? 'won' : 'lost']),
      ),
    );
    expect(await findLearned(table)).toMatchObject({ won: 40, lost: 80, model: { converted: 40, other: 80 } });
  });

  it('keeps how many there are while they are too few to score by', async () => {
    const table = memoryTable();
    await endAll(table, leadsOf(50), () => 'won');
    await much(table);
    const learned = await findLearned(table);
    expect(learned).toMatchObject({ won: 50, lost: 0 });
    expect(learned?.model).toBeUndefined();
  });

  it('begins at once, and then waits for fifty or ten minutes', async () => {
    const table = memoryTable();
    const [first, second, ...rest] = leadsOf(51);
    if (!first || !second) throw new Error('there are leads');
    await end(table, first, 'won');
    expect(await much(table)).toBe(1);
    await end(table, second, 'lost');
    expect(await much(table)).toBe(0);
    expect(await longAfter(table)).toBe(1);
    await endAll(table, rest.slice(0, 48), () => 'lost');
    expect(await longAfter(table)).toBe(0);
    await endAll(table, rest.slice(48), () => 'lost');
    expect((await readOutcomeCounts(table)).counts.total).toEqual([1, 1]);
    await endAll(table, leadsOf(2), () => 'lost');
    expect(await longAfter(table)).toBe(51);
  });

  it('takes back what is open again, and what is changed is learned anew', async () => {
    const table = memoryTable();
    const leads = leadsOf(60);
    await endAll(table, leads, () => 'lost');
    await much(table);
    const outcomeOf = (index: number): LeadEnd => (index < 20 ? 'open' : index < 40 ? 'won' : 'lost');
    await endAll(table, leads, outcomeOf);
    await longAfter(table);
    const { counts } = await readOutcomeCounts(table);
    expect(counts).toEqual(
      await countsOf(
        table,
        leads.map((lead, index) => [lead, outcomeOf(index)]),
      ),
    );
    expect(await findLearned(table)).toMatchObject({ won: 20, lost: 20 });
  });

  it('takes back what was known when the lead first ended, whatever became of it since', async () => {
    const table = memoryTable();
    const lead = aLead();
    await end(table, lead, 'lost');
    await much(table);
    await end(table, { ...lead, company: undefined, title: 'CEO', source: 'rep' }, 'open');
    await longAfter(table);
    expect((await readOutcomeCounts(table)).counts).toEqual(NO_OUTCOMES);
  });

  it('learns nothing of what was closed and opened again before it was learned', async () => {
    const table = memoryTable();
    const lead = aLead();
    await end(table, lead, 'lost');
    await end(table, lead, 'open');
    expect(await much(table)).toBe(0);
    expect(table.ofType('outcome-counts')).toEqual([]);
  });

  it('has the counts of the leads as they are, after any history of ends and runs, some of them stopped', async () => {
    const steps = fc.array(
      fc.oneof(
        fc.record({ lead: fc.nat(5), outcome: fc.constantFrom<LeadEnd>('won', 'lost', 'open') }),
        fc.record({ fold: fc.constantFrom('whole', 'refused', 'unanswered') }),
      ),
      { maxLength: 25 },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        const table = memoryTable();
        const leads = leadsOf(6);
        const ends = new Map<Lead, LeadEnd>();
        let minutes = 0;
        const fold = (through: Table) => {
          minutes += 11;
          return foldOutcomes(through, () => NOW + minutes * MINUTE);
        };
        for (const step of history) {
          if ('lead' in step) {
            const lead = leads[step.lead];
            if (!lead) continue;
            await end(table, lead, step.outcome);
            ends.set(lead, step.outcome);
          } else {
            const transact = async (writes: Parameters<Table['transact']>[0]) => {
              if (step.fold !== 'refused') await table.transact(writes);
              if (step.fold !== 'whole') throw new Error('the line went dead');
            };
            await fold({ ...table, transact }).catch(() => undefined);
          }
        }
        await fold(table);
        expect((await readOutcomeCounts(table)).counts).toEqual(await countsOf(table, [...ends]));
      }),
      { numRuns: 60 },
    );
  });

  it('tries again where an outcome changes under it', async () => {
    const table = memoryTable();
    const leads = leadsOf(60);
    await endAll(table, leads, () => 'lost');
    let disturbed = false;
    const disturbing: Table = {
      ...table,
      transact: async (writes) => {
        const [lead] = leads;
        if (!disturbed && lead) {
          disturbed = true;
          await end(table, lead, 'won');
        }
        return table.transact(writes);
      },
    };
    expect(await much(disturbing)).toBe(60);
    expect(await findLearned(table)).toMatchObject({ won: 1, lost: 59 });
  });

  it('ends with a model of all of it when the index promises a page of what was folded already', async () => {
    const table = memoryTable();
    const [stale, ...leads] = leadsOf(91);
    if (!stale) throw new Error('there is a lead');
    await end(table, stale, 'lost');
    const [late] = table.ofType('lead-outcome');
    await much(table);
    await endAll(table, leads, () => 'won');
    const query: Table['query'] = async (options) => {
      const page = await table.query(options);
      return options.after !== undefined && late ? { items: [late], more: false } : page;
    };
    expect(await longAfter({ ...table, query })).toBe(90);
    expect(await findLearned(table)).toMatchObject({ fold: 2, won: 90, lost: 1 });
  });

  it('goes on in the next minute with what it had no time for', async () => {
    const table = memoryTable();
    await endAll(table, leadsOf(200), () => 'won');
    let time = NOW;
    const slow = () => {
      time += 6000;
      return time;
    };
    const first = await foldOutcomes(table, slow);
    expect(first).toBeLessThan(200);
    expect(await findLearned(table)).toMatchObject({ won: first });
    expect(first + (await longAfter(table))).toBe(200);
  });
});
