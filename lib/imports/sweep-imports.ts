import { listChunks } from './chunk-repository.ts';
import { eventOf, type ImportEvent } from './import-events.ts';
import type { ImportDesk } from './import-job.ts';
import { sentAgain } from './open-step.ts';
import type { OpenStep } from './open-step-entity.ts';
import { dueSteps, keepSent } from './open-step-repository.ts';

type SweepDesk = Pick<ImportDesk, 'table' | 'events' | 'now'>;

/** Steps looked at in one sweep: those of several imports of a million rows, which wait for their turn and keep their place before all others. */
const MOST = 10_000;
/** Milliseconds without any chunk that ends, after which the chunks of an import do not just wait for their turn. */
const STANDSTILL = 45_000;

/** Whether chunks of an import end as they should: those that are due then wait behind the others, and are not to be sent once more. */
const isMoving = async ({ table, now }: SweepDesk, importId: string): Promise<boolean> => {
  const chunks = await listChunks(table, importId);
  const last = Math.max(...chunks.map(({ finishedAt = 0 }) => finishedAt));
  return now() - last < STANDSTILL;
};

const isChunk = ({ step }: OpenStep): boolean => typeof step === 'number';

/** Sends the steps of imports again that should have been done by now; gives how many. What was only late is done once all the same. */
export const sweepImports = async (desk: SweepDesk): Promise<number> => {
  const { table, events, now } = desk;
  const due = await dueSteps(table, now(), MOST);
  const moving = new Set<string>();
  for (const importId of new Set(due.filter(isChunk).map((step) => step.importId))) {
    if (await isMoving(desk, importId)) moving.add(importId);
  }
  const again: ImportEvent[] = [];
  for (const step of due) {
    if (isChunk(step) && moving.has(step.importId)) continue;
    if (await keepSent(table, sentAgain(step, now()))) again.push(eventOf(step));
  }
  await events.send(again);
  return again.length;
};
