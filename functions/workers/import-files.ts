import * as z from 'zod';
import { environment } from '../../lib/environment.ts';
import { openFileStore } from '../../lib/files/file-store.ts';
import { arrivalSchema, importOfArrival } from '../../lib/imports/import-arrival.ts';
import { type ImportEvent, importEventSchema, openImportEvents } from '../../lib/imports/import-events.ts';
import type { ImportDesk } from '../../lib/imports/import-job.ts';
import { writeResults } from '../../lib/imports/import-results.ts';
import { readImport } from '../../lib/imports/read-import.ts';
import { settleJob } from '../../lib/imports/settle-job.ts';
import { handOutChunks } from '../../lib/imports/start-job.ts';
import { openRouting } from '../../lib/routing/router.ts';
import { openScorers } from '../../lib/scoring/scoring-settings.ts';
import { openTableForWork } from '../../lib/table/table.ts';
import { queueHandler } from '../queue/queue-handler.ts';

const table = openTableForWork(environment.tableName());
const scorers = openScorers(table);
const desk: ImportDesk = {
  table,
  files: openFileStore(environment.importBucket()),
  events: openImportEvents({ files: environment.importFilesQueueUrl(), chunks: environment.importChunksQueueUrl() }),
  routing: openRouting(table, scorers),
  scorers,
  now: Date.now,
};

/** What S3 sends when a bucket is told to notify a queue; there is no file in it. */
const greeting = z.object({ Event: z.literal('s3:TestEvent') });
const messageSchema = z.union([importEventSchema, arrivalSchema, greeting]);

const takeStep = (event: ImportEvent): Promise<void> => {
  switch (event.step) {
    case 'read':
      return readImport(desk, event.importId);
    case 'start':
      return handOutChunks(desk, event.importId, event.run);
    case 'settle':
      return settleJob(desk, event);
    case 'report':
      return writeResults(desk, event);
    default:
      throw new Error('a chunk came to the queue of whole imports');
  }
};

/** Takes what concerns a whole import: a file that arrived, and the steps before, between and after the chunks. */
export const handler = queueHandler(() => async ({ body }) => {
  const message = messageSchema.parse(JSON.parse(body));
  if ('step' in message) return takeStep(message);
  if ('Event' in message) return;
  for (const arrival of message.Records) {
    const importId = await importOfArrival(desk, arrival);
    if (importId !== undefined) await readImport(desk, importId);
  }
});
