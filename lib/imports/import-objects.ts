import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import * as z from 'zod';
import type { FileStore } from '../files/file-store.ts';
import { type Chunk, chunkName } from './chunk-entity.ts';
import { type PlanRow, planRows } from './plan-row.ts';

const zip = promisify(gzip);
const unzip = promisify(gunzip);

/** Where files arrive: S3 tells of every one under this prefix. */
export const ARRIVALS = 'imports/';
/** The sub-folder for uploads of the client. */
const UPLOADS = 'uploads';
/** Where the work of imports lies, of which S3 tells nobody. */
const WORK = 'work/';

/** The key of a file that the client uploads. */
export const uploadKey = (importId: string): string => `${ARRIVALS}${UPLOADS}/${importId}`;

/** The key of the copy of a file that somebody dropped. */
export const copyKey = (importId: string): string => `${WORK}${importId}/file`;

/** The import of a key under which the client uploads, or `undefined` for a file that somebody dropped. */
export const importOfKey = (key: string): string | undefined =>
  new RegExp(`^${ARRIVALS}${UPLOADS}/([0-9A-Z]{26})$`).exec(key)?.[1];

/** The sub-folder into which a file was dropped, or `undefined` for none. */
export const folderOfKey = (key: string): string | undefined => new RegExp(`^${ARRIVALS}([^/]+)/.+$`).exec(key)?.[1];

/** The key of the results file of a run. */
export const resultsKey = (importId: string, run: number): string => `${WORK}${importId}/results-${run}.csv`;

const numbered = ({ importId, number }: Chunk, folder: string, name: string): string =>
  `${WORK}${importId}/${folder}/${chunkName(number)}-${name}`;

/** The bytes of a row's key in a chunk's key file: its row, its state, and 64 bits of the hash of what identifies it. */
export const KEY_BYTES = 16;

/** Keeps the plan of a chunk under a name, with the keys of its rows. */
export const storePlan = async (
  files: FileStore,
  chunk: Chunk,
  name: string,
  { rows, keys }: { rows: readonly PlanRow[]; keys: Buffer },
): Promise<void> => {
  const plan = await zip(JSON.stringify(rows), { level: 1 });
  await Promise.all([
    files.put(numbered(chunk, 'plan', name), plan, 'application/gzip'),
    files.put(numbered(chunk, 'keys', name), keys, 'application/octet-stream'),
  ]);
};

/** The keys of a planned chunk's rows. */
export const loadKeys = (files: FileStore, chunk: Chunk): Promise<Buffer> =>
  files.get(numbered(chunk, 'keys', chunk.plan ?? ''));

const duplicatesSchema = z.array(z.tuple([z.number(), z.number()]));

/** Rows that are about somebody of an earlier row: `[row, earlier row]`. */
export type Duplicates = z.output<typeof duplicatesSchema>;

/** Keeps which rows of a chunk are duplicates, under a name. */
export const storeDuplicates = (files: FileStore, chunk: Chunk, name: string, found: Duplicates): Promise<void> =>
  files.put(numbered(chunk, 'duplicates', name), Buffer.from(JSON.stringify(found)), 'application/json');

const withDuplicates = (rows: PlanRow[], duplicates: Duplicates): PlanRow[] => {
  const earlier = new Map(duplicates);
  return rows.map((row) => {
    const first = earlier.get(row.row);
    if (first === undefined) return row;
    const { told } = row;
    return { row: row.row, state: 'duplicate', reason: 'same-as-row', message: `row ${first}`, told };
  });
};

/** What the plan says of the rows of a chunk, with earlier rows of the file looked at. */
export const loadPlan = async (files: FileStore, chunk: Chunk): Promise<PlanRow[]> => {
  const { plan, duplicates } = chunk;
  if (plan === undefined) return [];
  const [packed, found] = await Promise.all([
    files.get(numbered(chunk, 'plan', plan)),
    duplicates === undefined ? undefined : files.get(numbered(chunk, 'duplicates', duplicates)),
  ]);
  const rows = planRows.parse(JSON.parse((await unzip(packed)).toString('utf8')));
  return found === undefined ? rows : withDuplicates(rows, duplicatesSchema.parse(JSON.parse(found.toString('utf8'))));
};
