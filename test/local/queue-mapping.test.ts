import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FixtureRun, startFixture, until } from './fixture/fixture-run.ts';

let run: FixtureRun;

beforeAll(async () => {
  run = await startFixture();
}, 60_000);

afterAll(() => run.stop());

interface Job {
  id: string;
  act?: string;
}

async function send(...jobs: Job[]): Promise<void> {
  const Entries = jobs.map((job, index) => ({ Id: String(index), MessageBody: JSON.stringify(job) }));
  await run.sqs.send(new SendMessageBatchCommand({ QueueUrl: run.resource('Stores/Work').ref, Entries }));
}

/** What the worker wrote about a job: its receive counts, and `done`. */
const storyOf = (id: string) =>
  run
    .logOf('Services/Worker')
    .filter((line) => line.startsWith(`${id} `))
    .map((line) => line.split(' ')[1]);

const isDone = (id: string) => storyOf(id).includes('done');

describe('handing messages to a function', () => {
  test('a message is worked on once and is gone', async () => {
    await send({ id: 'plain' });
    await run.idle();
    expect(storyOf('plain')).toEqual(['1', 'done']);
  });

  test('a batch is as large as the mapping says, and more messages than one call gives all arrive', async () => {
    run.pauseQueues();
    for (let round = 0; round < 4; round += 1) {
      await send(...Array.from({ length: 10 }, (_, index) => ({ id: `many-${round}-${index}` })));
    }
    run.resumeQueues();
    await run.idle();
    const lines = run.logOf('Services/Worker').filter((line) => line.startsWith('many-'));
    expect(lines.filter((line) => line.endsWith(' done'))).toHaveLength(40);
    const sizes = lines.filter((line) => !line.endsWith('done')).map((line) => Number(line.split(' ')[3]));
    expect(Math.max(...sizes)).toBe(5);
  });

  test.each(['throw once', 'hang once', 'malformed once'])(
    'all messages of a batch whose function fails come back (%s)',
    async (act) => {
      const id = act.replace(' ', '-');
      await send({ id, act });
      await until(() => isDone(id));
      expect(storyOf(id)).toEqual(['1', '2', 'done']);
    },
  );

  test('only the messages that the function reports as failed come back', async () => {
    run.pauseQueues();
    await send({ id: 'good-1' }, { id: 'bad', act: 'fail once' }, { id: 'good-2' });
    run.resumeQueues();
    await until(() => storyOf('bad').length === 4);
    expect(storyOf('bad')).toEqual(['1', 'done', '2', 'done']);
    expect(storyOf('good-1')).toEqual(['1', 'done']);
    expect(storyOf('good-2')).toEqual(['1', 'done']);
  });

  test('a message that fails too often ends in the dead-letter queue', async () => {
    await send({ id: 'hopeless', act: 'always fail' });
    const QueueUrl = run.resource('Stores/DeadLetters').ref;
    await until(async () => {
      const counted = await run.sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
      );
      return counted.Attributes?.ApproximateNumberOfMessages === '1';
    });
    const { Messages = [] } = await run.sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    expect(Messages.map(({ Body }) => JSON.parse(Body ?? ''))).toEqual([{ id: 'hopeless', act: 'always fail' }]);
    expect(storyOf('hopeless')).toEqual(['1', 'done', '2', 'done']);
  });

  test('nothing is handed over while the queues are paused', async () => {
    run.pauseQueues();
    await send({ id: 'patient' });
    await (await fetch(`${run.url}/open`)).text();
    expect(storyOf('patient')).toEqual([]);
    run.resumeQueues();
    await until(() => isDone('patient'));
  });
});
