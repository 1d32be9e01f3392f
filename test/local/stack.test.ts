import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import type { EngineCall } from '../../local/engines/tap.ts';
import { startLocal } from '../../local/stack.ts';
import { fixtureAssembly } from './fixture/fixture-assembly.ts';
import { type FixtureRun, startFixtureForTest, temporaryFolder, until } from './fixture/fixture-run.ts';

function folderForTest(): string {
  const folder = temporaryFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Gives a copy of the fixture assembly with something in one of its templates changed. */
async function changedAssembly(stack: string, change: (resources: Record<string, unknown>) => void): Promise<string> {
  const folder = folderForTest();
  cpSync(await fixtureAssembly(), folder, { recursive: true });
  const file = join(folder, `${stack}.template.json`);
  const template = JSON.parse(readFileSync(file, 'utf8'));
  change(template.Resources);
  writeFileSync(file, JSON.stringify(template));
  return folder;
}

test('what was stored is there after a stop and a start on the same data folder', async () => {
  const dataDir = folderForTest();
  const first = await startFixtureForTest({ dataDir });
  const TableName = first.outputs.TableName;
  await first.dynamodb.send(new PutItemCommand({ TableName, Item: { id: { S: 'kept' } } }));
  await first.stop();
  const second = await startFixtureForTest({ dataDir });
  const { Item } = await second.dynamodb.send(new GetItemCommand({ TableName, Key: { id: { S: 'kept' } } }));
  expect(Item).toEqual({ id: { S: 'kept' } });
});

test('a port in use rejects with one clear line', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await expect(startLocal({ assembly: await fixtureAssembly(), dataDir: folderForTest(), port })).rejects.toThrow(
    `Port ${port} is in use: stop what listens there or choose another port`,
  );
});

test('a resource type that is not run locally is refused by name', async () => {
  const assembly = await changedAssembly('Services', (resources) => {
    resources.Odd = { Type: 'AWS::ECS::Cluster' };
  });
  await expect(startLocal({ assembly, dataDir: folderForTest(), port: 0 })).rejects.toThrow(
    'A local run does not know what to do with AWS::ECS::Cluster (Services/Odd)',
  );
});

test('a property that is not run locally is refused by name', async () => {
  const assembly = await changedAssembly('Services', (resources) => {
    resources.Pattern = { Type: 'AWS::Events::Rule', Properties: { EventPattern: { source: ['a'] }, Targets: [] } };
  });
  await expect(startLocal({ assembly, dataDir: folderForTest(), port: 0 })).rejects.toThrow(
    /AWS::Events::Rule \(Services\/Pattern\) cannot run locally/,
  );
});

test('a bucket that tells something else than a queue of the assembly is refused', async () => {
  const tells = (configuration: unknown) =>
    changedAssembly('Stores', (resources) => {
      resources.Odd = { Type: 'AWS::S3::Bucket', Properties: { NotificationConfiguration: configuration } };
    });
  const event = { Event: 's3:ObjectCreated:*' };
  const functions = await tells({ LambdaConfigurations: [{ ...event, Function: 'arn:aws:lambda:x' }] });
  await expect(startLocal({ assembly: functions, dataDir: folderForTest(), port: 0 })).rejects.toThrow(
    'Function notifications of buckets are not run locally',
  );
  const nowhere = await tells({ QueueConfigurations: [{ ...event, Queue: 'arn:aws:sqs:elsewhere' }] });
  await expect(startLocal({ assembly: nowhere, dataDir: folderForTest(), port: 0 })).rejects.toThrow(
    'The bucket stores-odd tells arn:aws:sqs:elsewhere, which is no queue of the assembly',
  );
});

test('a folder that is no cloud assembly is refused', async () => {
  const folder = folderForTest();
  await expect(startLocal({ assembly: folder, dataDir: folder, port: 0 })).rejects.toThrow(
    `${folder} is not a cloud assembly: it has no manifest.json`,
  );
});

test('a stop answers the requests under way and takes no more', async () => {
  const run = await startFixtureForTest();
  const underWay = fetch(`${run.url}/narrow?act=slow`);
  await until(() => isRunning(run));
  const stopped = run.stop();
  expect(await (await underWay).json()).toEqual({ slow: true });
  await stopped;
  await expect(fetch(`${run.url}/open`)).rejects.toThrow();
});

/** The first request of a function opens its log. */
const isRunning = (run: FixtureRun) => {
  try {
    run.logOf('Services/Narrow');
    readFileSync(join(run.dataDir, 'logs', `${run.resource('Services/Narrow').logicalId}.log`));
    return true;
  } catch {
    return false; // not there yet
  }
};

test('a stop lets the batch under way finish', async () => {
  const run = await startFixtureForTest({ dataDir: folderForTest() });
  await run.sqs.send(
    new SendMessageCommand({
      QueueUrl: run.resource('Stores/Work').ref,
      MessageBody: JSON.stringify({ id: 'last', act: 'slow' }),
    }),
  );
  await until(() => run.logOf('Services/Worker').length === 1);
  await run.stop();
  expect(run.logOf('Services/Worker')).toEqual(['last 1 of 1', 'last done']);
});

test('a rate fires right after the start with the event of a scheduled rule', async () => {
  const run = await startFixtureForTest({ scheduleOnStart: true });
  await until(() => run.logOf('Services/Clock').length > 0);
  expect(JSON.parse(run.logOf('Services/Clock')[0] ?? '')).toMatchObject({
    version: '0',
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    resources: [run.resource('Services/EveryHour').arn],
    detail: {},
  });
});

test('a test can invoke a function by its construct path', async () => {
  const run = await startFixtureForTest();
  expect(await run.invoke('Services/Clock', { mine: true })).toEqual({ kind: 'success', value: null });
  expect(run.logOf('Services/Clock')).toEqual(['{"mine":true}']);
  await expect(run.invoke('Services/Nobody', {})).rejects.toThrow('There is no function Services/Nobody');
});

test('killed workers lose what they have in hand, and the next event starts a new one', async () => {
  const run = await startFixtureForTest();
  const underWay = run.invoke('Services/Narrow', { queryStringParameters: { act: 'hang' }, rawPath: '/narrow' });
  await until(() => isRunning(run));
  expect(await run.killWorkers('Services/Narrow')).toBe(1);
  expect(await underWay).toMatchObject({ kind: 'error', errorType: 'Runtime.ExitError' });
  expect(await run.killWorkers('Services/Narrow')).toBe(0);
  const next = await fetch(`${run.url}/narrow?act=slow`);
  expect(await next.json()).toEqual({ slow: true });
  expect(await run.killWorkers('Services/Narrow')).toBe(0);
  await expect(run.killWorkers('Services/Nobody')).rejects.toThrow('There is no function Services/Nobody');
});

test('what the workers of a function hold can be read, also while they work', async () => {
  const run = await startFixtureForTest();
  expect(await run.memoryOf('Services/Narrow')).toEqual([]);
  const underWay = run.invoke('Services/Narrow', { queryStringParameters: { act: 'hold' } });
  await until(async () => ((await run.memoryOf('Services/Narrow'))[0]?.external ?? 0) > 50_000_000);
  const [memory] = await run.memoryOf('Services/Narrow');
  expect(memory?.heapUsed).toBeGreaterThan(1_000_000);
  await run.killWorkers('Services/Narrow');
  await underWay;
  expect(await run.memoryOf('Services/Narrow')).toEqual([]);
  await expect(run.memoryOf('Services/Nobody')).rejects.toThrow('There is no function Services/Nobody');
});

test('a function that cannot be loaded fails each invocation with the reason', async () => {
  const run = await startFixtureForTest();
  const failure = { kind: 'error', errorType: 'Error', message: 'broken while loading' };
  const invoke = () => run.invoke('Services/Broken', {});
  expect(await Promise.all(Array.from({ length: 10 }, invoke))).toEqual(Array(10).fill(failure));
  expect(await invoke()).toEqual(failure);
});

test('a second pause changes nothing, and one resume ends both', async () => {
  const run = await startFixtureForTest();
  run.pauseQueues();
  run.pauseQueues();
  const QueueUrl = run.resource('Stores/Work').ref;
  await run.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ id: 'held' }) }));
  await (await fetch(`${run.url}/open`)).text();
  expect(run.logOf('Services/Worker')).toEqual([]);
  run.resumeQueues();
  await run.idle();
  expect(run.logOf('Services/Worker')).toEqual(['held 1 of 1', 'held done']);
});

test('a listener sees the calls of each function to the engines, and a fault reaches the function', async () => {
  const calls: EngineCall[] = [];
  const run = await startFixtureForTest({
    onEngineCall: (call) => {
      calls.push(call);
      return calls.length > 1 ? { kind: 'error', status: 400, code: 'QueueDoesNotExist' } : undefined;
    },
  });
  const send = () => fetch(`${run.url}/open?act=send`);
  expect((await send()).status).toBe(200);
  expect((await send()).status).toBe(500);
  expect(calls[0]).toMatchObject({
    functionId: run.resource('Services/Web').logicalId,
    service: 'sqs',
    operation: 'SendMessage',
    input: { MessageBody: '{"id":"from-web"}' },
  });
});
