import type { Expression, Table, Write } from '../table/table.ts';
import { ConditionFailed } from '../table/write-errors.ts';
import { importPartition } from './import-entity.ts';
import {
  dueSort,
  OPEN_CHUNK_PREFIX,
  OPEN_STEP_LIST,
  type OpenStep,
  openStepEntity,
  openStepKey,
} from './open-step-entity.ts';

/** The condition that a step is there, and that of this run. */
const ofRun = ({ run }: Pick<OpenStep, 'run'>): Expression => ({
  text: '#run = :run',
  names: { '#run': 'run' },
  values: { ':run': run },
});

/** Writes down that a step is under way, in the transaction of what asks for it. */
export const openStep = (open: OpenStep): Write => ({ label: 'step', put: openStepEntity.toItem(open) });

/** The same by itself. */
export const keepStep = (table: Table, open: OpenStep): Promise<void> => table.put(openStepEntity.toItem(open));

/** Writes down that a step was sent once more, unless it is done meanwhile, or a later run has one of the same name. */
export const keepSent = async (table: Table, open: OpenStep): Promise<boolean> => {
  try {
    await table.put(openStepEntity.toItem(open), ofRun(open));
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
};

/** A step is done: it goes, in the transaction of what it did. The same step of a later run stays, and fails the transaction. */
export const closeStep = (open: Pick<OpenStep, 'importId' | 'step' | 'run'>): Write => ({
  label: 'step',
  remove: openStepKey(open),
  condition: { ...ofRun(open), text: `attribute_not_exists(pk) OR ${ofRun(open).text}` },
});

/** Takes a step away for which there is nothing to do any more; that of a later run stays. */
export const dropStep = async (table: Table, open: Pick<OpenStep, 'importId' | 'step' | 'run'>): Promise<void> => {
  try {
    await table.transact([closeStep(open)]);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
};

/** A step, or `undefined` when it is not under way. */
export const findStep = async (
  table: Table,
  open: Pick<OpenStep, 'importId' | 'step'>,
): Promise<OpenStep | undefined> => {
  const item = await table.get(openStepKey(open), { consistent: true });
  return item && openStepEntity.fromItem(item);
};

/** Whether chunks of an import are under way, or still to be handed out; strongly read, so that the last one to end sees that it is. */
export const hasOpenChunks = async (table: Table, importId: string): Promise<boolean> => {
  const partition = importPartition(importId);
  const { items } = await table.query({ partition, beginsWith: OPEN_CHUNK_PREFIX, limit: 1, consistent: true });
  return items.length > 0;
};

const PAGE = 1_000;

/** Steps of all imports that were due before a time (milliseconds), the longest overdue first; about `limit` of them at most. */
export const dueSteps = async (table: Table, before: number, limit: number): Promise<OpenStep[]> => {
  const steps: OpenStep[] = [];
  for (let more = true, after: string | undefined; more && steps.length < limit; ) {
    const page = await table.query({
      index: 'byList',
      partition: OPEN_STEP_LIST,
      ...(after !== undefined && { after }),
      before: dueSort(before),
      limit: PAGE,
    });
    steps.push(...page.items.map((item) => openStepEntity.fromItem(item)));
    after = String(page.items.at(-1)?.['listSort']);
    more = page.more;
  }
  return steps;
};
