import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { sampleLeads } from './sample-leads.ts';

/** Writes invented leads to a CSV file, with their outcome in the column `converted`. */
export const writeSample = (path: string, rows: number, seed: number): Promise<void> =>
  pipeline(sampleLeads(rows, seed), stringify({ header: true }), createWriteStream(path));

const ROWS = 6000;

/** A temporary file of invented leads, gone once disposed of. */
export const sampleFile = async (seed: number): Promise<AsyncDisposable & { readonly path: string }> => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-bench-'));
  const path = join(folder, 'leads.csv');
  await writeSample(path, ROWS, seed);
  return { path, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
};
