import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from './free-port.ts';
import { forgetEngine, recordEngine, stopLeftBehind } from './left-behind.ts';

const START_TRIES = 5;
const START_LIMIT_MS = 10_000;
const STOP_LIMIT_MS = 3000;

export interface EngineProcess {
  endpoint: string;
  pid: number;
  databaseFile: string;
  /** Resolves with one line when the engine ends without having been asked to. */
  died: Promise<string>;
  stop(): Promise<void>;
}

/** Starts the DynamoDB engine on a data folder; throws one clear line when the folder or its database is of no use. */
export async function startEngineProcess(options: {
  program: string;
  dataDir: string;
  log(line: string): void;
}): Promise<EngineProcess> {
  const { program, dataDir, log } = options;
  makeDataFolder(dataDir);
  await stopLeftBehind(dataDir, log);
  const databaseFile = join(dataDir, 'dynamodb.sqlite');
  for (let attempt = 1; ; attempt += 1) {
    const port = await findFreePort();
    const started = await launch(program, port, databaseFile);
    if ('child' in started) {
      return supervise(started.child, started.pid, `http://127.0.0.1:${port}`, databaseFile, dataDir);
    }
    const portTaken = started.complaint.includes('already in use');
    if (portTaken && attempt < START_TRIES) continue;
    throw new Error(`the DynamoDB engine cannot run on ${databaseFile}: ${started.complaint}`);
  }
}

function makeDataFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`the data folder ${dataDir} cannot be used: ${reason}`, {
      cause,
    });
  }
}

type Launch = { child: ChildProcess; pid: number } | { complaint: string };

function launch(program: string, port: number, databaseFile: string): Promise<Launch> {
  const child = spawn(
    program,
    ['serve', '--host', '127.0.0.1', '--port', String(port), '--db-path', databaseFile],
    // Detached: Ctrl-C in a terminal goes to the whole process group, and the engine must outlive the drain of what is in flight.
    { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  );
  return new Promise((resolve) => {
    let said = '';
    const limit = setTimeout(() => {
      child.kill('SIGKILL');
      resolve({
        complaint: `no answer within ${START_LIMIT_MS / 1000} seconds. ${said}`,
      });
    }, START_LIMIT_MS);
    const settle = (result: Launch) => {
      clearTimeout(limit);
      resolve(result);
    };
    child.once('error', (error) => settle({ complaint: error.message }));
    child.once('exit', (code) => settle({ complaint: oneLine(said) || `it ended with code ${code}` }));
    child.stderr.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString('utf8')}`.slice(-2000);
      if (said.includes('listening on') && child.pid !== undefined) settle({ child, pid: child.pid });
    });
  });
}

function supervise(
  child: ChildProcess,
  pid: number,
  endpoint: string,
  databaseFile: string,
  dataDir: string,
): EngineProcess {
  recordEngine(dataDir, pid);
  let stopping = false;
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => {
      process.off('exit', killWithUs);
      resolve(`the DynamoDB engine ended by itself (${signal ?? `code ${code}`})`);
    });
  });
  return {
    endpoint,
    pid,
    databaseFile,
    died: new Promise((resolve) => {
      ended.then((line) => {
        if (!stopping) resolve(line);
      });
    }),
    async stop() {
      stopping = true;
      child.kill('SIGTERM');
      const limit = new AbortController();
      const late = sleep(STOP_LIMIT_MS, 'late', { signal: limit.signal }).catch(() => 'stopped');
      if ((await Promise.race([ended, late])) === 'late') {
        child.kill('SIGKILL');
        await ended;
      }
      limit.abort();
      forgetEngine(dataDir);
    },
  };
}

function oneLine(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/^ ?error: /, '')
    .trim();
}
