import { synthesizeSluice } from '../demo/synthesize-sluice.ts';
import { bareImportSchema } from './bare-import.ts';
import { onFreshStack, tableNameOf } from './bench-stack.ts';
import { startChild } from './child.ts';
import type { MemoryPeak } from './memory-peaks.ts';
import { percentile } from './percentile.ts';
import { aPersonList } from './person-list.ts';
import { type TimedImport, timeImport } from './timed-import.ts';

// Rows of a list a second, from the upload's end until each row is a lead, beside the same transactions straight to the engine (bare-import.ts), each on a fresh store; where
// there are few rows in turns, so that what else the machine does strikes both. With several numbers of rows also how the rate and the memory change with them:
// node bench/import.ts 10000 100000

const DEFAULT_ROWS = 10_000;
/** Up to so many rows they take turns. */
const FEW_ROWS = 20_000;
const TURNS = 3;
/** Rows that go before, not timed: a chunk for each thread, so that the compiler is done with what they run. */
const WARM_UP_ROWS = 8_000;

/** What the bench must show: of the ceiling, of the smallest list's rate at the largest one, and the rows a second of the fastest peer (docs: imports). */
const LEAST_SHARE = 0.5;
const LEAST_OF_SMALLEST = 0.9;
const PEER = 529;
/** How often the memory of a thread at the smallest list may be needed for the largest one: a collector that has more time to be lazy takes some. */
const MOST_GROWTH = 1.5;

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const ours = (assembly: string, rows: number, turn: number): Promise<TimedImport> =>
  onFreshStack(assembly, async (stack) => {
    await timeImport(stack, aPersonList(WARM_UP_ROWS, 'warm-up'), WARM_UP_ROWS);
    return timeImport(stack, aPersonList(rows, `list-${turn}`), rows);
  });

/** Seconds of the bare transactions. */
const bare = (assembly: string, rows: number, atOnce: number): Promise<number> =>
  onFreshStack(assembly, async (stack) => {
    stack.pauseQueues();
    const child = startChild('./bare-import.ts', bareImportSchema);
    try {
      const order = { dynamodb: stack.endpoints.dynamodb, tableName: tableNameOf(stack), atOnce };
      await child.ask({ ...order, rows: WARM_UP_ROWS });
      return (await child.ask({ ...order, rows })).seconds;
    } finally {
      await child.stop();
    }
  });

interface Measured {
  readonly rows: number;
  readonly rate: number;
  readonly ceiling: number;
  readonly share: number;
  readonly memory: { readonly files: MemoryPeak; readonly chunks: MemoryPeak };
}

const median = (numbers: readonly number[]): number => percentile(numbers, 0.5);

const largest = (peaks: readonly MemoryPeak[]): MemoryPeak => ({
  threads: Math.max(...peaks.map(({ threads }) => threads)),
  heapUsed: Math.max(...peaks.map(({ heapUsed }) => heapUsed)),
  external: Math.max(...peaks.map(({ external }) => external)),
  sum: Math.max(...peaks.map(({ sum }) => sum)),
});

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(0)} MB`;

const memoryLine = (name: string, { threads, heapUsed, external, sum }: MemoryPeak): string =>
  `         ${name}: at most ${megabytes(heapUsed)} of heap and ${megabytes(external)} outside of it in a thread, ${megabytes(sum)} together; ${threads} at a time`;

const measure = async (assembly: string, rows: number): Promise<Measured> => {
  const timed: TimedImport[] = [];
  const ceilings: number[] = [];
  for (let turn = 0; turn < (rows <= FEW_ROWS ? TURNS : 1); turn += 1) {
    const one = await ours(assembly, rows, turn);
    timed.push(one);
    ceilings.push(await bare(assembly, rows, one.chunks.threads));
  }
  const middle = (of: (one: TimedImport) => number): string => median(timed.map(of)).toFixed(1);
  const rate = rows / median(timed.map(({ total }) => total));
  const ceiling = rows / median(ceilings);
  const share = median(timed.map(({ total }, turn) => (ceilings[turn] ?? Number.NaN) / total));
  const memory = { files: largest(timed.map((one) => one.files)), chunks: largest(timed.map((one) => one.chunks)) };
  print(
    `${String(rows).padStart(8)} ${rate.toFixed(0).padStart(5)} rows/s in ${middle(({ total }) => total)} s: read ${middle(({ read }) => read)}, plan ${middle(({ plan }) => plan)}, commit ${middle(({ commit }) => commit)}`,
  );
  print(
    `         ${ceiling.toFixed(0).padStart(5)} rows/s bare; share of that ceiling: ${share.toFixed(2)} (at least ${LEAST_SHARE}); the fastest peer: ${PEER} rows/s`,
  );
  print(memoryLine('whole files', memory.files));
  print(memoryLine('chunks', memory.chunks));
  return { rows, rate, ceiling, share, memory };
};

/** Whether the largest list goes as fast as the smallest one, in the same memory. */
const isSteady = (smallest: Measured, largest: Measured): boolean => {
  const ratio = largest.rate / smallest.rate;
  const growth = (of: 'files' | 'chunks') => largest.memory[of].sum / smallest.memory[of].sum;
  print(
    `\nrows/s at ${largest.rows} by those at ${smallest.rows}: ${ratio.toFixed(2)} (at least ${LEAST_OF_SMALLEST}); memory of a thread: whole files × ${growth('files').toFixed(2)}, chunks × ${growth('chunks').toFixed(2)} (at most ${MOST_GROWTH})`,
  );
  return ratio >= LEAST_OF_SMALLEST && growth('files') <= MOST_GROWTH && growth('chunks') <= MOST_GROWTH;
};

const main = async (): Promise<void> => {
  const assembly = await synthesizeSluice();
  const wanted = process.argv.slice(2).map(Number);
  const measured: Measured[] = [];
  for (const rows of wanted.length > 0 ? wanted : [DEFAULT_ROWS]) measured.push(await measure(assembly, rows));
  const reached = measured.map(({ share, rate }) => share >= LEAST_SHARE && rate > PEER);
  const sorted = measured.toSorted((one, other) => one.rows - other.rows);
  const [smallest, largest] = [sorted[0], sorted.at(-1)];
  if (smallest && largest && smallest !== largest) reached.push(isSteady(smallest, largest));
  if (reached.includes(false)) {
    print('\nNot reached.');
    process.exitCode = 1;
  }
};

await main();
