import { rmSync } from 'node:fs';
import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import { type FixtureRun, startFixtureForTest, temporaryFolder, until } from './fixture/fixture-run.ts';

const put = (run: FixtureRun, id: string) =>
  run.dynamodb.send(new PutItemCommand({ TableName: run.outputs.TableName, Item: { id: { S: id } } }));

const seen = (run: FixtureRun) => run.logOf('Services/Reader');

test('each change of an item reaches the function, in order and once', async () => {
  const run = await startFixtureForTest();
  await put(run, 'a');
  await put(run, 'b');
  await run.dynamodb.send(new DeleteItemCommand({ TableName: run.outputs.TableName, Key: { id: { S: 'a' } } }));
  await until(() => seen(run).length >= 3);
  await run.idle();
  expect(seen(run)).toEqual(['INSERT a', 'INSERT b', 'REMOVE a']);
});

test('a restart goes on where the last run stopped', async () => {
  const dataDir = temporaryFolder();
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const first = await startFixtureForTest({ dataDir });
  await put(first, 'early');
  await until(() => seen(first).length === 1);
  await first.idle();
  first.pauseQueues();
  await put(first, 'late-1');
  await put(first, 'late-2');
  await first.stop();

  const second = await startFixtureForTest({ dataDir });
  await second.idle();
  await until(() => seen(second).length >= 3);
  expect(seen(second)).toEqual(['INSERT early', 'INSERT late-1', 'INSERT late-2']);
});

test('a failing batch is split until only the failing record is left, which ends in the destination', async () => {
  const run = await startFixtureForTest();
  run.pauseQueues();
  for (const id of ['a', 'b', 'poison', 'c', 'd']) await put(run, id);
  run.resumeQueues();
  const discarded: string[] = [];
  await until(async () => {
    const QueueUrl = run.resource('Stores/Discarded').ref;
    const { Messages = [] } = await run.sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    discarded.push(...Messages.map(({ Body }) => Body ?? ''));
    return discarded.length > 0 && seen(run).includes('INSERT d');
  });
  expect(seen(run).filter((line) => line.startsWith('INSERT'))).toEqual([
    'INSERT a',
    'INSERT b',
    'INSERT c',
    'INSERT d',
  ]);
  expect(seen(run).filter((line) => line === 'failed with 1')).toHaveLength(2);
  expect(JSON.parse(discarded[0] ?? '')).toMatchObject({
    requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
    DDBStreamBatchInfo: { batchSize: 1 },
  });
});
