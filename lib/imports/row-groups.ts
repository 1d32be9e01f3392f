import type { RowRules } from './import-job.ts';
import type { PlanRow } from './plan-row.ts';
import { countWrites } from './row-writes.ts';

/** Actions of one transaction (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html), one of which is the fence. */
const MOST_WRITES = 99;
const MOST_ROWS = 50;
/** A transaction takes 4 MB in all, by the same page; a lead that changes is written with all it had. */
const MOST_CHARACTERS = 1_000_000;

/** Whether a plan wants a row written. */
export const isToWrite = ({ state }: PlanRow): boolean => state === 'create' || state === 'update';

/** The rows that a plan wants written, in the groups that are one transaction each: the same whenever they are asked for. */
export const groupsOf = (rules: RowRules, rows: readonly PlanRow[]): PlanRow[][] => {
  const groups: PlanRow[][] = [];
  let group: PlanRow[] = [];
  let writes = 0;
  let characters = 0;
  for (const row of rows) {
    if (!isToWrite(row)) continue;
    const size = countWrites(rules, row);
    const length = JSON.stringify(row).length;
    const isFull = group.length >= MOST_ROWS || writes + size > MOST_WRITES || characters + length > MOST_CHARACTERS;
    if (isFull && group.length > 0) {
      groups.push(group);
      group = [];
      writes = 0;
      characters = 0;
    }
    group.push(row);
    writes += size;
    characters += length;
  }
  if (group.length > 0) groups.push(group);
  return groups;
};
