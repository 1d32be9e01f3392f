import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { PEOPLE } from '../../demo/people.ts';
import { findRunning } from '../../demo/running.ts';
import { accessTokenOf } from '../../demo/sign-in.ts';
import { aListFile, rowsOf, untilState, uploadFile } from '../integration/import-client.ts';
import { type Send, sender } from '../integration/sluice-stack.ts';
import { listAll } from './lead-lookup.ts';
import { privateTextsInLogs } from './private-texts.ts';
import { type SluiceProcess, startProcess } from './sluice-process.ts';

/** Eight chunks, and the rows after which the process is killed. */
const ROWS = 8000;
const KILL_AFTER = 1500;
/** Milliseconds after the last chunk ended from which on the sweeper takes all that is under way for lost. */
const STANDSTILL = 47_000;

const people = Array.from({ length: ROWS }, (_, row) => ({
  name: `Ida Nielsen${row}`,
  email: `ida.${row}@fabrik-${row % 90}.example`,
  company: `Fabrik Nummer ${row}`,
}));
const list = aListFile(
  'fabriken.csv',
  ['Name', 'E-mail', 'Company'],
  people.map(({ name, email, company }) => [name, email, company]),
);

describe('a run that is killed in the middle of an import', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'sluice-'));
  const started: SluiceProcess[] = [];
  afterAll(async () => {
    for (const run of started) run.signal('SIGTERM');
    await Promise.all(started.map(({ ended }) => ended));
    rmSync(dataDir, { recursive: true, force: true });
  });

  const start = async (): Promise<{ run: SluiceProcess; send: Send }> => {
    const run = startProcess(dataDir);
    started.push(run);
    const url = await run.ready;
    const tom = PEOPLE.find(({ username }) => username === 'tom');
    if (tom === undefined) throw new Error('nobody may import');
    return { run, send: sender(url, await accessTokenOf(findRunning(dataDir), tom)) };
  };

  it('ends it by itself after the next start, and each row is a lead once', async () => {
    const first = await start();
    const id = await uploadFile(first.send, list, { options: {}, commit: true });
    for (;;) {
      const { state, counts } = (await first.send('GET', `/v1/imports/${id}`)).body;
      expect(['uploading', 'reading', 'planning', 'committing']).toContain(state);
      if (state === 'committing' && (counts.created ?? 0) > KILL_AFTER) break;
      await wait(20);
    }
    first.run.signal('SIGKILL');
    await first.run.ended;
    await wait(STANDSTILL);

    const second = await start();
    const found = (await second.send('GET', `/v1/imports/${id}`)).body;
    expect(found).toMatchObject({ state: 'committing', counts: { create: expect.any(Number) } });
    expect(await untilState(second.send, id, 'committed')).toMatchObject({ rows: ROWS, counts: { created: ROWS } });
    const leads = await listAll(second.send, '/v1/leads?view=all');
    expect(leads.map(({ email }) => email).sort()).toEqual(people.map(({ email }) => email).sort());
    const rows = await rowsOf(second.send, id);
    expect(new Set(rows.map(({ record }) => record?.id))).toEqual(new Set(leads.map((lead) => lead.id)));
    second.run.signal('SIGTERM');
    expect(await second.run.ended).toEqual({ code: 0, complaint: '' });
    expect(privateTextsInLogs(dataDir, people.slice(0, 100))).toEqual([]);
  }, 240_000);
});
