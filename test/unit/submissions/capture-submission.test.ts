import { describe, expect, it } from 'vitest';
import { DEMO_FORM } from '../../../lib/forms/form.ts';
import { isId, newId } from '../../../lib/ids.ts';
import { fillTimeToken } from '../../../lib/spam/fill-time.ts';
import { captureSubmission } from '../../../lib/submissions/capture-submission.ts';
import { findSubmission } from '../../../lib/submissions/submission-repository.ts';
import type { Table } from '../../../lib/table/table.ts';
import { AT, DAY, MINUTE, NOW, SECOND } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';
import { aCapture, aPost, FIELDS, SECRET } from './a-capture.ts';

const refusing = { send: () => Promise.reject(new Error('no queue')), sendAll: async () => undefined };

describe('a form post', () => {
  it('is stored as it came, and then announced', async () => {
    const table = memoryTable();
    const { capture, sent } = aCapture(table);
    const id = await captureSubmission(capture, aPost());
    expect(isId(id)).toBe(true);
    expect(sent).toEqual([id]);
    expect(await findSubmission(table, id)).toEqual({
      id,
      formId: 'demo',
      formVersion: 1,
      state: 'received',
      receivedAt: AT,
      fields: FIELDS,
    });
  });

  it('is not announced before it is stored', async () => {
    const table = memoryTable();
    const broken: Table = { ...table, put: () => Promise.reject(new Error('no table')) };
    const { capture, sent } = aCapture(broken);
    await expect(captureSubmission(capture, aPost())).rejects.toThrow('no table');
    expect(sent).toEqual([]);
  });

  it('is acknowledged though it could not be announced', async () => {
    const table = memoryTable();
    const { capture, unsent } = aCapture(table, { events: refusing });
    const id = await captureSubmission(capture, aPost());
    expect(unsent).toEqual([id]);
    expect(await findSubmission(table, id)).toMatchObject({ state: 'received' });
  });

  it('leaves out fields that were left empty', async () => {
    const table = memoryTable();
    const id = await captureSubmission(aCapture(table).capture, aPost({ posted: { ...FIELDS, phone: '' } }));
    expect((await findSubmission(table, id))?.fields).toEqual(FIELDS);
  });

  it('is refused with each field at fault, and nothing is stored', async () => {
    const table = memoryTable();
    const posted = { email: 'nobody', colour: 'red', firstName: 'a\nb' };
    await expect(captureSubmission(aCapture(table).capture, aPost({ posted }))).rejects.toMatchObject({
      code: 'invalid-fields',
      details: { errors: [expect.objectContaining({ path: 'email' }), expect.objectContaining({ path: 'firstName' })] },
    });
    expect(table.all()).toEqual([]);
  });
});

describe('a form post under an Idempotency-Key', () => {
  const keyed = aPost({ idempotencyKey: 'key-1' });

  it('gets the first id again and is stored once', async () => {
    const table = memoryTable();
    const { capture } = aCapture(table);
    const first = await captureSubmission(capture, keyed);
    expect(await captureSubmission(capture, { ...keyed, posted: { ...FIELDS } })).toBe(first);
    expect(table.ofType('submission')).toHaveLength(1);
  });

  it('is the same whatever the order of its fields', async () => {
    const { capture } = aCapture(memoryTable());
    const first = await captureSubmission(capture, keyed);
    const turned = { firstName: FIELDS.firstName, email: FIELDS.email };
    expect(await captureSubmission(capture, { ...keyed, posted: turned })).toBe(first);
  });

  it('is refused with other fields', async () => {
    const { capture } = aCapture(memoryTable());
    await captureSubmission(capture, keyed);
    const other = { ...keyed, posted: { ...FIELDS, firstName: 'Tom' } };
    await expect(captureSubmission(capture, other)).rejects.toMatchObject({ code: 'idempotency-key-reused' });
  });

  it('is a new one when the key is a day old', async () => {
    const table = memoryTable();
    const first = await captureSubmission(aCapture(table).capture, keyed);
    const nextDay = aCapture(table, { now: () => NOW + DAY }).capture;
    expect(await captureSubmission(nextDay, keyed)).not.toBe(first);
  });

  it('is stored under the claimed id when the first attempt ended before it was', async () => {
    const table = memoryTable();
    let broken = true;
    const failing: Table = {
      ...table,
      put: async (item, condition) => {
        if (broken && item['type'] === 'submission') throw new Error('crashed');
        await table.put(item, condition);
      },
    };
    await expect(captureSubmission(aCapture(failing).capture, keyed)).rejects.toThrow('crashed');
    broken = false;
    const { capture, sent } = aCapture(failing, { now: () => NOW + 10 * MINUTE });
    const id = await captureSubmission(capture, keyed);
    expect(await findSubmission(table, id)).toMatchObject({ id, state: 'received' });
    expect(sent).toEqual([id]);
  });

  it('is not acknowledged when it is repeated so late that no sweep would find it and its event was not sent', async () => {
    const table = memoryTable();
    await captureSubmission(aCapture(table).capture, keyed);
    const late = aCapture(table, { now: () => NOW + 10 * MINUTE, events: refusing });
    await expect(captureSubmission(late.capture, keyed)).rejects.toMatchObject({
      category: 'upstream',
      retryable: true,
    });
    expect(late.unsent).toEqual([]);
  });

  it('gives nobody else the same id under the same key of another form of words', async () => {
    const { capture } = aCapture(memoryTable());
    const first = await captureSubmission(capture, keyed);
    expect(await captureSubmission(capture, aPost({ idempotencyKey: 'key-2' }))).not.toBe(first);
    expect(newId(NOW)).not.toBe(first);
  });
});

describe('the same fields without a key', () => {
  it('are one submission within ten minutes of the first, whatever their order and case of posting', async () => {
    const table = memoryTable();
    const first = await aCapture(table).post();
    const turned = { firstName: FIELDS.firstName, email: FIELDS.email, phone: '', _page: 'https://a.example/other' };
    const soon = aCapture(table, { now: () => NOW + 10 * MINUTE - 1 });
    expect(await soon.post({ posted: turned })).toBe(first);
    expect(table.ofType('submission')).toHaveLength(1);
  });

  it('are a new one after that', async () => {
    const table = memoryTable();
    const first = await aCapture(table).post();
    expect(await aCapture(table, { now: () => NOW + 10 * MINUTE }).post()).not.toBe(first);
    expect(table.ofType('submission')).toHaveLength(2);
  });

  it('do not prolong the ten minutes by being repeated', async () => {
    const table = memoryTable();
    const first = await aCapture(table).post();
    expect(await aCapture(table, { now: () => NOW + 9 * MINUTE }).post()).toBe(first);
    expect(await aCapture(table, { now: () => NOW + 11 * MINUTE }).post()).not.toBe(first);
  });

  it('are another submission of another form, with another extra, or with another consent', async () => {
    const { post } = aCapture(memoryTable());
    const consents = [{ purpose: 'newsletter', wordingHash: 'w' }];
    const ids = [
      await post(),
      await post({ form: { ...DEMO_FORM, id: 'other' } }),
      await post({ posted: { ...FIELDS, colour: 'red' } }),
      await post({ consents }),
    ];
    expect(new Set(ids).size).toBe(4);
    expect(await post({ consents })).toBe(ids[3]);
  });

  it('do not meet the same fields under a key', async () => {
    const { post } = aCapture(memoryTable());
    expect(await post({ idempotencyKey: 'key-1' })).not.toBe(await post());
  });

  it('are one submission, however often they are posted and announced', async () => {
    const { post, sent } = aCapture(memoryTable());
    const ids = await Promise.all(Array.from({ length: 50 }, () => post()));
    expect(new Set(ids).size).toBe(1);
    expect(new Set(sent)).toEqual(new Set(ids));
  });

  it('are announced again when they are repeated: the first request may have died before it could', async () => {
    const table = memoryTable();
    const id = await aCapture(table, { events: refusing }).post();
    const again = aCapture(table, { now: () => NOW + SECOND });
    await again.post();
    expect(again.sent).toEqual([id]);
  });
});

describe('what a post says beside its fields', () => {
  it('is stored with it: version, extras, attribution and consents', async () => {
    const table = memoryTable();
    const posted = { ...FIELDS, colour: 'red', utm_source: 'news', _page: 'https://a.example/p?q=1' };
    const consents = [{ purpose: 'newsletter', wordingHash: 'hash' }];
    const id = await aCapture(table).post({ form: { ...DEMO_FORM, version: 4 }, posted, consents });
    expect(await findSubmission(table, id)).toEqual({
      id,
      formId: 'demo',
      formVersion: 4,
      state: 'received',
      receivedAt: AT,
      fields: FIELDS,
      extra: { colour: 'red' },
      attribution: { at: AT, parameters: { utm_source: 'news' }, landingPage: 'https://a.example/p' },
      consents: { newsletter: 'hash' },
    });
  });
});

describe('a suspect', () => {
  const hasty = { ...FIELDS, _shown: fillTimeToken(SECRET, 'demo', NOW - SECOND) };

  it('is stored for review with the reasons, is answered like any other, and is not announced', async () => {
    const table = memoryTable();
    const { post, sent } = aCapture(table);
    const id = await post({ posted: { ...hasty, website_address: 'http://spam.example' } });
    expect(isId(id)).toBe(true);
    expect(sent).toEqual([]);
    expect(await findSubmission(table, id)).toEqual({
      id,
      formId: 'demo',
      formVersion: 1,
      state: 'quarantined',
      receivedAt: AT,
      fields: FIELDS,
      suspicions: ['honeypot', 'too-fast'],
    });
  });

  it('stays one when the same is posted again without what gave it away', async () => {
    const table = memoryTable();
    const id = await aCapture(table).post({ posted: hasty });
    const later = aCapture(table, { now: () => NOW + SECOND });
    expect(await later.post()).toBe(id);
    // The event is of no use to the intake, which leaves suspects alone.
    expect(await findSubmission(table, id)).toMatchObject({ state: 'quarantined' });
  });

  it('takes nothing back that was acknowledged before', async () => {
    const table = memoryTable();
    const id = await aCapture(table).post();
    expect(await aCapture(table, { allowance: async () => false }).post()).toBe(id);
    expect(await findSubmission(table, id)).toMatchObject({ state: 'received' });
  });
});
