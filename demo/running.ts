import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const schema = z.object({ url: z.string(), issuer: z.string(), clientId: z.string() });

/** Where the running Sluice of a data folder answers. */
export type Running = z.output<typeof schema>;

const fileIn = (dataDir: string): string => join(dataDir, 'running.json');

/** Leaves word of a running Sluice for the scripts beside it. */
export const announce = (dataDir: string, running: Running): void =>
  writeFileSync(fileIn(dataDir), JSON.stringify(running, null, 2));

/** Takes the word back. */
export const withdraw = (dataDir: string): void => rmSync(fileIn(dataDir), { force: true });

/** The Sluice that runs on a data folder. Errors: one clear line when none does. */
export const findRunning = (dataDir: string): Running => {
  try {
    return schema.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8')));
  } catch (cause) {
    throw new Error(`No Sluice runs on the data folder ${dataDir}: start one with "npm start".`, { cause });
  }
};

/** The data folder: SLUICE_DATA_DIR, else `.sluice`. */
export const dataDirectory = (): string => process.env['SLUICE_DATA_DIR'] || '.sluice';
