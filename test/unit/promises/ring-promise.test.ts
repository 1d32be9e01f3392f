import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timelineEntryEntity } from '../../../lib/activities/timeline-entry-entity.ts';
import { ALWAYS } from '../../../lib/business-hours/business-hours.ts';
import { noticeEntity } from '../../../lib/inbox/notice-entity.ts';
import { type Lead, leadEntity } from '../../../lib/leads/lead-entity.ts';
import { getLead, replaceLead } from '../../../lib/leads/lead-repository.ts';
import { promiseFor, type RulePromise } from '../../../lib/promises/response-promise.ts';
import { type PromiseDesk, ringPromise } from '../../../lib/promises/ring-promise.ts';
import type { Table } from '../../../lib/table/table.ts';
import { ConditionFailed } from '../../../lib/table/write-errors.ts';
import { type Timer, timerEntity } from '../../../lib/timers/timer-entity.ts';
import { edited } from '../../../lib/use-case.ts';
import { type User, userEntity } from '../../../lib/users/user-entity.ts';
import { ADA, aLead, aTouch, aUser, later, MINUTE, NOW } from '../builders.ts';
import { type MemoryTable, memoryTable } from '../memory-table.ts';

const BEN = aUser({ id: 'user-ben', name: 'Ben Okafor' });
const ADMIN = aUser({ id: 'user-root', name: 'Rita Root', role: 'admin' });
const LEADER = aUser({ id: 'user-lee', name: 'Lee Lead', role: 'manager' });

/** A lead with a promise in a table with people, and the timer of the promise. */
const promised = (promise: Partial<RulePromise> = {}, changes: Partial<Lead> = {}, users: readonly User[] = []) => {
  const rule = { rule: 'rule-1', minutes: 60, ifMissed: 'remind' as const, ...promise };
  const { lead, timer } = promiseFor(aLead(changes), rule, ALWAYS, NOW);
  const people = [aUser(), BEN, ADMIN, LEADER].map((user) => users.find(({ id }) => id === user.id) ?? user);
  const table = memoryTable(leadEntity.toItem(lead), ...people.map((user) => userEntity.toItem(user)));
  return { table, lead, timer };
};

const aDesk = (table: Table, changes: Partial<PromiseDesk> = {}): PromiseDesk => ({
  table,
  leadersOf: async () => [],
  reassign: async () => undefined,
  now: () => NOW + 61 * MINUTE,
  ...changes,
});
const toBen = async () => ({ ownerId: BEN.id, calendar: ALWAYS });

/** Who was told what. */
const told = (table: MemoryTable): string[] =>
  table
    .ofType('notice')
    .map((item) => noticeEntity.fromItem(item))
    .map(({ userId, kind }) => `${userId} ${kind}`)
    .sort();
const timersIn = (table: MemoryTable): Timer[] => table.ofType('timer').map((item) => timerEntity.fromItem(item));

describe('a missed promise', () => {
  it('reminds its owner', async () => {
    const { table, lead, timer } = promised();
    await ringPromise(aDesk(table), timer);
    expect(told(table)).toEqual([`${ADA.id} promise-missed`]);
    expect(table.ofType('notice')[0]).toMatchObject({
      subject: 'Mia Stone',
      on: { type: 'lead', id: lead.id },
      dueAt: lead.promise?.dueAt,
      ownerId: ADA.id,
      at: later(61 * MINUTE),
    });
  });

  it('is escalated to those who lead its owner, or else to the administrators', async () => {
    const led = promised({ ifMissed: 'escalate' });
    await ringPromise(aDesk(led.table, { leadersOf: async () => [LEADER.id] }), led.timer);
    expect(told(led.table)).toEqual([`${ADA.id} promise-missed`, `${LEADER.id} promise-escalated`]);
    const alone = promised({ ifMissed: 'escalate' });
    await ringPromise(aDesk(alone.table), alone.timer);
    expect(told(alone.table)).toEqual([`${ADA.id} promise-missed`, `${ADMIN.id} promise-escalated`]);
    const left = promised({ ifMissed: 'escalate' }, {}, [{ ...LEADER, active: false }]);
    await ringPromise(aDesk(left.table, { leadersOf: async () => [LEADER.id] }), left.timer);
    expect(told(left.table)).toContain(`${ADMIN.id} promise-escalated`);
  });

  it('that nobody gave, because nobody owns the lead, is escalated', async () => {
    const { table, timer } = promised({ ifMissed: 'remind' }, { ownerId: undefined });
    await ringPromise(aDesk(table), timer);
    expect(told(table)).toEqual([`${ADMIN.id} promise-escalated`]);
  });

  it('goes on to somebody else, who has the same time once more, and both are told', async () => {
    const { table, lead, timer } = promised({ ifMissed: 'reassign' });
    await ringPromise(aDesk(table, { reassign: toBen }), timer);
    const after = await getLead(table, lead.id);
    expect(after).toMatchObject({ ownerId: BEN.id, version: 2, promise: { dueAt: later(121 * MINUTE) } });
    expect(told(table)).toEqual([`${ADA.id} lead-reassigned`, `${BEN.id} lead-reassigned`]);
    expect(table.ofType('timeline-entry').map((item) => timelineEntryEntity.fromItem(item))).toMatchObject([
      { event: 'lead-reassigned', subject: BEN.name, on: { type: 'lead', id: lead.id } },
    ]);
    expect(timersIn(table)).toMatchObject([{ dueAt: later(121 * MINUTE), payload: { ifMissed: 'escalate' } }]);
  });

  it('is not handed round: the second time it is escalated', async () => {
    const { table, timer } = promised({ ifMissed: 'reassign' });
    await ringPromise(aDesk(table, { reassign: toBen }), timer);
    const [second] = timersIn(table);
    if (!second) throw new Error('there is no second timer');
    await ringPromise(aDesk(table, { reassign: toBen, now: () => NOW + 122 * MINUTE }), second);
    expect(told(table)).toEqual([
      `${ADA.id} lead-reassigned`,
      `${BEN.id} lead-reassigned`,
      `${BEN.id} promise-missed`,
      `${ADMIN.id} promise-escalated`,
    ]);
  });

  it('is escalated when there is nobody else', async () => {
    for (const reassign of [async () => undefined, async () => ({ ownerId: ADA.id, calendar: ALWAYS })]) {
      const { table, lead, timer } = promised({ ifMissed: 'reassign' });
      await ringPromise(aDesk(table, { reassign }), timer);
      expect(told(table)).toEqual([`${ADA.id} promise-missed`, `${ADMIN.id} promise-escalated`]);
      expect((await getLead(table, lead.id)).ownerId).toBe(ADA.id);
    }
  });
});

describe('a timer of a promise', () => {
  it('reminds before, and is set once more for when the promise is due', async () => {
    const { table, lead, timer } = promised({ remindMinutesBefore: 15 });
    await ringPromise(aDesk(table, { now: () => NOW + 45 * MINUTE }), timer);
    expect(told(table)).toEqual([`${ADA.id} promise-soon`]);
    expect(timersIn(table)).toMatchObject([{ dueAt: lead.promise?.dueAt, payload: { step: 'due' } }]);
    const [due] = timersIn(table);
    if (due) await ringPromise(aDesk(table), due);
    expect(told(table)).toEqual([`${ADA.id} promise-missed`, `${ADA.id} promise-soon`]);
  });

  it('does nothing once the promise was kept, the lead is closed or gone, or somebody else’s', async () => {
    const changes: Partial<Lead>[] = [
      { lastTouch: aTouch() },
      { status: 'disqualified' },
      { ownerId: BEN.id },
      { promise: undefined },
    ];
    for (const change of changes) {
      const { table, lead, timer } = promised({ ifMissed: 'reassign', remindMinutesBefore: 5 });
      await table.transact([replaceLead(edited(lead, change, later(1)))]);
      const before = table.all();
      await ringPromise(aDesk(table, { reassign: toBen }), timer);
      expect(table.all()).toEqual(before);
    }
    const gone = memoryTable();
    await ringPromise(aDesk(gone), promised().timer);
    expect(gone.all()).toEqual([]);
  });

  it('has its effect once however often it rings', async () => {
    const follows = fc.constantFrom('remind', 'escalate', 'reassign');
    await fc.assert(
      fc.asyncProperty(follows, fc.integer({ min: 2, max: 4 }), async (ifMissed, times) => {
        const { table, timer } = promised({ ifMissed });
        const desk = aDesk(table, { reassign: toBen });
        await ringPromise(desk, timer);
        const once = told(table);
        await Promise.all(Array.from({ length: times - 1 }, () => ringPromise(desk, timer)));
        expect(told(table)).toEqual(once);
        expect(table.ofType('timeline-entry').length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('sees a touch that comes at the same moment: the lead stays with who answered', async () => {
    const { table, lead, timer } = promised({ ifMissed: 'reassign' });
    let raced = false;
    const racing: Table = {
      ...table,
      transact: async (writes) => {
        if (!raced) {
          raced = true;
          await table.transact([replaceLead(edited(lead, { lastTouch: aTouch() }, later(1)))]);
          throw new ConditionFailed('lead', undefined);
        }
        return table.transact(writes);
      },
    };
    await ringPromise(aDesk(racing, { reassign: toBen }), timer);
    expect((await getLead(table, lead.id)).ownerId).toBe(ADA.id);
    expect(told(table)).toEqual([]);
  });

  it('tells people as they wish: not at all, or by mail as well', async () => {
    const quiet = promised({}, {}, [aUser({ notices: { 'promise-missed': 'none' } })]);
    await ringPromise(aDesk(quiet.table), quiet.timer);
    expect(told(quiet.table)).toEqual([]);
    const mailed = promised({}, {}, [aUser({ notices: { 'promise-missed': 'mail' } })]);
    await ringPromise(aDesk(mailed.table), mailed.timer);
    expect(told(mailed.table)).toEqual([`${ADA.id} promise-missed`]);
    expect(timersIn(mailed.table)).toMatchObject([{ kind: 'notice-mail', payload: { userId: ADA.id } }]);
  });
});
