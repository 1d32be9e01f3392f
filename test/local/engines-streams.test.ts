import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DeleteItemCommand, GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { StreamRecords } from '../../local/engines/stream-records.ts';
import { clientOf, EngineFolder, key, table } from './engine-folder.ts';

const record = z.looseObject({
  eventID: z.string(),
  eventName: z.string(),
  eventSource: z.literal('aws:dynamodb'),
  eventVersion: z.string(),
  awsRegion: z.literal('us-east-1'),
  eventSourceARN: z.string(),
  userIdentity: z.object({ type: z.string(), principalId: z.string() }).optional(),
  dynamodb: z.looseObject({
    Keys: z.record(z.string(), z.unknown()),
    SequenceNumber: z.string(),
    SizeBytes: z.number(),
    StreamViewType: z.string(),
    ApproximateCreationDateTime: z.number(),
  }),
});

const folder = new EngineFolder();

describe('streams', () => {
  it('are read in the shape that Lambda gets, from any position on', async () => {
    const engine = await folder.start();
    const { streamArn } = await engine.ensureTable(table);
    const client = clientOf(engine);
    await client.send(new PutItemCommand({ TableName: 'things', Item: { ...key('1'), n: { N: '1' } } }));
    await client.send(
      new UpdateItemCommand({
        TableName: 'things',
        Key: key('1'),
        UpdateExpression: 'SET n = :n',
        ExpressionAttributeValues: { ':n': { N: '2' } },
      }),
    );
    await client.send(new DeleteItemCommand({ TableName: 'things', Key: key('1') }));

    const first = await engine.readStream('things', undefined, 2);
    const rest = await engine.readStream('things', first.next, 100);
    const records = z.array(record).parse([...first.records, ...rest.records]);
    expect(first.records).toHaveLength(2);
    expect(records.map((r) => r.eventName)).toEqual(['INSERT', 'MODIFY', 'REMOVE']);
    expect(records[1]?.dynamodb).toMatchObject({
      Keys: key('1'),
      OldImage: { ...key('1'), n: { N: '1' } },
      NewImage: { ...key('1'), n: { N: '2' } },
    });
    expect(new Set(records.map((r) => r.eventSourceARN))).toEqual(new Set([streamArn]));
    expect(records[2]?.userIdentity).toBeUndefined();
    expect((await engine.readStream('things', rest.next, 100)).records).toEqual([]);
  });

  it('leave out writes that change nothing, as AWS does', async () => {
    const engine = await folder.start();
    await engine.ensureTable(table);
    const put = new PutItemCommand({ TableName: 'things', Item: { ...key('1'), n: { N: '1' } } });
    await clientOf(engine).send(put);
    await clientOf(engine).send(put);
    expect((await engine.readStream('things', undefined, 10)).records).toHaveLength(1);
  });

  it('can be read from their end on', async () => {
    const engine = await folder.start();
    await engine.ensureTable(table);
    const client = clientOf(engine);
    for (const pk of ['1', '2']) await client.send(new PutItemCommand({ TableName: 'things', Item: key(pk) }));
    const latest = await engine.latestStreamPosition('things');
    await client.send(new PutItemCommand({ TableName: 'things', Item: key('3') }));
    const { records } = await engine.readStream('things', latest, 10);
    expect(z.array(record).parse(records)[0]?.dynamodb.Keys).toEqual(key('3'));
    expect(records).toHaveLength(1);
  });

  it('lose what was consumed, and go on counting where they were, after a restart too', async () => {
    const engine = await folder.start();
    await engine.ensureTable(table);
    for (let n = 0; n < 20; n += 1) {
      await clientOf(engine).send(new PutItemCommand({ TableName: 'things', Item: key(String(n)) }));
    }
    const { next } = await engine.readStream('things', undefined, 100);
    if (next === undefined) throw new Error('no position');
    await engine.trimStream('things', next);
    await vi.waitFor(() => expect(streamRows()).toBe(1), { timeout: 5000 });
    await folder.stop(engine);

    const again = await folder.start();
    await again.ensureTable(table);
    await clientOf(again).send(new PutItemCommand({ TableName: 'things', Item: key('new') }));
    const { records } = await again.readStream('things', next, 100);
    expect(
      z
        .array(record)
        .parse(records)
        .map((r) => r.dynamodb.Keys),
    ).toEqual([key('new')]);
  });

  it('that nobody reads are emptied', async () => {
    const engine = await folder.start();
    await engine.ensureTable(table);
    for (let n = 0; n < 5; n += 1) {
      await clientOf(engine).send(new PutItemCommand({ TableName: 'things', Item: key(String(n)) }));
    }
    await vi.waitFor(() => expect(streamRows()).toBe(1), { timeout: 5000 });
  });

  it('have the index that keeps writes from scanning earlier records', async () => {
    const engine = await folder.start();
    await engine.ensureTable(table);
    const plan = JSON.stringify(
      inDatabase((database) =>
        database
          .prepare(
            'EXPLAIN QUERY PLAN SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1 FROM _stream_records WHERE table_name = ?',
          )
          .all('things'),
      ),
    );
    expect(plan).toContain('USING COVERING INDEX stream_records_by_sequence');
  });

  it('are refused when the engine keeps them in another way than the pinned version', () => {
    const file = join(folder.dataDir, 'other.sqlite');
    const database = new DatabaseSync(file);
    database.exec('CREATE TABLE _stream_records (id INTEGER PRIMARY KEY, table_name TEXT, event_name TEXT)');
    database.close();
    expect(() => new StreamRecords(file)).toThrow(
      'no keys_json, sequence_number, created_at, user_identity in _stream_records',
    );
  });
});

describe('expired items', () => {
  it('go away, and their stream records say that time to live did it', async () => {
    const engine = await folder.start();
    await engine.ensureTable(table);
    const client = clientOf(engine);
    const past = { N: String(Math.floor(Date.now() / 1000) - 10) };
    const future = { N: String(Math.floor(Date.now() / 1000) + 1000) };
    await client.send(new PutItemCommand({ TableName: 'things', Item: { ...key('old'), expires: past } }));
    await client.send(new PutItemCommand({ TableName: 'things', Item: { ...key('young'), expires: future } }));
    await client.send(new PutItemCommand({ TableName: 'things', Item: { ...key('text'), expires: { S: '1' } } }));
    const { next } = await engine.readStream('things', undefined, 100);
    expect(await engine.removeExpired()).toBe(1);

    const { records } = await engine.readStream('things', next, 100);
    const [removal] = z.array(record).parse(records);
    expect(removal).toMatchObject({
      eventName: 'REMOVE',
      dynamodb: { Keys: key('old') },
      userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
    });
    for (const [pk, there] of [
      ['old', false],
      ['young', true],
      ['text', true],
    ] as const) {
      const { Item } = await client.send(new GetItemCommand({ TableName: 'things', Key: key(pk) }));
      expect(Item !== undefined).toBe(there);
    }
  });
});

function inDatabase<T>(read: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(join(folder.dataDir, 'dynamodb.sqlite'), { timeout: 1000 });
  try {
    return read(database);
  } finally {
    database.close();
  }
}

function streamRows(): number {
  return inDatabase((database) =>
    z.object({ n: z.number() }).parse(database.prepare('SELECT COUNT(*) AS n FROM _stream_records').get()),
  ).n;
}
