import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, vi } from 'vitest';
import { type DynamoDbEngine, startDynamoDb } from '../../local/engines/dynamodb.ts';
import type { TableDefinition } from '../../local/engines/table-definition.ts';

/** A table with everything that a template can ask for. */
export const table: TableDefinition = {
  name: 'things',
  attributes: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
    { AttributeName: 'byDay', AttributeType: 'S' },
  ],
  keySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  indexes: [
    {
      name: 'days',
      keySchema: [{ AttributeName: 'byDay', KeyType: 'HASH' }],
      projection: { ProjectionType: 'ALL' },
    },
  ],
  ttlAttribute: 'expires',
  streamViewType: 'NEW_AND_OLD_IMAGES',
};

export const key = (pk: string) => ({ pk: { S: pk }, sk: { S: 'a' } });
export const clientOf = (engine: { endpoint: string }) =>
  new DynamoDBClient({
    endpoint: engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });

/** A data folder of its own for each test, and engines on it that are stopped at the end. */
export class EngineFolder {
  dataDir = '';
  lines: string[] = [];
  #running: DynamoDbEngine[] = [];

  constructor() {
    beforeEach(() => {
      this.dataDir = mkdtempSync(join(tmpdir(), 'engines-'));
      this.lines = [];
    });
    afterEach(async () => {
      vi.unstubAllEnvs();
      for (const engine of this.#running.splice(0)) await engine.stop();
      rmSync(this.dataDir, { recursive: true, force: true });
    });
  }

  async start(dataDir = this.dataDir): Promise<DynamoDbEngine> {
    const engine = await startDynamoDb({ dataDir, log: (line) => this.lines.push(line) });
    this.#running.push(engine);
    return engine;
  }

  async stop(engine: DynamoDbEngine): Promise<void> {
    this.#running = this.#running.filter((other) => other !== engine);
    await engine.stop();
  }
}
