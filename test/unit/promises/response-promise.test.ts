import { describe, expect, it } from 'vitest';
import { ALWAYS } from '../../../lib/business-hours/business-hours.ts';
import { leadEntity } from '../../../lib/leads/lead-entity.ts';
import { responsePromise } from '../../../lib/promises/promise-contract.ts';
import { promiseFor, promiseOfTimer, type RulePromise, stillWaits } from '../../../lib/promises/response-promise.ts';
import { ADA, aLead, aTouch, later, MINUTE, NOW } from '../builders.ts';

const aPromise = (changes: Partial<RulePromise> = {}): RulePromise => ({
  rule: 'rule-1',
  minutes: 60,
  ifMissed: 'remind',
  ...changes,
});

const made = (changes: Partial<RulePromise> = {}, calendar = ALWAYS) =>
  promiseFor(aLead(), aPromise(changes), calendar, NOW);

describe('a promise to answer', () => {
  it('is due after so many minutes of its owner’s working time, and has a timer of that time', () => {
    // 09:30 UTC on a Monday is 10:30 in Berlin.
    const tuesdays = { timeZone: 'Europe/Berlin', hours: { tuesday: [{ from: '09:00', to: '12:00' }] }, absences: [] };
    const { lead, timer } = made({}, tuesdays);
    expect(lead.promise).toEqual({ dueAt: '2026-03-03T09:00:00.000Z', rule: 'rule-1' });
    expect(timer).toMatchObject({ kind: 'promise', subjectId: lead.id, dueAt: '2026-03-03T09:00:00.000Z' });
  });

  it('has its first timer so many minutes of working time before, where its owner is reminded', () => {
    const { lead, timer } = made({ remindMinutesBefore: 15 });
    expect(lead.promise?.dueAt).toBe(later(60 * MINUTE));
    expect(timer.dueAt).toBe(later(45 * MINUTE));
    expect(promiseOfTimer(timer)).toMatchObject({ step: 'soon', promisedBy: later(60 * MINUTE), ownerId: ADA.id });
  });

  it('is counted by the clock on the wall for somebody who is away for years', () => {
    const gone = { ...ALWAYS, absences: [{ from: '2026-01-01', to: '2029-12-31' }] };
    expect(made({}, gone).lead.promise?.dueAt).toBe(later(60 * MINUTE));
  });

  it('needs no rule, and no hours of its owner', () => {
    const { lead, timer } = promiseFor(aLead(), { minutes: 60, ifMissed: 'remind' }, undefined, NOW);
    expect(lead.promise).toEqual({ dueAt: later(60 * MINUTE), rule: 'otherwise' });
    expect(stillWaits(lead, promiseOfTimer(timer))).toBe(true);
  });

  it('costs its lead some bytes and no index entry', () => {
    const { lead } = made();
    const { promise: _, ...without } = lead;
    expect(Object.keys(leadEntity.toItem(lead)).sort()).toEqual(
      [...Object.keys(leadEntity.toItem(without)), 'promise'].sort(),
    );
    expect(JSON.stringify(lead.promise).length).toBeLessThan(100);
  });

  it('reminds before it is due, or not at all', () => {
    expect(responsePromise.safeParse({ minutes: 30, ifMissed: 'remind', remindMinutesBefore: 29 }).success).toBe(true);
    expect(responsePromise.safeParse({ minutes: 30, ifMissed: 'remind', remindMinutesBefore: 30 }).success).toBe(false);
  });
});

describe('a lead waits for what was promised', () => {
  const { lead, timer } = made();
  const promise = promiseOfTimer(timer);

  it('while it is open, the same, its owner’s, and nobody has spoken to the person', () => {
    expect(stillWaits(lead, promise)).toBe(true);
    expect(stillWaits({ ...lead, status: 'disqualified' }, promise)).toBe(false);
    expect(stillWaits({ ...lead, ownerId: 'user-ben' }, promise)).toBe(false);
    expect(stillWaits({ ...lead, ownerId: undefined }, promise)).toBe(false);
    expect(stillWaits({ ...lead, lastTouch: aTouch() }, promise)).toBe(false);
    expect(stillWaits({ ...lead, promise: { rule: 'rule-1', dueAt: later(MINUTE) } }, promise)).toBe(false);
    expect(stillWaits({ ...lead, promise: { ...promise, dueAt: promise.promisedBy, rule: 'rule-2' } }, promise)).toBe(
      false,
    );
    expect(stillWaits({ ...lead, promise: undefined }, promise)).toBe(false);
  });

  it('also when nobody owns it', () => {
    const nobodys = promiseFor(aLead({ ownerId: undefined }), aPromise(), ALWAYS, NOW);
    expect(stillWaits(nobodys.lead, promiseOfTimer(nobodys.timer))).toBe(true);
  });
});
