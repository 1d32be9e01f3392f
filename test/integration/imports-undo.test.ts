import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  aListFile,
  columnsOf,
  commitImport,
  importFile,
  type PlanOptions,
  planFile,
  planImport,
  resultsOf,
  rowsOf,
  undoImport,
  untilState,
  uploadFile,
} from './import-client.ts';
import { type Send, type SluiceStack, startSluice, until } from './sluice-stack.ts';

const CONFIRMED = { fit: { answer: 'confirmed' }, need: { answer: 'confirmed' }, budget: { answer: 'confirmed' } };

describe('an import that is undone', () => {
  let sluice: SluiceStack;
  let tom: Send;
  let ada: Send;
  beforeAll(async () => {
    sluice = await startSluice();
    [tom, ada] = await Promise.all([sluice.as('tom'), sluice.as('ada')]);
    await ada('GET', '/v1/me');
  });
  afterAll(() => sluice.stop());

  const enter = async (body: Record<string, unknown>) => {
    const answer = await ada('POST', '/v1/leads', { body });
    expect(answer.status).toBe(201);
    return answer.body;
  };
  const lead = async (id: string | undefined) => (await ada('GET', `/v1/leads/${id}`)).body;
  const patch = async (id: string | undefined, body: unknown) => {
    const { version } = await lead(id);
    const answer = await ada('PATCH', `/v1/leads/${id}`, { body, headers: { 'if-match': `"${version}"` } });
    expect(answer.status).toBe(200);
  };
  const leadWith = async (email: string) => {
    const { items } = (await ada('GET', '/v1/leads?view=all&limit=100')).body;
    return items.find((one: { email: string }) => one.email === email);
  };

  it('takes back what it created, and lets the addresses and ids go', async () => {
    const header = ['Lead ID', 'Email', 'Last name'];
    const rows = [
      ['U-1', 'one@gone.example', 'One'],
      ['U-2', 'two@gone.example', 'Two'],
      ['U-3', 'none', 'Three'],
    ];
    const options: PlanOptions = { externalSystem: 'oldcrm', matchBy: 'external-id', tags: ['gone'] };
    const consent = { purpose: 'newsletter', basis: 'Agreed.' };
    const { id } = await importFile(tom, aListFile('gone.csv', header, rows), { ...options, consent });
    const [one, two] = await rowsOf(tom, id, 'created');
    const undone = await undoImport(tom, id);
    expect(undone).toMatchObject({ state: 'undone', counts: { undone: 2, rejected: 1 }, rows: 3, job: null });
    for (const row of [one, two]) expect((await ada('GET', `/v1/leads/${row?.record?.id}`)).status).toBe(404);
    expect(await leadWith('one@gone.example')).toBeUndefined();
    expect(await rowsOf(tom, id, 'undone')).toMatchObject([
      { row: 2, record: null },
      { row: 3, record: null },
    ]);
    expect((await resultsOf(tom, id)).bytes.toString()).toContain('U-1,one@gone.example,One,2,undone,,');

    await sluice.submit({ email: 'one@gone.example', lastName: 'Again' });
    const again = await lead((await leadWith('one@gone.example')).id);
    expect(again).toMatchObject({ lastName: 'Again', source: { kind: 'form' }, tags: [] });
    expect((await ada('GET', `/v1/leads/${again.id}/consents`)).body.items).toEqual([]);
    await enter({ email: 'two@gone.example' });
    const second = await importFile(tom, aListFile('back.csv', header, [['U-2', 'else@gone.example', 'Two']]), options);
    expect(second.counts).toEqual({ created: 1 });
    expect((await tom('POST', `/v1/imports/${id}/undo`)).body.type).toBe('urn:sluice:problem:import-state');
  });

  it('puts back every field of a lead that it changed, the address too', async () => {
    const known = await enter({
      email: 'ruth@restored.example',
      lastName: 'Restored',
      company: 'Old Ltd',
      tags: ['vip'],
      phone: '+49 30 5550001',
    });
    const header = ['Lead ID', 'Email', 'Company', 'Job title', 'Phone', 'Tags'];
    const row = ['R-1', 'ruth@moved.example', 'New Ltd', 'Buyer', '+49 30 5550001', 'list'];
    const id = await uploadFile(tom, aListFile('restored.csv', header, [row]));
    const ready = await untilState(tom, id, 'ready');
    const always = { write: 'always' } as const;
    const columns = columnsOf(ready, { Email: always, Company: always, 'Job title': always });
    await planImport(tom, id, { matchBy: 'phone', externalSystem: 'oldcrm', ...columns });
    expect((await commitImport(tom, id)).counts).toEqual({ updated: 1 });
    expect(await lead(known.id)).toMatchObject({ email: 'ruth@moved.example', externalIds: { oldcrm: 'R-1' } });
    expect((await undoImport(tom, id)).counts).toEqual({ undone: 1 });
    const { version, updatedAt, ...restored } = await lead(known.id);
    expect(known).toMatchObject(restored);
    expect(version).toBe(known.version + 2);
    expect(updatedAt > known.updatedAt).toBe(true);
    expect((await ada('GET', `/v1/leads/${known.id}/timeline`)).body.items).toHaveLength(1);
    const taken = await ada('POST', '/v1/leads', { body: { email: 'ruth@restored.example' } });
    expect(taken).toMatchObject({ status: 409, body: { leadId: known.id } });
    await enter({ email: 'ruth@moved.example' });
    expect(await rowsOf(tom, id)).toMatchObject([{ state: 'undone', record: { id: known.id } }]);
  });

  it('keeps whatever somebody edited since, and lists it', async () => {
    const known = await enter({ email: 'updated@kept.example' });
    const kinds = ['patched', 'noted', 'called', 'form', 'converted', 'untouched'];
    const rows = [...kinds.map((kind) => [`${kind}@kept.example`, 'Kept Ltd']), ['updated@kept.example', 'Kept Ltd']];
    const { id } = await importFile(tom, aListFile('kept.csv', ['Email', 'Company'], rows));
    const created = await rowsOf(tom, id, 'created');
    const idOf = (kind: string) => created.find(({ email }) => email === `${kind}@kept.example`)?.record?.id;
    await patch(idOf('patched'), { title: 'Edited' });
    await patch(known.id, { title: 'Edited' });
    const log = (kind: string, body: unknown) => ada('POST', `/v1/leads/${idOf(kind)}/activities`, { body });
    await log('noted', { kind: 'note', text: 'Asked to be called in May' });
    await log('called', { kind: 'call' });
    await sluice.submit({ email: 'form@kept.example', message: 'Call me' });
    await log('converted', { kind: 'call' });
    await ada('PUT', `/v1/leads/${idOf('converted')}/qualification`, { body: CONFIRMED });
    expect((await ada('POST', `/v1/leads/${idOf('converted')}/convert`, { body: {} })).status).toBe(200);

    const undone = await undoImport(tom, id);
    expect(undone.counts).toEqual({ undone: 1, kept: 6 });
    const kept = await rowsOf(tom, id, 'kept');
    expect(kept.map(({ email, reason }) => [email, reason])).toEqual(
      [...kinds.slice(0, 5), 'updated'].map((kind) => [`${kind}@kept.example`, 'edited-since']),
    );
    expect(kept.map(({ record }) => record?.id)).toEqual([...kinds.slice(0, 5).map(idOf), known.id]);
    expect((await ada('GET', `/v1/leads/${idOf('untouched')}`)).status).toBe(404);
    expect(await lead(idOf('patched'))).toMatchObject({ title: 'Edited', company: 'Kept Ltd' });
    expect(await lead(idOf('form'))).toMatchObject({ submissionCount: 1 });
    expect(await lead(idOf('converted'))).toMatchObject({ status: 'converted' });
    expect(await lead(known.id)).toMatchObject({ title: 'Edited', company: 'Kept Ltd' });
    const results = (await resultsOf(tom, id)).bytes.toString();
    expect(results).toContain(`called@kept.example,Kept Ltd,4,kept,${idOf('called')},"The record was edited after`);
  });

  it('keeps a lead whose old address is somebody else’s by now', async () => {
    const known = await enter({ email: 'olga@taken.example', phone: '+49 30 5550777' });
    const id = await uploadFile(
      tom,
      aListFile('taken.csv', ['Email', 'Phone'], [['olga@new-taken.example', '+49 30 5550777']]),
    );
    const ready = await untilState(tom, id, 'ready');
    await planImport(tom, id, { matchBy: 'phone', ...columnsOf(ready, { Email: { write: 'always' } }) });
    await commitImport(tom, id);
    await sluice.submit({ email: 'olga@taken.example' });
    const other = await leadWith('olga@taken.example');
    expect(other.id).not.toBe(known.id);
    expect((await undoImport(tom, id)).counts).toEqual({ kept: 1 });
    expect(await lead(known.id)).toMatchObject({ email: 'olga@new-taken.example' });
    expect(await lead(other.id)).toMatchObject({ email: 'olga@taken.example' });
  });

  it('leaves the person known to whom an address belonged before', async () => {
    const first = await enter({ email: 'ida@before.example' });
    await patch(first.id, { email: 'ida@now.example' });
    const one = await importFile(tom, aListFile('before.csv', ['Email'], [['ida@before.example']]));
    const [row] = await rowsOf(tom, one.id, 'created');
    expect((await lead(row?.record?.id)).partyId).toBe(first.partyId);
    expect((await undoImport(tom, one.id)).counts).toEqual({ undone: 1 });
    expect((await ada('GET', `/v1/leads/${first.id}/timeline`)).body.items).toHaveLength(1);
    expect(await enter({ email: 'ida@before.example' })).toMatchObject({ partyId: first.partyId });
  });

  it('goes back from an import that was stopped half-way, through every chunk', async () => {
    const rows = Array.from({ length: 1100 }, (_, index) => [`half.${index}@half-${index}.example`]);
    const planned = await planFile(tom, aListFile('half.csv', ['Email'], rows), { assign: 'nobody' });
    expect((await tom('POST', `/v1/imports/${planned.id}/commit`)).status).toBe(202);
    await until(async () => ((await tom('GET', `/v1/imports/${planned.id}`)).body.counts.created ?? 0) > 0);
    const cancelled = await tom('POST', `/v1/imports/${planned.id}/cancel`);
    expect(cancelled).toMatchObject({ status: 202, body: { state: 'stopped' } });
    const undone = await undoImport(tom, planned.id);
    await sluice.idle();
    const { undone: back = 0, cancelled: never = 0 } = undone.counts;
    expect(back).toBeGreaterThan(0);
    expect(back + never).toBe(1100);
    expect((await ada('GET', '/v1/leads?view=unassigned')).body.items).toEqual([]);
    expect(await rowsOf(tom, planned.id, 'cancelled')).toHaveLength(never);
  });
});
