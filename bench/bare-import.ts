import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { emailIdentityEntity } from '../lib/identity/email-identity-entity.ts';
import { newId } from '../lib/ids.ts';
import { newLead } from '../lib/leads/lead.ts';
import { leadEntity } from '../lib/leads/lead-entity.ts';
import { DEFAULT_SCORING } from '../lib/scoring/default-scoring.ts';
import { compileScoring } from '../lib/scoring/scorer.ts';

// The ceiling of an import: the same transactions (49 new leads with their addresses, and the update of the chunk) straight to the engine, by the same SDK, so many at a
// time. The items are made while the clock stands still, some thousand rows ahead: no file, no mapping, no look-up, no plan.

const orderSchema = z.object({ dynamodb: z.string(), tableName: z.string(), rows: z.number(), atOnce: z.number() });

/** Seconds that the transactions took. */
export const bareImportSchema = z.object({ seconds: z.number() });

const SCORER = compileScoring(DEFAULT_SCORING, 0);

const ROWS = 49;
/** Transactions whose items are in memory at a time. */
const AHEAD = 1000;
const isNew = 'attribute_not_exists(pk)';

const itemsOf = (row: number): object[] => {
  const id = newId(Date.now());
  const email = `bare${id}@company${row % 5000}.example`.toLowerCase();
  const lead = newLead(
    {
      id,
      fields: { email, firstName: `Robin${row}`, lastName: 'Muster', company: `Company ${row % 5000}`, title: 'Buyer' },
      source: `import:${id}`,
      ownerId: '10000000-0000-4000-8000-000000000001',
      submissionCount: 0,
      now: new Date().toISOString(),
    },
    { scorer: SCORER, now: Date.now() },
  );
  return [leadEntity.toItem(lead), emailIdentityEntity.toItem({ mailbox: email, partyId: id, leadId: id })];
};

const run = async ({ dynamodb, tableName, rows, atOnce }: z.output<typeof orderSchema>): Promise<void> => {
  const settings = { region: 'us-east-1', credentials: { accessKeyId: 'bare', secretAccessKey: 'bare' } };
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ ...settings, endpoint: dynamodb }));
  const commit = async (lane: number, items: readonly object[]): Promise<void> => {
    const puts = items.map((Item) => ({
      Put: { TableName: tableName, Item: { ...Item }, ConditionExpression: isNew },
    }));
    const fence = {
      Put: { TableName: tableName, Item: { pk: `BARE#${lane}`, sk: 'FENCE', counts: { created: items.length } } },
    };
    await documents.send(new TransactWriteCommand({ TransactItems: [...puts, fence] }));
  };
  let milliseconds = 0;
  for (let made = 0; made < rows; made += AHEAD * ROWS) {
    const from = made;
    const batches = Array.from({ length: Math.min(AHEAD, Math.ceil((rows - from) / ROWS)) }, (_, batch) => {
      const first = from + batch * ROWS;
      return Array.from({ length: Math.min(ROWS, rows - first) }, (_, index) => itemsOf(first + index)).flat();
    });
    const waiting = batches.values();
    const lane = async (number: number): Promise<void> => {
      for (const items of waiting) await commit(number, items);
    };
    const start = performance.now();
    await Promise.all(Array.from({ length: atOnce }, (_, number) => lane(number)));
    milliseconds += performance.now() - start;
  }
  process.send?.({ seconds: milliseconds / 1000 });
};

if (import.meta.main) process.on('message', (order) => void run(orderSchema.parse(order)));
