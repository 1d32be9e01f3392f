import { describe, expect, it } from 'vitest';
import { processSubmission } from '../../../lib/intake/process-submission.ts';
import { leadEntity } from '../../../lib/leads/lead-entity.ts';
import { openHandOver } from '../../../lib/promises/hand-over.ts';
import { promiseOfTimer, stillWaits } from '../../../lib/promises/response-promise.ts';
import { openRouting, startRouter } from '../../../lib/routing/router.ts';
import { submissionEntity } from '../../../lib/submissions/submission-entity.ts';
import type { Table } from '../../../lib/table/table.ts';
import { timerEntity } from '../../../lib/timers/timer-entity.ts';
import { aLead, aSubmission, NOW, SCORERS } from '../builders.ts';
import { anIntake } from '../intake/an-intake.ts';
import { memoryTable } from '../memory-table.ts';
import { aRule, aTeam, repId, someReps, storedRouting } from '../routing/a-routing.ts';

const routingOf = (table: Table) => openRouting(table, SCORERS, () => NOW);

/** 09:30 UTC of that Monday is 10:30 in Berlin, where rep 0 works on Tuesdays. */
const people = {
  [repId(0)]: { timeZone: 'Europe/Berlin', hours: { tuesday: [{ from: '09:00', to: '12:00' }] }, absences: [] },
};

describe('a rule that promises an answer', () => {
  it('gives its promise to each lead of a form, counted by the hours of its owner, with a timer', async () => {
    const submission = aSubmission();
    const rules = [aRule({ to: { kind: 'user', userId: repId(0) }, promise: { minutes: 30, ifMissed: 'escalate' } })];
    const table = memoryTable(...someReps(1), storedRouting({ rules, people }), submissionEntity.toItem(submission));
    await processSubmission(anIntake(table, { router: startRouter(routingOf(table), 1) }).intake, submission.id);
    const [lead] = table.ofType('lead').map((item) => leadEntity.fromItem(item));
    expect(lead?.promise).toEqual({ dueAt: '2026-03-03T08:30:00.000Z', rule: 'acme' });
    const [timer] = table.ofType('timer').map((item) => timerEntity.fromItem(item));
    expect(timer).toMatchObject({ subjectId: lead?.id, dueAt: lead?.promise?.dueAt });
    expect(lead && timer && stillWaits(lead, promiseOfTimer(timer))).toBe(true);
  });

  it('that matches nobody gives none, nor does one without a promise', async () => {
    const submission = aSubmission();
    for (const settings of [
      {},
      { otherwise: { to: { kind: 'nobody' }, promise: { minutes: 5, ifMissed: 'remind' } } },
    ]) {
      const table = memoryTable(...someReps(1), storedRouting(settings), submissionEntity.toItem(submission));
      await processSubmission(anIntake(table, { router: startRouter(routingOf(table), 1) }).intake, submission.id);
      expect(table.ofType('lead')[0]).not.toHaveProperty('promise');
      expect(table.ofType('timer')).toEqual([]);
    }
  });
});

describe('handing on', () => {
  const lead = aLead({ ownerId: repId(0) });

  it('goes by the rules to somebody else, whose hours count', async () => {
    const table = memoryTable(...someReps(2), storedRouting({ people: { [repId(1)]: people[repId(0)] } }));
    const found = await openHandOver(routingOf(table)).reassign(lead, repId(0));
    expect(found).toMatchObject({ ownerId: repId(1), calendar: people[repId(0)] });
    expect(found?.changes?.assignment).toHaveProperty('decision');
  });

  it('finds nobody where there is nobody else', async () => {
    const table = memoryTable(...someReps(1), storedRouting());
    expect(await openHandOver(routingOf(table)).reassign(lead, repId(0))).toBeUndefined();
  });

  it('knows who leads the teams of somebody', async () => {
    const teams = [
      { ...aTeam(1, 1), leadId: 'user-lee' },
      { ...aTeam(1), id: 'other', name: 'Other' },
    ];
    const { leadersOf } = openHandOver(routingOf(memoryTable(storedRouting({ teams }))));
    expect(await leadersOf(repId(1))).toEqual(['user-lee']);
    expect(await leadersOf('user-nobody')).toEqual([]);
  });
});
