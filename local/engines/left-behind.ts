import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

const STOP_GRACE_MS = 3000;

// A process is known by its pid AND its stamp: pids are used again.
const processMark = z.object({
  pid: z.number().int().positive(),
  stamp: z.string(),
});
const recordSchema = z.object({ owner: processMark, engine: processMark });

/** Notes in the data folder which engine runs for it and who started it. */
export function recordEngine(dataDir: string, enginePid: number): void {
  const record = {
    owner: { pid: process.pid, stamp: stampOf(process.pid) ?? '' },
    engine: { pid: enginePid, stamp: stampOf(enginePid) ?? '' },
  };
  writeFileSync(recordFile(dataDir), `${JSON.stringify(record, null, 2)}\n`);
}

/** Removes the note after an orderly stop. */
export function forgetEngine(dataDir: string): void {
  rmSync(recordFile(dataDir), { force: true });
}

/**
 * Stops the engine that a killed run left on this data folder. Throws when the run that started it is still there:
 * two runs on one folder would corrupt each other.
 */
export async function stopLeftBehind(dataDir: string, log: (line: string) => void): Promise<void> {
  const record = readRecord(dataDir);
  if (record === undefined) return;
  if (isSame(record.engine)) {
    if (isSame(record.owner)) {
      throw new Error(`the data folder ${dataDir} is in use by another run (process ${record.owner.pid})`);
    }
    log(`stopping the engine that an earlier run left behind (process ${record.engine.pid})`);
    await endProcess(record.engine);
  }
  forgetEngine(dataDir);
}

async function endProcess(mark: z.infer<typeof processMark>): Promise<void> {
  process.kill(mark.pid, 'SIGTERM');
  const deadline = Date.now() + STOP_GRACE_MS;
  while (isSame(mark)) {
    if (Date.now() > deadline) {
      process.kill(mark.pid, 'SIGKILL');
      return;
    }
    await sleep(20);
  }
}

function readRecord(dataDir: string): z.infer<typeof recordSchema> | undefined {
  try {
    return recordSchema.parse(JSON.parse(readFileSync(recordFile(dataDir), 'utf8')));
  } catch {
    // No note, or one torn by a crash while it was written: there is nothing that could be stopped safely.
    return undefined;
  }
}

function isSame(mark: z.infer<typeof processMark>): boolean {
  return mark.stamp !== '' && stampOf(mark.pid) === mark.stamp;
}

/** Start time and command line of a process; undefined when there is none (or only its zombie). */
export function stampOf(pid: number): string | undefined {
  if (process.platform === 'linux') return linuxStamp(pid);
  if (process.platform === 'win32') return undefined;
  const listed = spawnSync('ps', ['-o', 'lstart=,command=', '-p', String(pid)], { encoding: 'utf8' });
  return listed.status === 0 && listed.stdout.trim() !== '' ? listed.stdout.trim() : undefined;
}

function linuxStamp(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Fields after the command name in parentheses: state is the 3rd of all, start time the 22nd (proc(5)).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z') return undefined;
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return `${fields[19]} ${command}`;
  } catch {
    // The process is gone, which is what was asked.
    return undefined;
  }
}

function recordFile(dataDir: string): string {
  return join(dataDir, 'engines.json');
}
