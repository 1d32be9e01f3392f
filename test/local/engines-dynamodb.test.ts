import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it, vi } from 'vitest';
import { startDynamoDb } from '../../local/engines/dynamodb.ts';
import { findDynamoDb } from '../../local/engines/engine-binary.ts';
import { stampOf } from '../../local/engines/left-behind.ts';
import { clientOf, EngineFolder, key, table } from './engine-folder.ts';

const folder = new EngineFolder();

describe('where the engine comes from', () => {
  it('prefers an address, then a program, then the package', () => {
    expect(findDynamoDb({ DYNAMODB_ENDPOINT: 'http://127.0.0.1:8000', DYNOXIDE_BIN: '/nowhere' })).toEqual({
      endpoint: 'http://127.0.0.1:8000',
    });
    expect(findDynamoDb({ DYNOXIDE_BIN: process.execPath })).toEqual({ program: process.execPath });
    expect(() => findDynamoDb({ DYNOXIDE_BIN: '/nowhere/dynoxide' })).toThrow('DYNOXIDE_BIN names no file');
    expect(() => findDynamoDb({ DYNAMODB_ENDPOINT: 'no url' })).toThrow('DYNAMODB_ENDPOINT is no URL');
  });

  it('names all three in one line when there is none', () => {
    const platform = vi.spyOn(process, 'platform', 'get').mockReturnValue('sunos');
    try {
      expect(() => findDynamoDb({})).toThrow(
        /^[^\n]*DYNAMODB_ENDPOINT[^\n]*DYNOXIDE_BIN[^\n]*@dynoxide\/sunos-[^\n]*$/,
      );
    } finally {
      platform.mockRestore();
    }
  });

  it('uses the engine at DYNAMODB_ENDPOINT, streams included, and leaves it running', async () => {
    const other = await folder.start();
    vi.stubEnv('DYNAMODB_ENDPOINT', other.endpoint);
    const engine = await startDynamoDb({ dataDir: join(folder.dataDir, 'unused'), log: () => {} });
    expect(engine.pid).toBeUndefined();
    await engine.ensureTable(table);
    await clientOf(engine).send(new PutItemCommand({ TableName: 'things', Item: key('1') }));
    expect((await engine.readStream('things', undefined, 10)).records).toHaveLength(1);
    await engine.stop();
    expect(existsSync(join(folder.dataDir, 'unused'))).toBe(false);
    await clientOf(other).send(new GetItemCommand({ TableName: 'things', Key: key('1') }));
  });
});

describe('the data folder', () => {
  it('keeps items between runs', async () => {
    const first = await folder.start();
    await first.ensureTable(table);
    await clientOf(first).send(new PutItemCommand({ TableName: 'things', Item: { ...key('1'), note: { S: 'kept' } } }));
    await folder.stop(first);
    const second = await folder.start();
    await second.ensureTable(table);
    const { Item } = await clientOf(second).send(new GetItemCommand({ TableName: 'things', Key: key('1') }));
    expect(Item?.note).toEqual({ S: 'kept' });
  });

  it('is refused in one line when it is a file', async () => {
    const file = join(folder.dataDir, 'file');
    writeFileSync(file, '');
    await expect(folder.start(file)).rejects.toThrow(/^the data folder [^\n]* cannot be used: [^\n]*$/);
  });

  it('is refused in one line when its database is broken', async () => {
    writeFileSync(join(folder.dataDir, 'dynamodb.sqlite'), 'x'.repeat(5000));
    await expect(folder.start()).rejects.toThrow(
      /^the DynamoDB engine cannot run on [^\n]*not a valid SQLite database[^\n]*$/,
    );
  });

  it('is refused while another run uses it', async () => {
    await folder.start();
    await expect(folder.start()).rejects.toThrow(`in use by another run (process ${process.pid})`);
  });
});

describe('engines left behind', () => {
  it('are stopped at the next start after the run that started them was killed', async () => {
    const script = `
      const { startDynamoDb } = await import(${JSON.stringify(new URL('../../local/engines/dynamodb.ts', import.meta.url).href)});
      const engine = await startDynamoDb({ dataDir: ${JSON.stringify(folder.dataDir)}, log() {} });
      console.log(engine.pid);
      setInterval(() => {}, 1000);`;
    const run = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [printed] = await once(run.stdout, 'data');
    const leftBehind = Number(String(printed));
    run.kill('SIGKILL');
    await once(run, 'exit');
    expect(stampOf(leftBehind)).toContain('dynamodb.sqlite');

    await folder.start();
    expect(stampOf(leftBehind)).toBeUndefined();
    expect(folder.lines).toEqual([`stopping the engine that an earlier run left behind (process ${leftBehind})`]);
  });

  it('are not mistaken for another process that has the same id now', async () => {
    const bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    await once(bystander, 'spawn');
    const mark = { pid: bystander.pid, stamp: 'another start time and command' };
    writeFileSync(join(folder.dataDir, 'engines.json'), JSON.stringify({ owner: mark, engine: mark }));
    await folder.start();
    expect(bystander.exitCode).toBeNull();
    expect(bystander.signalCode).toBeNull();
    bystander.kill();
    await once(bystander, 'exit');
  });

  it('leave no note after an orderly stop', async () => {
    const engine = await folder.start();
    expect(JSON.parse(readFileSync(join(folder.dataDir, 'engines.json'), 'utf8')).engine.pid).toBe(engine.pid);
    await folder.stop(engine);
    expect(existsSync(join(folder.dataDir, 'engines.json'))).toBe(false);
  });

  it('an engine that dies while running is said in one line', async () => {
    const engine = await folder.start();
    if (engine.pid === undefined) throw new Error('no process');
    process.kill(engine.pid, 'SIGKILL');
    expect(await engine.died).toBe('the DynamoDB engine ended by itself (SIGKILL)');
    expect(folder.lines).toEqual(['the DynamoDB engine ended by itself (SIGKILL)']);
  });
});

describe('tables', () => {
  it('get indexes that the template added, filled from what is there, and lose those it dropped', async () => {
    const engine = await folder.start();
    await engine.ensureTable(table);
    const client = clientOf(engine);
    await client.send(new PutItemCommand({ TableName: 'things', Item: { ...key('1'), colour: { S: 'red' } } }));
    await engine.ensureTable({
      ...table,
      attributes: [...table.attributes.slice(0, 2), { AttributeName: 'colour', AttributeType: 'S' }],
      indexes: [
        {
          name: 'colours',
          keySchema: [{ AttributeName: 'colour', KeyType: 'HASH' }],
          projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    });
    const query = (IndexName: string, name: string) =>
      client.send(
        new QueryCommand({
          TableName: 'things',
          IndexName,
          KeyConditionExpression: '#k = :v',
          ExpressionAttributeNames: { '#k': name },
          ExpressionAttributeValues: { ':v': { S: 'red' } },
        }),
      );
    expect((await query('colours', 'colour')).Items).toHaveLength(1);
    await expect(query('days', 'byDay')).rejects.toThrow();
  });

  it.each([
    ['its keys', { ...table, keySchema: table.keySchema.slice(0, 1) }],
    [
      'its index days',
      { ...table, indexes: table.indexes.map((i) => ({ ...i, projection: { ProjectionType: 'KEYS_ONLY' as const } })) },
    ],
    ['what its stream carries', { ...table, streamViewType: 'KEYS_ONLY' as const }],
  ])('that differ from the template in %s are refused in one line', async (what, changed) => {
    const engine = await folder.start();
    await engine.ensureTable(table);
    await expect(engine.ensureTable(changed)).rejects.toThrow(
      `the table things in the data folder differs from the template in ${what}: remove the data folder and start again`,
    );
  });

  it('get a stream and a time to live that the template added', async () => {
    const engine = await folder.start();
    const { ttlAttribute: _ttl, streamViewType: _view, ...bare } = table;
    expect(await engine.ensureTable(bare)).toEqual({});
    const { streamArn } = await engine.ensureTable(table);
    expect(streamArn).toMatch(/^arn:aws:dynamodb:us-east-1:000000000000:table\/things\/stream\//);
    await clientOf(engine).send(
      new PutItemCommand({ TableName: 'things', Item: { ...key('1'), expires: { N: '1' } } }),
    );
    expect(await engine.removeExpired()).toBe(1);
  });
});
