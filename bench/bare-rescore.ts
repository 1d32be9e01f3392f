import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { newId } from '../lib/ids.ts';
import { newLead } from '../lib/leads/lead.ts';
import { type Lead, leadEntity } from '../lib/leads/lead-entity.ts';
import { scoreChange } from '../lib/leads/score-change.ts';
import { DEFAULT_SCORING } from '../lib/scoring/default-scoring.ts';
import { pastScoreEntity } from '../lib/scoring/past-score-entity.ts';
import { compileScoring } from '../lib/scoring/scorer.ts';
import { STRICTER } from './stricter-scoring.ts';

// Enters leads straight into the engine; and the ceiling of a re-score: the same transactions (49 leads in the place of what they were, the scores that they had, and
// the lane), so many at a time. The items are made while the clock stands still: nothing is read and nothing is scored.

const orderSchema = z.object({
  dynamodb: z.string(),
  tableName: z.string(),
  leads: z.number(),
  atOnce: z.number(),
  rescores: z.boolean(),
});

/** Seconds that the transactions of the re-score took; 0 where leads were only entered. */
export const bareRescoreSchema = z.object({ seconds: z.number() });

const GROUP = 49;
const isNew = 'attribute_not_exists(pk)';

const BEFORE = compileScoring(DEFAULT_SCORING, 0);
const AFTER = compileScoring(STRICTER, 1);

const leadOf = (number: number): Lead => {
  const now = Date.now();
  const id = newId(now);
  const email = `robin.${number}@company-${number % 5000}.example`;
  return newLead(
    {
      id,
      fields: {
        email,
        firstName: 'Robin',
        lastName: `Muster${number}`,
        company: `Company ${number % 5000}`,
        title: 'Buyer',
      },
      source: 'form:demo',
      ownerId: '10000000-0000-4000-8000-000000000001',
      submissionCount: 1,
      signal: { at: now, form: 'demo', message: true },
      now: new Date(now).toISOString(),
    },
    { scorer: BEFORE, now },
  );
};

const run = async ({ dynamodb, tableName, leads, atOnce, rescores }: z.output<typeof orderSchema>): Promise<void> => {
  const settings = { region: 'us-east-1', credentials: { accessKeyId: 'bare', secretAccessKey: 'bare' } };
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ ...settings, endpoint: dynamodb }), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const groups = Array.from({ length: Math.ceil(leads / GROUP) }, (_, group) => {
    const first = group * GROUP;
    return Array.from({ length: Math.min(GROUP, leads - first) }, (_, index) => leadOf(first + index));
  });
  const lanes = async (work: (group: readonly Lead[], lane: number) => Promise<void>): Promise<number> => {
    const waiting = groups.values();
    const start = performance.now();
    const lane = async (number: number): Promise<void> => {
      for (const group of waiting) await work(group, number);
    };
    await Promise.all(Array.from({ length: atOnce }, (_, number) => lane(number)));
    return (performance.now() - start) / 1000;
  };
  await lanes(async (group) => {
    const puts = group.map((lead) => ({
      Put: { TableName: tableName, Item: { ...leadEntity.toItem(lead) }, ConditionExpression: isNew },
    }));
    await documents.send(new TransactWriteCommand({ TransactItems: puts }));
  });
  const seconds = !rescores
    ? 0
    : await lanes(async (group, lane) => {
        const now = Date.now();
        const items = group.flatMap((lead) => {
          const again = { ...lead, rescored: 1, version: 2 };
          const { lead: after, past } = scoreChange(lead, again, { scorer: AFTER, now }, BEFORE);
          const replaced = {
            TableName: tableName,
            Item: { ...leadEntity.toItem(after) },
            ConditionExpression: '#version = :version',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':version': 1 },
          };
          const kept = past ? [{ Put: { TableName: tableName, Item: { ...pastScoreEntity.toItem(past) } } }] : [];
          return [{ Put: replaced }, ...kept];
        });
        const fence = { Put: { TableName: tableName, Item: { pk: `BARE#${lane}`, sk: 'LANE', seen: group.length } } };
        await documents.send(new TransactWriteCommand({ TransactItems: [...items, fence] }));
      });
  process.send?.({ seconds });
};

if (import.meta.main) process.on('message', (order) => void run(orderSchema.parse(order)));
