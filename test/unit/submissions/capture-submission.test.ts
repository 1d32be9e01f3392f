import { describe, expect, it } from 'vitest';
import { isId, newId } from '../../../lib/ids.ts';
import { type Capture, captureSubmission } from '../../../lib/submissions/capture-submission.ts';
import { findSubmission } from '../../../lib/submissions/submission-repository.ts';
import type { Table } from '../../../lib/table/table.ts';
import { AT, DAY, MINUTE, NOW } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';

const FIELDS = { email: 'mia@acme.example', firstName: 'Mia' };

const aPost = (changes: { formId?: string; fields?: Record<string, unknown>; idempotencyKey?: string } = {}) => ({
  formId: 'demo',
  fields: FIELDS,
  idempotencyKey: undefined,
  ...changes,
});

const aCapture = (table: Table, changes: Partial<Capture> = {}) => {
  const sent: string[] = [];
  const unsent: string[] = [];
  const capture: Capture = {
    table,
    events: {
      send: async ({ submissionId }) => {
        sent.push(submissionId);
      },
      sendAll: async () => undefined,
    },
    now: () => NOW,
    onUnsent: (submissionId) => unsent.push(submissionId),
    ...changes,
  };
  return { capture, sent, unsent };
};

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
    const id = await captureSubmission(aCapture(table).capture, aPost({ fields: { ...FIELDS, phone: '' } }));
    expect((await findSubmission(table, id))?.fields).toEqual(FIELDS);
  });

  it('is refused by a form that does not exist', async () => {
    await expect(captureSubmission(aCapture(memoryTable()).capture, aPost({ formId: 'gone' }))).rejects.toMatchObject({
      code: 'form-not-found',
    });
  });

  it('is refused with each field at fault, and nothing is stored', async () => {
    const table = memoryTable();
    const fields = { email: 'nobody', colour: 'red', firstName: 7 };
    await expect(captureSubmission(aCapture(table).capture, aPost({ fields }))).rejects.toMatchObject({
      code: 'invalid-fields',
      details: { errors: expect.arrayContaining([expect.objectContaining({ path: 'colour' })]) },
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
    expect(await captureSubmission(capture, { ...keyed, fields: { ...FIELDS } })).toBe(first);
    expect(table.ofType('submission')).toHaveLength(1);
  });

  it('is the same whatever the order of its fields', async () => {
    const { capture } = aCapture(memoryTable());
    const first = await captureSubmission(capture, keyed);
    const turned = { firstName: FIELDS.firstName, email: FIELDS.email };
    expect(await captureSubmission(capture, { ...keyed, fields: turned })).toBe(first);
  });

  it('is refused with other fields', async () => {
    const { capture } = aCapture(memoryTable());
    await captureSubmission(capture, keyed);
    const other = { ...keyed, fields: { ...FIELDS, firstName: 'Tom' } };
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
