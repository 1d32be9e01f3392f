import middy, { type MiddyfiedHandler } from '@middy/core';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { type ItemChange, readStreamRecord } from '../../lib/table/stream-record.ts';

/**
 * The one way to make a function that the table's stream feeds: it works on the changes of a batch together, in their order. When it fails, the batch comes back, in
 * two halves, until what cannot be worked on is alone and is given up.
 */
export const streamHandler = (
  workOn: (changes: readonly ItemChange[]) => Promise<void>,
): MiddyfiedHandler<DynamoDBStreamEvent, void> =>
  middy<DynamoDBStreamEvent, void>().handler(async ({ Records }) => workOn(Records.map(readStreamRecord)));
