import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { synthesizeSluice } from '../demo/synthesize-sluice.ts';
import { buildFunctions } from '../infra/build.ts';
import { functionEntries } from '../infra/function-entries.ts';
import { findSubmissions } from '../lib/submissions/submission-repository.ts';
import { openTable } from '../lib/table/table.ts';
import { type LocalStack, startLocal } from '../local/stack.ts';
import { bareServerSchema } from './bare-server.ts';
import { startChild } from './child.ts';
import { type Load, loadSchema } from './load.ts';
import { ownTimeSchema } from './own-time.ts';
import { percentile } from './percentile.ts';

// Submissions a second through the local runtime, beside a bare node:http server that makes the same engine calls (bare-server.ts), in
// turns, so that what else the machine does strikes both. Each number of connections has a stack of its own with a fresh store. The intake is
// paused meanwhile; then it drains, and every submission that was acknowledged must have been processed. Only some numbers of connections:
// node bench/capture.ts 8 32

const CONNECTIONS = [1, 8, 32];
/** Short turns, many of them: what else the machine does strikes both servers alike, and the median of the shares forgets the worst. */
const TURNS = 9;
const SECONDS = 1;
/** Long enough for the compiler to be done: with each of the function's workers, and with the one thread of the bare server. */
const WARM_UP_SECONDS = { ours: 5, bare: 3 };
const DRAIN_LIMIT = 180_000;

/** What the bench must show (docs: the capture function). */
const LEAST_SHARE = 0.6;
const MOST_BYTES = 500_000;
const MOST_OWN_MILLISECONDS = 1;

const settings = { region: 'us-east-1', credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' } };

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const temporaryFolder = async <T>(work: (folder: string) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const rateOf = (loads: readonly Load[]): number =>
  sum(loads.map(({ acknowledged }) => acknowledged.length)) / sum(loads.map(({ seconds }) => seconds));

const row = (connections: number, name: string, loads: readonly Load[]): string => {
  const latencies = loads.flatMap((load) => load.latencies);
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(latencies, share).toFixed(1).padStart(7));
  const failures = sum(loads.map((load) => load.failures));
  const rate = rateOf(loads).toFixed(0).padStart(6);
  return `${String(connections).padStart(5)}  ${name}  ${rate}  ${p50} ${p95} ${p99}  ${String(failures).padStart(6)}`;
};

const refOf = (stack: LocalStack, type: RegExp): string => {
  for (const resource of stack.resources.values()) if (type.test(resource.type)) return resource.ref;
  throw new Error(`the template has no ${type.source}`);
};

/** Lets the intake work through everything and gives how many of these submissions are processed. */
const drain = async (stack: LocalStack, ids: readonly string[]): Promise<number> => {
  const table = openTable(
    refOf(stack, /^AWS::DynamoDB::/),
    new DynamoDBClient({ ...settings, endpoint: stack.endpoints.dynamodb }),
  );
  stack.resumeQueues();
  for (const end = Date.now() + DRAIN_LIMIT; ; await wait(500)) {
    const submissions = await findSubmissions(table, ids);
    const processed = submissions.filter(({ state }) => state === 'processed').length;
    if (processed === ids.length || Date.now() > end) return processed;
  }
};

/** One number of connections: the two servers in turns, then the drain. Gives whether it reached what it must. */
const compare = (assembly: string, connections: number): Promise<boolean> =>
  temporaryFolder(async (dataDir) => {
    const stack = await startLocal({ assembly, dataDir, port: 0, scheduleOnStart: false, prewarm: true });
    stack.pauseQueues();
    const { QueueUrl: queueUrl } = await new SQSClient({ ...settings, endpoint: stack.endpoints.sqs }).send(
      new CreateQueueCommand({ QueueName: 'bare-lead-events' }),
    );
    const { pathname } = new URL(queueUrl ?? '');
    const bare = startChild('./bare-server.ts', bareServerSchema);
    const loader = startChild('./load.ts', loadSchema);
    try {
      const { url: bareUrl } = await bare.ask({
        dynamodb: stack.endpoints.dynamodb,
        tableName: refOf(stack, /^AWS::DynamoDB::/),
        queueUrl: stack.endpoints.sqs + pathname,
      });
      const load = (url: string, name: string, seconds: number) => loader.ask({ url, connections, seconds, name });
      const ourUrl = `${stack.url}/v1/forms/demo/submissions`;
      const warmUp = await load(ourUrl, 'warm', WARM_UP_SECONDS.ours);
      await load(bareUrl, 'warm-bare', WARM_UP_SECONDS.bare);
      const ours: Load[] = [];
      const theirs: Load[] = [];
      for (let turn = 0; turn < TURNS; turn += 1) {
        ours.push(await load(ourUrl, `ours-${turn}`, SECONDS));
        theirs.push(await load(bareUrl, `bare-${turn}`, SECONDS));
      }
      const shares = ours.map((turn, index) => rateOf([turn]) / rateOf(theirs.slice(index, index + 1)));
      const share = percentile(shares, 0.5);
      print(row(connections, 'Sluice', ours));
      print(row(connections, 'bare  ', theirs));
      const ids = [warmUp, ...ours].flatMap(({ acknowledged }) => acknowledged);
      const start = Date.now();
      const processed = await drain(stack, ids);
      const took = ((Date.now() - start) / 1000).toFixed(0);
      print(
        `       share of the bare server, median of ${TURNS} turns: ${share.toFixed(2)}; ${processed} of ${ids.length} acknowledged processed, drained in ${took} s`,
      );
      return share >= LEAST_SHARE && processed === ids.length;
    } finally {
      await loader.stop();
      await bare.stop();
      await stack.stop();
    }
  });

/** The capture function by itself: its bundle's size and its own time. Gives whether it reached what it must. */
const examineFunction = (): Promise<boolean> =>
  temporaryFolder(async (folder) => {
    const name = 'api-capture';
    const entries = { [name]: functionEntries()[name] ?? '' };
    await buildFunctions({ root: process.cwd(), entries, outDir: folder, metafile: join(folder, 'meta.json') });
    const bundle = join(folder, name, 'index.js');
    const { size } = statSync(bundle);
    const timer = startChild('./own-time.ts', ownTimeSchema);
    const { code, withSdk } = await timer.ask({ bundle });
    await timer.stop();
    const times = (samples: readonly number[]) =>
      `p50 ${percentile(samples, 0.5).toFixed(2)} ms, p99 ${percentile(samples, 0.99).toFixed(2)} ms`;
    print(`bundle of the capture function: ${(size / 1000).toFixed(0)} kB minified (at most ${MOST_BYTES / 1000})`);
    print(`its own time without engine calls: ${times(code)} (p99 under ${MOST_OWN_MILLISECONDS} ms)`);
    print(`  with the SDK's part of the calls, marshalling and signing: ${times(withSdk)}`);
    return size <= MOST_BYTES && percentile(code, 0.99) < MOST_OWN_MILLISECONDS;
  });

const main = async (): Promise<void> => {
  const assembly = await synthesizeSluice();
  const reached = [await examineFunction()];
  print('\nat a time         per s   p50 ms  p95 ms  p99 ms  failed');
  const wanted = process.argv.slice(2).map(Number);
  for (const connections of wanted.length > 0 ? wanted : CONNECTIONS)
    reached.push(await compare(assembly, connections));
  if (reached.includes(false)) {
    print(`\nNot reached: a share of at least ${LEAST_SHARE}, everything processed, and the limits of the function.`);
    process.exitCode = 1;
  }
};

await main();
