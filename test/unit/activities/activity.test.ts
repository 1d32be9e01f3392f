import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newActivity, touchOf } from '../../../lib/activities/activity.ts';
import { logActivityBody } from '../../../lib/activities/activity-contract.ts';
import { partyTimeline } from '../../../lib/activities/timeline-entry-entity.ts';
import { isId, newId, timeOfId } from '../../../lib/ids.ts';
import { ADA, AT, aTimelineEntry, later, MINUTE, NOW } from '../builders.ts';

const leadId = newId(NOW);
const place = { by: ADA, on: { type: 'lead', id: leadId } as const, timeline: partyTimeline(leadId), now: NOW };

describe('an activity that is logged', () => {
  it('happened now unless it says otherwise', () => {
    const entry = newActivity({ kind: 'call' }, place);
    expect(entry).toMatchObject({ kind: 'call', at: AT, by: ADA, on: place.on, timeline: place.timeline });
    expect(timeOfId(entry.id)).toBe(NOW);
  });

  it('sorts where it happened when it is back-dated', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: NOW }), (happened) => {
        const body = logActivityBody.parse({ kind: 'meeting', at: new Date(happened).toISOString() });
        const entry = newActivity(body, place);
        expect(isId(entry.id)).toBe(true);
        expect(timeOfId(entry.id)).toBe(happened);
        expect(Date.parse(entry.at)).toBe(happened);
      }),
    );
  });

  it('may be as far ahead as clocks differ, and no further', () => {
    expect(() => newActivity({ kind: 'call', at: later(5 * MINUTE) }, place)).not.toThrow();
    expect(() => newActivity({ kind: 'call', at: later(5 * MINUTE + 1) }, place)).toThrow(
      expect.objectContaining({ category: 'validation', code: 'activity-in-future' }),
    );
  });

  it('did not happen before computers count time', () => {
    expect(logActivityBody.safeParse({ kind: 'call', at: '1970-01-01T00:00:00.000Z' }).success).toBe(true);
    expect(logActivityBody.safeParse({ kind: 'call', at: '1969-12-31T23:59:59.999Z' }).success).toBe(false);
    expect(logActivityBody.safeParse({ kind: 'call', at: '0001-01-01T00:00:00Z' }).success).toBe(false);
  });
});

describe('a touch', () => {
  it('is a call, an e-mail or a meeting of somebody', () => {
    for (const kind of ['call', 'email', 'meeting'] as const) {
      expect(touchOf(aTimelineEntry({ kind }))).toEqual({ at: AT, kind, by: ADA });
    }
  });

  it('is no note, no signal and nothing that Sluice did', () => {
    for (const kind of ['note', 'signal', 'system'] as const) expect(touchOf(aTimelineEntry({ kind }))).toBeUndefined();
  });
});
