import { newId } from '../lib/ids.ts';
import type { Chunk } from '../lib/imports/chunk-entity.ts';
import { replaceChunk } from '../lib/imports/chunk-repository.ts';
import { importOptions } from '../lib/imports/import-contract.ts';
import type { Import } from '../lib/imports/import-entity.ts';
import { type RowRules, rulesOf } from '../lib/imports/import-job.ts';
import { newStep } from '../lib/imports/open-step.ts';
import { openStep } from '../lib/imports/open-step-repository.ts';
import type { PlanRow } from '../lib/imports/plan-row.ts';
import { commitWrites, leadOfRow } from '../lib/imports/row-writes.ts';
import { DEFAULT_SCORING } from '../lib/scoring/default-scoring.ts';
import { compileScoring } from '../lib/scoring/scorer.ts';
import type { Write } from '../lib/table/table.ts';
import { TABLE_SCHEMA } from '../lib/table/table-schema.ts';

// How the writes of an import spread over the partitions of the table and of its indexes, from the keys that its rows really get, and how many a second the busiest partition
// takes at 10,000 rows a second. No engine runs. node bench/partition-distribution.ts 1000000

const DEFAULT_ROWS = 1_000_000;
const ROWS_A_SECOND = 10_000;
/** Write units a second of one partition: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html */
const MOST_WRITES = 1_000;
/** A transactional write of up to 1 KB, and what it changes in an index: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html */
const TRANSACTIONAL_WRITE = 2;
const INDEX_WRITE = 1;
/** Rows of a transaction, with an address each, and rows of a chunk. */
const GROUP_ROWS = 49;
const CHUNK_ROWS = 1_000;
const PEOPLE_OF_A_COMPANY = 40;

const REPS = ['10000000-0000-4000-8000-000000000001', '10000000-0000-4000-8000-000000000002'];
const OWNERS: Readonly<Record<string, (row: number) => string | undefined>> = {
  'one owner': () => REPS[0],
  nobody: () => undefined,
  'two reps by turns': (row) => REPS[row % 2],
};

/** Write units by partition: those of the table, and those of each index. */
type Spread = Map<string, Map<string, number>>;

const add = (spread: Spread, where: string, partition: unknown, units: number): void => {
  if (typeof partition !== 'string') return;
  const partitions = spread.get(where) ?? new Map<string, number>();
  spread.set(where, partitions.set(partition, (partitions.get(partition) ?? 0) + units));
};

const INDEXES = Object.entries(TABLE_SCHEMA.indexes);

const count = (spread: Spread, write: Write): void => {
  if (!('put' in write)) return;
  add(spread, 'table', write.put.pk, TRANSACTIONAL_WRITE);
  for (const [name, { partitionKey }] of INDEXES) add(spread, name, write.put[partitionKey], INDEX_WRITE);
};

const rulesFor = (now: number): RowRules => {
  const id = newId(now);
  const one: Import = {
    id,
    name: 'list.csv',
    size: 0,
    state: 'committing',
    key: id,
    columns: [],
    options: importOptions.parse({ columns: [{ header: 'Email', feeds: 'email' }] }),
    run: 1,
    committedAt: new Date(now).toISOString(),
    updatedAt: new Date(now).toISOString(),
    version: 1,
  };
  return rulesOf(one);
};

/** Somebody of whom all is known, or next to nothing, so that the score makes all of them candidates, or none. */
const planRow = (row: number, isComplete: boolean): PlanRow => {
  const company = Math.floor(row / PEOPLE_OF_A_COMPANY);
  if (!isComplete) return { row, state: 'create', told: { email: `robin.${row}@gmail.com`, lastName: `Muster${row}` } };
  const told = {
    email: `robin.${row}@company-${company}.example`,
    firstName: 'Robin',
    lastName: `Muster${row}`,
    company: `Company ${company}`,
    title: 'Head of Sales',
    phone: `+49 30 ${1_000_000 + company}`,
  };
  return { row, state: 'create', told };
};

/** What the rows of a list write whose leads go to `ownerOf`; gives also how many of them are candidates. */
const spreadOfRows = (rows: number, isComplete: boolean, ownerOf: (row: number) => string | undefined) => {
  const now = Date.now();
  const rules = rulesFor(now);
  const scorer = compileScoring(DEFAULT_SCORING, 0);
  const scoring = { scorer, now, itsOwn: () => scorer };
  const spread: Spread = new Map();
  let candidates = 0;
  for (let row = 2; row < rows + 2; row += 1) {
    const planned = planRow(row, isComplete);
    for (const write of commitWrites(rules, planned, leadOfRow(rules, planned, ownerOf(row), scoring), scoring)) {
      count(spread, write);
      if ('put' in write && write.put['candidate'] === true) candidates += 1;
    }
  }
  return { spread, candidates };
};

/** What the import writes about itself in a commit: the fence of each group, and of each chunk its step and its end. */
const spreadOfJob = (rows: number): Spread => {
  const spread: Spread = new Map();
  const { importId } = rulesFor(Date.now());
  for (let number = 0; number < rows / CHUNK_ROWS; number += 1) {
    const done = { start: 0, end: 0, firstRow: 2, rows: CHUNK_ROWS, counts: {}, run: 1, finishedRun: 0, undoFence: 0 };
    const chunk: Chunk = { importId, number, ...done, fence: 0 };
    const step = newStep(importId, number, 1, Date.now());
    // Taken up, each group, and finished.
    const fences = 2 + Math.ceil(CHUNK_ROWS / GROUP_ROWS);
    for (let write = 0; write < fences; write += 1) count(spread, replaceChunk(chunk, chunk));
    // Its step comes and goes; taking it away costs as much.
    for (let write = 0; write < 2; write += 1) count(spread, openStep(step));
  }
  return spread;
};

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const row = (cells: readonly (string | number)[]): string =>
  cells.map((cell, index) => (index < 2 ? String(cell).padEnd(34) : String(cell).padStart(12))).join('');

/** Prints the busiest partition of each part of a spread; gives whether all stay below the limit. */
const report = (what: string, spread: Spread, rows: number): boolean => {
  let reached = true;
  for (const [where, partitions] of spread) {
    let total = 0;
    let most = 0;
    for (const units of partitions.values()) {
      total += units;
      most = Math.max(most, units);
    }
    const aSecond = (most / rows) * ROWS_A_SECOND;
    print(row([what, where, partitions.size, `${((100 * most) / total).toFixed(4)} %`, aSecond.toFixed(1)]));
    reached &&= aSecond <= MOST_WRITES;
  }
  return reached;
};

const main = (): void => {
  const rows = Number(process.argv[2] ?? DEFAULT_ROWS);
  print(
    `${rows} new leads; writes a second of the busiest partition at ${ROWS_A_SECOND} rows a second (at most ${MOST_WRITES})\n`,
  );
  print(row(['list', 'where', 'partitions', 'its share', 'its WU/s']));
  const reached = [report('the import itself', spreadOfJob(rows), rows)];
  for (const isComplete of [false, true]) {
    for (const [name, ownerOf] of Object.entries(OWNERS)) {
      const { spread, candidates } = spreadOfRows(rows, isComplete, ownerOf);
      const expected = isComplete ? rows : 0;
      if (candidates !== expected) throw new Error(`${candidates} of ${rows} leads are candidates, not ${expected}`);
      reached.push(report(`${isComplete ? 'all' : 'no'} candidates, ${name}`, spread, rows));
    }
  }
  if (reached.includes(false)) {
    print('\nNot reached.');
    process.exitCode = 1;
  }
};

main();
