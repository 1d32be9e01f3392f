import { environment } from '../../lib/environment.ts';
import { openFileStore } from '../../lib/files/file-store.ts';
import { importEventSchema, openImportEvents } from '../../lib/imports/import-events.ts';
import type { ImportDesk } from '../../lib/imports/import-job.ts';
import { runChunk } from '../../lib/imports/run-chunk.ts';
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

/** Plans, commits or undoes the rows of one chunk, whichever job is under way. */
export const handler = queueHandler(() => async ({ body }) => {
  const event = importEventSchema.parse(JSON.parse(body));
  if (typeof event.step !== 'number') throw new Error('a step of a whole import came to the queue of chunks');
  await runChunk(desk, event, event.step);
});
