import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PROJECT_ROOT } from '../../infra/build.ts';

export interface SluiceProcess {
  /** Resolves with its address once it is ready; errors with what it said when it ended before. */
  readonly ready: Promise<string>;
  /** Resolves once it is gone. */
  readonly ended: Promise<{ code: number | null; complaint: string }>;
  signal(name: 'SIGTERM' | 'SIGKILL'): void;
}

/** Starts Sluice as `npm start` does, in a process of its own, on a data folder and without the demo's records. */
export const startProcess = (dataDir: string, environment: Record<string, string> = {}): SluiceProcess => {
  const child = spawn(process.execPath, ['demo/start.ts'], {
    cwd: PROJECT_ROOT,
    env: { ...process.env, PORT: '0', SLUICE_SEED: 'off', SLUICE_DATA_DIR: dataDir, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', complaint: '' };
  const ready = Promise.withResolvers<string>();
  const ended = Promise.withResolvers<{ code: number | null; complaint: string }>();
  // Whoever waits for the end alone need not hear that it never was ready.
  ready.promise.catch(() => undefined);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
    const url = /^Sluice is ready at (\S+)$/m.exec(said.out)?.[1];
    if (url !== undefined) ready.resolve(url);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.complaint += text;
  });
  child.on('close', (code) => {
    ready.reject(new Error(`Sluice ended with code ${code}: ${said.complaint}`));
    ended.resolve({ code, complaint: said.complaint });
  });
  return { ready: ready.promise, ended: ended.promise, signal: (name) => child.kill(name) };
};

const engineNote = z.object({ engine: z.object({ pid: z.number() }) });

/** The process of the engine that runs, or was left, on a data folder. */
export const enginePidOf = (dataDir: string): number =>
  engineNote.parse(JSON.parse(readFileSync(join(dataDir, 'engines.json'), 'utf8'))).engine.pid;

/** Whether a process is there; one that ended and was not yet collected counts as gone. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
  } catch {
    // No such process, which is an answer.
    return false;
  }
  return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
};
