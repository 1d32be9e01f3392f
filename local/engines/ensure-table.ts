import { isDeepStrictEqual } from 'node:util';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
  type TableDescription,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import type { IndexDefinition, TableDefinition } from './table-definition.ts';

const READY_LIMIT_SECONDS = 30;

/**
 * Makes the engine's table what the template says: creates it, or adds and drops indexes, stream and TTL of the one that is there.
 * Throws one clear line when the keys differ, because no engine changes those. Gives the engine's own stream ARN.
 */
export async function ensureTable(client: DynamoDBClient, table: TableDefinition): Promise<string | undefined> {
  let found = await describe(client, table.name);
  if (found === undefined) {
    await create(client, table);
    found = await ready(client, table.name);
  } else {
    refuseOtherKeys(table, found);
    found = await alignIndexes(client, table, found);
    found = await alignStream(client, table, found);
  }
  await alignTimeToLive(client, table);
  return table.streamViewType === undefined ? undefined : found.LatestStreamArn;
}

async function describe(client: DynamoDBClient, name: string): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

async function ready(client: DynamoDBClient, name: string): Promise<TableDescription> {
  const waiting = {
    client,
    maxWaitTime: READY_LIMIT_SECONDS,
    minDelay: 0.02,
    maxDelay: 0.5,
  };
  await waitUntilTableExists(waiting, { TableName: name });
  const found = await describe(client, name);
  if (found === undefined) throw new Error(`the table ${name} went away while it was made`);
  return found;
}

async function create(client: DynamoDBClient, table: TableDefinition): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName: table.name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: table.attributes,
      KeySchema: table.keySchema,
      ...(table.indexes.length > 0 && {
        GlobalSecondaryIndexes: table.indexes.map(indexInput),
      }),
      ...(table.streamViewType && {
        StreamSpecification: {
          StreamEnabled: true,
          StreamViewType: table.streamViewType,
        },
      }),
    }),
  );
}

function indexInput(index: IndexDefinition) {
  return {
    IndexName: index.name,
    KeySchema: index.keySchema,
    Projection: index.projection,
  };
}

function refuseOtherKeys(table: TableDefinition, found: TableDescription): void {
  const used = new Set(
    [table.keySchema, ...table.indexes.map((index) => index.keySchema)].flat().map((key) => key.AttributeName),
  );
  const foundTypes = new Map(found.AttributeDefinitions?.map((a) => [a.AttributeName, a.AttributeType]));
  const otherType = table.attributes.some(
    (a) =>
      used.has(a.AttributeName) &&
      foundTypes.has(a.AttributeName) &&
      foundTypes.get(a.AttributeName) !== a.AttributeType,
  );
  if (otherType || !isDeepStrictEqual(plain(found.KeySchema), plain(table.keySchema)))
    throw differs(table.name, 'its keys');
  for (const index of table.indexes) {
    const existing = found.GlobalSecondaryIndexes?.find((candidate) => candidate.IndexName === index.name);
    if (existing === undefined) continue;
    const sameKeys = isDeepStrictEqual(plain(existing.KeySchema), plain(index.keySchema));
    if (!sameKeys || !sameProjection(existing.Projection ?? {}, index.projection))
      throw differs(table.name, `its index ${index.name}`);
  }
}

function sameProjection(
  found: { ProjectionType?: string; NonKeyAttributes?: string[] },
  wanted: { ProjectionType?: string; NonKeyAttributes?: string[] },
): boolean {
  const attributes = (p: { NonKeyAttributes?: string[] }) => [...(p.NonKeyAttributes ?? [])].sort();
  return found.ProjectionType === wanted.ProjectionType && isDeepStrictEqual(attributes(found), attributes(wanted));
}

async function alignIndexes(
  client: DynamoDBClient,
  table: TableDefinition,
  found: TableDescription,
): Promise<TableDescription> {
  const existing = new Set(found.GlobalSecondaryIndexes?.map((index) => index.IndexName));
  const wanted = new Set(table.indexes.map((index) => index.name));
  const updates = [
    ...table.indexes.filter((index) => !existing.has(index.name)).map((index) => ({ Create: indexInput(index) })),
    ...[...existing]
      .filter((name) => name !== undefined && !wanted.has(name))
      .map((IndexName) => ({ Delete: { IndexName } })),
  ];
  // One index an UpdateTable call: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html
  for (const update of updates) {
    await client.send(
      new UpdateTableCommand({
        TableName: table.name,
        AttributeDefinitions: table.attributes,
        GlobalSecondaryIndexUpdates: [update],
      }),
    );
    await ready(client, table.name);
  }
  return updates.length > 0 ? ready(client, table.name) : found;
}

async function alignStream(
  client: DynamoDBClient,
  table: TableDefinition,
  found: TableDescription,
): Promise<TableDescription> {
  const enabled = found.StreamSpecification?.StreamEnabled === true;
  if (table.streamViewType === undefined) return found;
  if (enabled) {
    if (found.StreamSpecification?.StreamViewType !== table.streamViewType)
      throw differs(table.name, 'what its stream carries');
    return found;
  }
  await client.send(
    new UpdateTableCommand({
      TableName: table.name,
      StreamSpecification: {
        StreamEnabled: true,
        StreamViewType: table.streamViewType,
      },
    }),
  );
  return ready(client, table.name);
}

async function alignTimeToLive(client: DynamoDBClient, table: TableDefinition): Promise<void> {
  const { TimeToLiveDescription: found } = await client.send(new DescribeTimeToLiveCommand({ TableName: table.name }));
  const current =
    found?.TimeToLiveStatus === 'ENABLED' || found?.TimeToLiveStatus === 'ENABLING' ? found.AttributeName : undefined;
  if (current === table.ttlAttribute) return;
  if (current !== undefined) await setTimeToLive(client, table.name, current, false);
  if (table.ttlAttribute !== undefined) await setTimeToLive(client, table.name, table.ttlAttribute, true);
}

async function setTimeToLive(client: DynamoDBClient, name: string, attribute: string, enabled: boolean): Promise<void> {
  const change = {
    TableName: name,
    TimeToLiveSpecification: { AttributeName: attribute, Enabled: enabled },
  };
  await client.send(new UpdateTimeToLiveCommand(change));
}

function differs(name: string, what: string): Error {
  return new Error(
    `the table ${name} in the data folder differs from the template in ${what}: remove the data folder and start again`,
  );
}

function plain(keySchema: { AttributeName?: string | undefined; KeyType?: string | undefined }[] | undefined) {
  return keySchema?.map((key) => ({
    name: key.AttributeName,
    type: key.KeyType,
  }));
}
