import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capacityMeter } from './capacity-meter.ts';
import { aVisitor, type SluiceStack, startSluice } from './sluice-stack.ts';

/** What the owner set for a lead, captured, scored and assigned, and for the item that makes a double click one submission. */
const MOST_WRITE_UNITS = 11 + 2;

/** What finding likely duplicates may add afterwards: a key for the company, one for the domain where it says another name. */
const MOST_FOLLOWING_UNITS = 2;

describe('what a lead costs', () => {
  let sluice: SluiceStack;
  const meter = capacityMeter();
  const following = capacityMeter({ followers: true });
  beforeAll(async () => {
    sluice = await startSluice({ onCall: (call) => meter.onCall(call) ?? following.onCall(call) });
    await sluice.as('ada');
  });
  afterAll(() => sluice.stop());

  /** The units that capture and intake consumed, as the engine counts them; the status page's reads are the visitor's. */
  const costOf = async (fields: Record<string, string>) => {
    await sluice.idle();
    meter.reset();
    following.reset();
    const { body } = await sluice.visitor('POST', '/v1/forms/demo/submissions', { body: fields });
    await sluice.idle();
    const consumed = { ...meter.total(), following: following.total() };
    const { state } = (await sluice.visitor('GET', body.statusUrl)).body;
    expect(state).toBe('processed');
    return consumed;
  };

  it('stays within the bound for a new lead and for a second submission', async () => {
    const person = aVisitor({
      title: 'Head of Operations',
      phone: '+44 20 7946 0018',
      utm_source: 'newsletter',
      utm_medium: 'email',
      utm_campaign: 'autumn-guide',
    });
    const first = await costOf(person);
    const second = await costOf({ ...person, message: 'It is me again' });
    const cell = (units: number) => units.toFixed(1).padStart(6);
    console.log(
      [
        'submission      WU    RU, and afterwards, to find duplicates',
        ...[first, second].map(
          ({ write, read, following: after }, index) =>
            `${index === 0 ? 'first ' : 'second'}    ${cell(write)}${cell(read)}${cell(after.write)}${cell(after.read)}`,
        ),
      ].join('\n'),
    );
    expect(first.write).toBeLessThanOrEqual(MOST_WRITE_UNITS);
    expect(second.write).toBeLessThanOrEqual(MOST_WRITE_UNITS);
    expect(first.following.write).toBeLessThanOrEqual(MOST_FOLLOWING_UNITS);
    expect(second.following.write).toBe(0);
  });
});
