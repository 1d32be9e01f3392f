import type { Expression, Table, Write } from '../table/table.ts';
import { ConditionFailed } from '../table/write-errors.ts';
import { CHUNK_PREFIX, type Chunk, chunkEntity, chunkKey } from './chunk-entity.ts';
import { importPartition } from './import-entity.ts';

/** The label of the write by which a group of rows is committed or undone at most once. */
export const FENCE = 'fence';

/** Writes a chunk as the reading of the file found it; once a job has taken it up it stays as it is. */
export const putChunk = async (table: Table, chunk: Chunk): Promise<void> => {
  try {
    await table.put(chunkEntity.toItem(chunk), {
      text: 'attribute_not_exists(pk) OR #run = :unworked',
      names: { '#run': 'run' },
      values: { ':unworked': 0 },
    });
  } catch (error) {
    // Another worker read the same file faster and found the same, which is being worked on by now.
    if (!(error instanceof ConditionFailed)) throw error;
  }
};

/** One chunk, strongly read. Errors: a chunk that was never written. */
export const getChunk = async (table: Table, importId: string, number: number): Promise<Chunk> => {
  const item = await table.get(chunkKey(importId, number), { consistent: true });
  if (!item) throw new Error(`the import has no chunk ${number}`);
  return chunkEntity.fromItem(item);
};

const PAGE = 1000;

/** All chunks of an import, in order; read strongly where something is decided by them. */
export const listChunks = async (
  table: Table,
  importId: string,
  { consistent = false }: { consistent?: boolean } = {},
): Promise<Chunk[]> => {
  const chunks: Chunk[] = [];
  for (let more = true, after: string | undefined; more; ) {
    const page = await table.query({
      partition: importPartition(importId),
      ...(after === undefined ? { beginsWith: CHUNK_PREFIX } : { after, before: `${CHUNK_PREFIX}~` }),
      limit: PAGE,
      consistent,
    });
    chunks.push(...page.items.map((item) => chunkEntity.fromItem(item)));
    after = String(page.items.at(-1)?.['sk']);
    more = page.more;
  }
  return chunks;
};

/** What a chunk is changed on the condition of: nobody took it up for a later run or finished it, and the groups that are done are as they were read. */
const asRead = ({ run, finishedRun, fence, undoFence }: Chunk): Expression => ({
  text: '#run = :run AND finishedRun = :finishedRun AND fence = :fence AND undoFence = :undoFence',
  names: { '#run': 'run' },
  values: { ':run': run, ':finishedRun': finishedRun, ':fence': fence, ':undoFence': undoFence },
});

/** Replaces a chunk in the transaction of what it counts, provided that nobody else did since it was read as `before`. */
export const replaceChunk = (chunk: Chunk, before: Chunk): Write => ({
  label: FENCE,
  put: chunkEntity.toItem(chunk),
  condition: asRead(before),
});

/** Takes a chunk up for a run; whoever still works on it for an earlier one can write no more. Errors: `ConditionFailed`. */
export const takeUpChunk = (table: Table, chunk: Chunk, before: Chunk): Promise<void> =>
  table.put(chunkEntity.toItem(chunk), asRead(before));
