import { setTimeout as wait } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { getImport } from '../lib/imports/import-repository.ts';
import type { ImportState } from '../lib/imports/import-state.ts';
import { openTable } from '../lib/table/table.ts';
import type { LocalStack } from '../local/stack.ts';
import { type ListFile, putParts, registerFile } from '../test/integration/import-client.ts';
import { expectSuccess, resourceOf, signInAs, tableNameOf } from './bench-stack.ts';
import { type MemoryPeak, watchMemory } from './memory-peaks.ts';

/** Seconds, and what the threads of the two functions held. */
export interface TimedImport {
  readonly total: number;
  readonly read: number;
  readonly plan: number;
  readonly commit: number;
  readonly files: MemoryPeak;
  readonly chunks: MemoryPeak;
}

const POLL_EVERY = 50;
const NOTHING: MemoryPeak = { threads: 0, heapUsed: 0, external: 0, sum: 0 };

/** Uploads a list that is planned and committed by itself, and times it from the last part that has arrived until each row is a lead. Errors: where one is none. */
export const timeImport = async (stack: LocalStack, list: ListFile, rows: number): Promise<TimedImport> => {
  const send = await signInAs(stack, 'tom');
  const { body } = expectSuccess(await registerFile(send, list, { options: {}, commit: true }));
  const id: string = body.import.id;
  const parts = await putParts(body.upload, list);
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
  const client = new DynamoDBClient({ region: 'us-east-1', credentials, endpoint: stack.endpoints.dynamodb });
  const table = openTable(tableNameOf(stack), client);
  const filesId = resourceOf(stack, /^AWS::Lambda::Function$/, '/ImportFiles/').logicalId;
  const chunksId = resourceOf(stack, /^AWS::Lambda::Function$/, '/ImportChunks/').logicalId;
  const memory = watchMemory(stack, [filesId, chunksId]);

  const seen = new Map<ImportState, number>();
  const start = performance.now();
  expectSuccess(await send('POST', `/v1/imports/${id}/complete`, { body: { parts } }));
  for (let ended = false; !ended; await wait(POLL_EVERY)) {
    const { state, counts } = await getImport(table, id);
    if (!seen.has(state)) seen.set(state, (performance.now() - start) / 1000);
    ended = state === 'committed';
    if (ended && counts?.created !== rows) throw new Error(`of ${rows} rows came ${JSON.stringify(counts)}`);
    if (state === 'refused' || state === 'ready') throw new Error(`the import is ${state}`);
  }
  // The results file is written after the clock has stopped, and is part of the job.
  await stack.idle();
  const peaks = await memory.stop();
  const at = (state: ImportState): number => seen.get(state) ?? Number.NaN;
  client.destroy();
  return {
    total: at('committed'),
    read: at('planning'),
    plan: at('committing') - at('planning'),
    commit: at('committed') - at('committing'),
    files: peaks.get(filesId) ?? NOTHING,
    chunks: peaks.get(chunksId) ?? NOTHING,
  };
};
