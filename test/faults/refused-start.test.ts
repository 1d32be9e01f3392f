import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SluiceProcess, startProcess } from './sluice-process.ts';

describe('a start that cannot succeed', () => {
  let folder: string;
  const started: SluiceProcess[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sluice-'));
  });
  afterEach(async () => {
    for (const run of started) run.signal('SIGTERM');
    await Promise.all(started.splice(0).map(({ ended }) => ended));
    rmSync(folder, { recursive: true, force: true });
  });

  const start = (dataDir: string, environment: Record<string, string> = {}): SluiceProcess => {
    const run = startProcess(dataDir, environment);
    started.push(run);
    return run;
  };
  const oneLineWith = (text: string) => expect.stringMatching(new RegExp(`^[^\\n]*${text}[^\\n]*\\n$`));

  it('says in one line that the port is in use, and leaves no engine behind', async () => {
    const neighbour = createServer();
    await new Promise<void>((resolve) => neighbour.listen(0, '127.0.0.1', resolve));
    const address = neighbour.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const dataDir = join(folder, 'data');
    const { code, complaint } = await start(dataDir, { PORT: String(port) }).ended;
    neighbour.close();
    expect({ code, complaint }).toEqual({ code: 1, complaint: oneLineWith(`${port} is in use`) });
    expect(existsSync(join(dataDir, 'engines.json'))).toBe(false);
  });

  it('says in one line that the data folder is none', async () => {
    const dataDir = join(folder, 'a-file');
    writeFileSync(dataDir, 'not a folder');
    expect(await start(dataDir).ended).toEqual({ code: 1, complaint: oneLineWith('a-file') });
  });

  it('says in one line that the database in the data folder is none, and leaves no engine behind', async () => {
    writeFileSync(join(folder, 'dynamodb.sqlite'), 'not a database, but long enough to look at'.repeat(50));
    expect(await start(folder).ended).toEqual({ code: 1, complaint: oneLineWith('dynamodb.sqlite') });
    expect(existsSync(join(folder, 'engines.json'))).toBe(false);
  });

  it('says in one line that the engine is missing', async () => {
    const missing = { DYNOXIDE_BIN: join(folder, 'no-such-engine'), DYNAMODB_ENDPOINT: '' };
    expect(await start(folder, missing).ended).toEqual({ code: 1, complaint: oneLineWith('no-such-engine') });
  });

  it('says in one line that another run has the data folder, and does that one no harm', async () => {
    const first = start(folder);
    const url = await first.ready;
    expect(await start(folder).ended).toEqual({ code: 1, complaint: oneLineWith('in use by another run') });
    expect((await fetch(`${url}/v1/health`)).status).toBe(200);
  });
});
