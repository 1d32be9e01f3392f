import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { laterTouch } from '../../../lib/activities/last-touch.ts';
import { aTouch, later, NOW } from '../builders.ts';

const touch = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((offset) => aTouch({ at: later(offset) }));

describe('the last touch', () => {
  it('is the first one when there was none', () => {
    expect(laterTouch(undefined, aTouch())).toEqual(aTouch());
  });

  it('is never hidden by a back-dated one', () => {
    const known = aTouch({ kind: 'meeting' });
    expect(laterTouch(known, aTouch({ at: later(-1) }))).toBe(known);
  });

  it('is the newest of all, in whatever order they are logged', () => {
    fc.assert(
      fc.property(fc.array(touch, { minLength: 1 }), (touches) => {
        const [first, ...rest] = touches;
        const last = rest.reduce((known, next) => laterTouch(known, next), laterTouch(undefined, first ?? aTouch()));
        const newest = Math.max(...touches.map(({ at }) => Date.parse(at)));
        expect(Date.parse(last.at)).toBe(newest);
      }),
    );
  });

  it('stays what it is when another one carries the same moment', () => {
    const known = aTouch({ at: new Date(NOW).toISOString(), kind: 'email' });
    expect(laterTouch(known, aTouch({ kind: 'call' }))).toBe(known);
  });
});
