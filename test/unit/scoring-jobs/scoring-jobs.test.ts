import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId } from '../../../lib/ids.ts';
import { scoreAt } from '../../../lib/leads/explain-score.ts';
import { signalled } from '../../../lib/leads/lead.ts';
import type { Lead } from '../../../lib/leads/lead-entity.ts';
import { enrichAndScore } from '../../../lib/leads/score-change.ts';
import { DEFAULT_SCORING } from '../../../lib/scoring/default-scoring.ts';
import { listScoringJobs } from '../../../lib/scoring-jobs/scoring-job-repository.ts';
import { publishScoring, startSimulation } from '../../../lib/scoring-jobs/start-scoring-job.ts';
import { stopScoringJob } from '../../../lib/scoring-jobs/stop-scoring-job.ts';
import { sweepScoringJobs } from '../../../lib/scoring-jobs/sweep-scoring-jobs.ts';
import { ConditionFailed } from '../../../lib/table/write-errors.ts';
import { ADA, AT, aLead, NOW, SCORING } from '../builders.ts';
import { scoringSets } from '../scoring/scoring-sets.ts';
import { aScoringOffice } from './a-scoring-office.ts';

const lead = fc
  .record({
    status: fc.constantFrom('new', 'working', 'nurturing', 'qualified', 'converted', 'disqualified'),
    title: fc.constantFrom(undefined, 'Head of Sales', 'Buyer'),
    company: fc.constantFrom(undefined, 'Acme', 'Other'),
    email: fc.constantFrom('mia@acme.example', 'mia@gmail.com', undefined),
    forms: fc.array(fc.constantFrom('demo', 'guide'), { maxLength: 4 }),
    verdict: fc.constantFrom(undefined, 'right', 'too-high', 'too-low'),
  })
  .map(({ forms, verdict, ...fields }): Lead => {
    const told = aLead({ id: newId(NOW), scoredAt: undefined, signals: undefined, ...fields });
    const heard = forms.reduce((known, form, index) => signalled(known, { at: NOW - index, form }), told);
    const scored = enrichAndScore(heard, SCORING);
    return {
      ...scored,
      scoreJudgement: verdict && { verdict, score: scored.score, by: ADA, at: AT },
    };
  });

const leadsOf = fc.array(lead, { maxLength: 60 });

const lastJob = async ({ table }: Pick<ReturnType<typeof aScoringOffice>, 'table'>) => {
  const [job] = await listScoringJobs(table);
  if (!job) throw new Error('there is no job');
  return job;
};

describe('rules that are tried and then set', () => {
  it('do what the simulation said, to every open lead and to no closed one', async () => {
    await fc.assert(
      fc.asyncProperty(leadsOf, scoringSets, async (leads, set) => {
        const office = aScoringOffice(leads);
        const { id } = await startSimulation(office.desk, set);
        await office.work();
        const simulated = await office.shown(id);
        expect(simulated).toMatchObject({ state: 'done', progress: { leads: leads.length } });
        expect(office.stored()).toEqual(expect.arrayContaining(leads));

        await publishScoring(office.desk, 0, set);
        await office.work();
        const published = await office.shown((await lastJob(office)).id);
        expect(published).toMatchObject({ kind: 'publication', state: 'done', rules: 1 });
        const after = new Map(office.stored().map((one) => [one.id, one]));
        const open = leads.filter(({ status }) => status !== 'converted' && status !== 'disqualified');
        const flagged = open.filter((one) => !one.candidate && after.get(one.id)?.candidate).length;
        const unflagged = open.filter((one) => one.candidate && !after.get(one.id)?.candidate).length;
        expect(simulated.result?.open).toMatchObject({
          leads: open.length,
          flagged,
          unflagged,
          candidates: {
            before: open.filter(({ candidate }) => candidate).length,
            after: open.filter((one) => after.get(one.id)?.candidate).length,
          },
        });
        for (const one of leads) {
          if (!open.includes(one)) expect(after.get(one.id)).toEqual(one);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('keep what each lead scored before, and write nothing where that stays', async () => {
    await fc.assert(
      fc.asyncProperty(leadsOf, scoringSets, async (leads, set) => {
        const office = aScoringOffice(leads);
        await publishScoring(office.desk, 0, set);
        await office.work();
        for (const now of office.stored()) {
          const before = leads.find(({ id }) => id === now.id);
          expect((await scoreAt(office, now, NOW)).score).toBe(before?.score);
          if (now.version === before?.version) expect(now).toEqual(before);
          else expect(now).toMatchObject({ rules: 1, rescored: 1, version: (before?.version ?? 0) + 1 });
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('a publication', () => {
  const stricter = { ...DEFAULT_SCORING, threshold: 90 };
  const crowd = (size: number): Lead[] => Array.from({ length: size }, () => aLead({ id: newId(NOW) }));

  it('scores each lead once, whatever order its events come in, twice or never', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 150 }), fc.infiniteStream(fc.nat(1000)), async (size, luck) => {
        const office = aScoringOffice(crowd(size));
        await publishScoring(office.desk, 0, stricter);
        for (let turn = 0; turn < 2000 && office.waiting.length > 0; turn += 1) {
          const [at = 0, fate = 0] = [luck.next().value, luck.next().value];
          const [event] = office.waiting.splice(at % office.waiting.length, 1);
          if (!event || fate % 10 === 0) continue;
          await office.take(event);
          if (fate % 10 === 1) await office.take(event);
        }
        const late = () => office.now() + 120_000;
        for (let sweep = 0; sweep < 5; sweep += 1) {
          await sweepScoringJobs({ table: office.table, events: office.events, now: late });
          await office.work();
        }
        expect((await lastJob(office)).state).toBe('done');
        for (const one of office.stored()) expect(one).toMatchObject({ candidate: false, rules: 1, rescored: 1 });
        expect(office.table.ofType('past-score')).toHaveLength(size);
      }),
      { numRuns: 15 },
    );
  });

  it('goes round once more for a lead that somebody changed meanwhile', async () => {
    const [one, other] = crowd(2);
    if (!one || !other) throw new Error('there are no leads');
    const office = aScoringOffice([one, other]);
    await publishScoring(office.desk, 0, stricter);
    let isFirst = true;
    const interfering = {
      ...office.table,
      transact: async (writes: Parameters<typeof office.table.transact>[0]) => {
        const label = `${one.id}:lead`;
        if (isFirst && writes.some((write) => write.label === label)) {
          isFirst = false;
          throw new ConditionFailed([label], new Error('somebody was faster'));
        }
        return office.table.transact(writes);
      },
    };
    for (let event = office.waiting.shift(); event; event = office.waiting.shift())
      await office.take(event, interfering);
    expect(isFirst).toBe(false);
    for (const lead of office.stored()) expect(lead).toMatchObject({ candidate: false, rules: 1 });
    expect(await lastJob(office)).toMatchObject({ state: 'done', pass: 3 });
  });

  it('cannot be stopped half-way, and a simulation can, once', async () => {
    const office = aScoringOffice(crowd(1));
    await publishScoring(office.desk, 0, stricter);
    const { id } = await lastJob(office);
    await expect(stopScoringJob(office.desk, id)).rejects.toMatchObject({ code: 'scoring-job-state' });
    const simulation = await startSimulation(office.desk, stricter);
    expect((await stopScoringJob(office.desk, simulation.id)).state).toBe('stopped');
    await expect(stopScoringJob(office.desk, simulation.id)).rejects.toMatchObject({ code: 'scoring-job-state' });
    await office.work();
    expect((await office.shown(simulation.id)).progress.leads).toBe(0);
  });

  it('refuses rules that were changed by somebody else meanwhile, and starts nothing', async () => {
    const office = aScoringOffice(crowd(1));
    await publishScoring(office.desk, 0, stricter);
    await expect(publishScoring(office.desk, 0, stricter)).rejects.toMatchObject({ code: 'version-mismatch' });
    expect(await listScoringJobs(office.table)).toHaveLength(1);
  });
});
