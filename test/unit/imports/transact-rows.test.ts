import { DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Chunk } from '../../../lib/imports/chunk-entity.ts';
import { FENCE, replaceChunk } from '../../../lib/imports/chunk-repository.ts';
import { Overtaken, transactRows } from '../../../lib/imports/transact-rows.ts';
import { openTable, type Write } from '../../../lib/table/table.ts';
import { ConditionFailed, Contention } from '../../../lib/table/write-errors.ts';
import { aChunk } from './an-import.ts';

const documents = mockClient(DynamoDBDocumentClient);
const client = new DynamoDBClient({ region: 'eu-central-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
const table = openTable('sluice', client);

const BEFORE = aChunk({ run: 2 });

/** Two writes a row, as of a lead and its address. */
const rowsOf = (...rows: readonly number[]): Map<number, Write[]> =>
  new Map(
    rows.map((row) => [
      row,
      ['lead', 'email-identity'].map((name) => ({ label: `${row}:${name}`, put: { pk: `${name} ${row}`, sk: 'S' } })),
    ]),
  );

/** The chunk afterwards tells which rows were taken out. */
const chunkAfter = (taken: readonly number[]): { after: Chunk; fence: Write } => {
  const after: Chunk = {
    ...BEFORE,
    fence: 1,
    taken: taken.map((row): [number, string] => [row, 'changed-since-plan']),
  };
  return { after, fence: replaceChunk(after, BEFORE) };
};

/** A transaction that was cancelled for these reasons, one a write. */
const cancelled = (...codes: readonly string[]): TransactionCanceledException =>
  new TransactionCanceledException({
    message: 'Transaction cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

const OK = 'None';
const FAILED = 'ConditionalCheckFailed';

/** What each try would have written, by partition keys. */
const tries = (): unknown[][] =>
  documents
    .commandCalls(TransactWriteCommand)
    .map(({ args }) => (args[0].input.TransactItems ?? []).map(({ Put }) => Put?.Item?.['pk']));

const takenOf = ({ taken }: Chunk): number[] | undefined => taken?.map(([row]) => row);

beforeEach(() => {
  documents.reset();
  // The shortest of all random waits.
  vi.spyOn(Math, 'random').mockReturnValue(0);
});
afterAll(() => {
  documents.restore();
  vi.restoreAllMocks();
});

describe('a group of rows', () => {
  it('is written in one transaction with its chunk', async () => {
    documents.on(TransactWriteCommand).resolves({});
    expect(takenOf(await transactRows(table, rowsOf(2, 3), chunkAfter))).toEqual([]);
    expect(tries()).toEqual([
      ['lead 2', 'email-identity 2', 'lead 3', 'email-identity 3', `IMPORT#${BEFORE.importId}`],
    ]);
  });

  it('goes again without the rows whose conditions do not hold, and tells them', async () => {
    documents
      .on(TransactWriteCommand)
      .rejectsOnce(cancelled(OK, FAILED, OK, OK, FAILED, FAILED, OK))
      .resolves({});
    expect(takenOf(await transactRows(table, rowsOf(2, 3, 4), chunkAfter))).toEqual([2, 4]);
    expect(tries()[1]).toEqual(['lead 3', 'email-identity 3', `IMPORT#${BEFORE.importId}`]);
  });

  it('goes again as often as rows fail, to the last', async () => {
    documents
      .on(TransactWriteCommand)
      .rejectsOnce(cancelled(FAILED, OK, OK, OK, OK))
      .rejectsOnce(cancelled(OK, FAILED, OK))
      .resolves({});
    expect(takenOf(await transactRows(table, rowsOf(2, 3), chunkAfter))).toEqual([2, 3]);
    expect(tries()[2]).toEqual([`IMPORT#${BEFORE.importId}`]);
  });

  it('leaves the chunk to another worker who was faster, whatever its rows say', async () => {
    documents.on(TransactWriteCommand).rejects(cancelled(FAILED, OK, FAILED));
    await expect(transactRows(table, rowsOf(2), chunkAfter)).rejects.toThrow(Overtaken);
    expect(tries()).toHaveLength(1);
  });

  it('waits for other writers and for the limits of the table, and takes no row out for them', async () => {
    const throttled = Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
    documents
      .on(TransactWriteCommand)
      .rejectsOnce(cancelled('TransactionConflict', OK, OK))
      .rejectsOnce(cancelled(OK, 'ThrottlingError', OK))
      .rejectsOnce(throttled)
      .resolves({});
    expect(takenOf(await transactRows(table, rowsOf(2), chunkAfter))).toEqual([]);
    expect(tries()).toHaveLength(4);
  });

  it('comes back by the queue where that does not end', async () => {
    documents.on(TransactWriteCommand).rejects(cancelled('TransactionConflict', OK, OK));
    await expect(transactRows(table, rowsOf(2), chunkAfter)).rejects.toThrow(Contention);
    expect(tries()).toHaveLength(10);
  });

  it('has as many tries for contention as before, however many rows were taken out', async () => {
    documents
      .on(TransactWriteCommand)
      .rejectsOnce(cancelled(FAILED, OK, OK, OK, OK))
      .rejects(cancelled('TransactionConflict', OK, OK));
    await expect(transactRows(table, rowsOf(2, 3), chunkAfter)).rejects.toThrow(Contention);
    expect(tries()).toHaveLength(11);
  });

  it('passes on what is neither', async () => {
    documents.on(TransactWriteCommand).rejects(new Error('no such table'));
    await expect(transactRows(table, rowsOf(2), chunkAfter)).rejects.toThrow('no such table');
    const other = new ConditionFailed('something else', undefined);
    const faulty = { ...table, transact: () => Promise.reject(other) };
    await expect(transactRows(faulty, rowsOf(2), chunkAfter)).rejects.toBe(other);
  });
});

describe('the fence', () => {
  it('holds as long as the chunk is as it was read', () => {
    const write = replaceChunk({ ...BEFORE, fence: 1 }, BEFORE);
    expect(write).toMatchObject({
      label: FENCE,
      put: { fence: 1 },
      condition: { values: { ':run': 2, ':finishedRun': 0, ':fence': 0, ':undoFence': 0 } },
    });
  });
});
