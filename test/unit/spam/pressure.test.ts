import { describe, expect, it } from 'vitest';
import { DEMO_FORM, type Form } from '../../../lib/forms/form.ts';
import { isUnderPressure } from '../../../lib/spam/pressure.ts';
import { RATE_WINDOW, rateKey } from '../../../lib/spam/rate-key.ts';
import { workFor } from '../../../lib/spam/work-for.ts';
import type { Item, Key } from '../../../lib/table/item.ts';

const NOW = Date.parse('2026-03-02T09:30:00.000Z');
const MINUTE = NOW / RATE_WINDOW;
const SECRET = Buffer.alloc(32, 7);

const formWith = (proofOfWork: Form['spam']['proofOfWork']): Form => ({
  ...DEMO_FORM,
  spam: { ...DEMO_FORM.spam, perMinute: 40, proofOfWork },
});
const form = formWith('under-pressure');

/** What is read of a table that holds one count, or none. */
const tableWith = (used?: number, minute = MINUTE, id = form.id) => {
  const counted = rateKey(`form:${id}`, minute);
  const item = used === undefined ? undefined : { ...counted, type: 'rate', v: 1, used };
  return {
    get: async ({ pk, sk }: Key): Promise<Item | undefined> =>
      pk === counted.pk && sk === counted.sk ? item : undefined,
  };
};

describe('pressure on a form', () => {
  it('is there once the posts of a minute are used up, and the minute after', async () => {
    expect(await isUnderPressure(tableWith(), form, NOW)).toBe(false);
    expect(await isUnderPressure(tableWith(39), form, NOW)).toBe(false);
    expect(await isUnderPressure(tableWith(40), form, NOW)).toBe(true);
    expect(await isUnderPressure(tableWith(40, MINUTE - 1), form, NOW)).toBe(true);
    expect(await isUnderPressure(tableWith(40, MINUTE - 2), form, NOW)).toBe(false);
    expect(await isUnderPressure(tableWith(40, MINUTE, 'another'), form, NOW)).toBe(false);
  });

  it('makes browsers work where the form wants it', async () => {
    const [calm, busy] = [tableWith(), tableWith(40)];
    expect(await workFor(calm, SECRET, form, NOW)).toBeNull();
    expect(await workFor(busy, SECRET, form, NOW)).toMatchObject({ algorithm: 'SHA-256' });
    expect(await workFor(busy, SECRET, formWith('off'), NOW)).toBeNull();
    expect(await workFor(calm, SECRET, formWith('always'), NOW)).toMatchObject({ algorithm: 'SHA-256' });
  });
});
