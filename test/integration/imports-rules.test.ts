import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aListFile, commitImport, planFile, planImport, untilState, uploadFile } from './import-client.ts';
import { type Send, type SluiceStack, startSluice } from './sluice-stack.ts';

const HEADER = ['E-mail', 'First name', 'Company'];
const aRow = (mark: string, number: number) => [`person.${number}@${mark}.example`, 'Petra', `Company ${number}`];

describe('what may be done with an import, when and by whom', () => {
  let sluice: SluiceStack;
  let tom: Send;
  let ada: Send;
  beforeAll(async () => {
    sluice = await startSluice();
    [tom, ada] = await Promise.all([sluice.as('tom'), sluice.as('ada')]);
  });
  afterAll(() => sluice.stop());

  it('lets a plan be made again until it is committed, and then says that it is too late', async () => {
    const file = aListFile('again.csv', HEADER, [aRow('again', 1), aRow('again', 2)]);
    const first = await planFile(tom, file, { mode: 'update' });
    expect(first.counts).toEqual({ unchanged: 2 });
    const second = await planImport(tom, first.id, { mode: 'upsert', assign: 'nobody' });
    expect(second.counts).toEqual({ create: 2 });
    const path = `/v1/imports/${first.id}`;
    const stale = await tom('POST', `${path}/commit`, { headers: { 'if-match': `"${first.version}"` } });
    expect(stale).toMatchObject({ status: 412, body: { type: 'urn:sluice:problem:version-mismatch' } });
    const early = await tom('POST', `${path}/undo`);
    expect(early).toMatchObject({ status: 409, body: { type: 'urn:sluice:problem:import-state', state: 'planned' } });
    await commitImport(tom, first.id);
    for (const verb of ['plan', 'commit', 'cancel', 'parts']) {
      const late = await tom('POST', `${path}/${verb}`);
      expect(late, verb).toMatchObject({ status: 409, body: { type: 'urn:sluice:problem:import-state' } });
    }
    expect((await tom('GET', '/v1/imports/01ZZZZZZZZZZZZZZZZZZZZZZZZ')).status).toBe(404);
  });

  it('tells what is wrong with a mapping, and keeps reps from lists', async () => {
    const id = await uploadFile(tom, aListFile('mapping.csv', HEADER, [aRow('mapping', 1)]));
    await untilState(tom, id, 'ready');
    const plan = (body: unknown) => tom('POST', `/v1/imports/${id}/plan`, { body });
    const column = (header: string, feeds: string | null) => ({ header, feeds });
    expect(await plan({ columns: [column('E-mail', 'email'), column('Mobile', 'phone')] })).toMatchObject({
      status: 422,
      body: { type: 'urn:sluice:problem:invalid-mapping', errors: [{ message: 'there is no column Mobile' }] },
    });
    expect(await plan({ columns: [column('First name', 'firstName')] })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'columns' }] },
    });
    expect(await plan({ matchBy: 'external-id' })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'matchBy' }] },
    });
    expect(await plan({ assign: 'user', ownerId: '01ZZZZZZZZZZZZZZZZZZZZZZZZ' })).toMatchObject({
      status: 404,
      body: { type: 'urn:sluice:problem:user-not-found' },
    });
    for (const [method, path] of [
      ['GET', '/v1/imports'],
      ['GET', `/v1/imports/${id}`],
      ['POST', `/v1/imports/${id}/plan`],
      ['GET', `/v1/imports/${id}/rows`],
    ] as const) {
      expect((await ada(method, path)).status, path).toBe(403);
    }
    expect((await tom('GET', `/v1/imports/${id}`)).body.state).toBe('ready');
  });
});
