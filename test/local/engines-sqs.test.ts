import { networkInterfaces } from 'node:os';
import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type SqsEngine, startSqs } from '../../local/engines/sqs.ts';

let engine: SqsEngine;
let client: SQSClient;

beforeEach(async () => {
  engine = await startSqs();
  client = new SQSClient({
    endpoint: engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
});

afterEach(async () => {
  client.destroy();
  await engine.stop();
});

it('makes queues with the attributes of the template, and again without complaint', async () => {
  const definition = {
    name: 'work',
    visibilityTimeout: 90,
    messageRetentionPeriod: 1209600,
    delaySeconds: 3,
    redrive: { deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:work-failed', maxReceiveCount: 4 },
  };
  const { url, arn } = await engine.ensureQueue(definition);
  await engine.ensureQueue({ ...definition, visibilityTimeout: 120 });
  expect(url).toBe(`${engine.endpoint}/000000000000/work`);
  expect(arn).toBe('arn:aws:sqs:us-east-1:000000000000:work');
  const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }));
  expect(Attributes).toMatchObject({
    QueueArn: arn,
    VisibilityTimeout: '120',
    MessageRetentionPeriod: '1209600',
    DelaySeconds: '3',
    RedrivePolicy: JSON.stringify(definition.redrive),
  });
});

it('counts messages by state', async () => {
  const { url } = await engine.ensureQueue({ name: 'work' });
  for (const DelaySeconds of [0, 0, 0, 60]) {
    await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'm', DelaySeconds }));
  }
  await client.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 1 }));
  expect(await engine.counts(url)).toEqual({ visible: 2, inFlight: 1, delayed: 1 });
});

it('moves a message to the dead-letter queue once it was received too often', async () => {
  const failed = await engine.ensureQueue({ name: 'failed' });
  const work = await engine.ensureQueue({
    name: 'work',
    visibilityTimeout: 0,
    redrive: { deadLetterTargetArn: failed.arn, maxReceiveCount: 2 },
  });
  await client.send(new SendMessageCommand({ QueueUrl: work.url, MessageBody: 'poison' }));
  const receive = async () =>
    (await client.send(new ReceiveMessageCommand({ QueueUrl: work.url }))).Messages?.length ?? 0;
  expect([await receive(), await receive(), await receive()]).toEqual([1, 1, 0]);
  expect(await engine.counts(failed.url)).toMatchObject({ visible: 1 });
});

it('wakes a long poll when a message comes', async () => {
  const { url } = await engine.ensureQueue({ name: 'work' });
  const poll = client.send(new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 20 }));
  await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'here' }));
  expect((await poll).Messages?.[0]?.Body).toBe('here');
});

it('listens on 127.0.0.1 alone', async () => {
  const port = new URL(engine.endpoint).port;
  const others = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const outside = others.find((address) => address.family === 'IPv4' && !address.internal)?.address ?? '127.0.0.2';
  await expect(fetch(`http://${outside}:${port}/health`)).rejects.toThrow();
  expect((await fetch(`${engine.endpoint}/health`)).status).toBe(200);
});
