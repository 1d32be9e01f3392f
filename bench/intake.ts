import { setTimeout as wait } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { synthesizeSluice } from '../demo/synthesize-sluice.ts';
import { newId } from '../lib/ids.ts';
import { findLeads } from '../lib/leads/lead-repository.ts';
import { findSubmissions } from '../lib/submissions/submission-repository.ts';
import { openTable, type Table } from '../lib/table/table.ts';
import { onFreshStack, signInAs, tableNameOf } from './bench-stack.ts';
import { startChild } from './child.ts';
import { type PacedLoad, pacedLoadSchema } from './paced-load.ts';
import { percentile } from './percentile.ts';

// From an acknowledged submission to its lead, scored and assigned, at 50 submissions a second through the local runtime: by the time at which the intake marked it,
// which follows the lead's transaction. Beside it what a bare transaction of as many items takes in the same run. node bench/intake.ts 50

const DEFAULT_RATE = 50;
const WARM_UP_SECONDS = 8;
const SECONDS = 20;
const MOST_P95 = 1000;
const PATIENCE = 60_000;
const BATCH = 100;
const BARE_TRANSACTIONS = 200;

const settings = { region: 'us-east-1', credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' } };

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const row = (name: string, milliseconds: readonly number[]): string => {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(milliseconds, share).toFixed(0).padStart(6));
  return `${name.padEnd(36)} ${p50} ${p95} ${p99}`;
};

/** Milliseconds from each acknowledgement to the mark; fewer than there were where one is not processed, scored and assigned in time. */
const timesToLead = async (table: Table, { acknowledged }: PacedLoad): Promise<number[]> => {
  const ids = acknowledged.map(({ id }) => id);
  for (const end = Date.now() + PATIENCE; ; await wait(500)) {
    const submissions = await findSubmissions(table, ids);
    const processed = submissions.filter(({ state }) => state === 'processed');
    if (processed.length < ids.length && Date.now() < end) continue;
    const leads = new Set<string>();
    const leadIds = processed.flatMap(({ leadId }) => leadId ?? []);
    for (let start = 0; start < leadIds.length; start += BATCH) {
      for (const lead of await findLeads(table, leadIds.slice(start, start + BATCH))) {
        if (lead.ownerId !== undefined && lead.scoredAt !== undefined) leads.add(lead.id);
      }
    }
    const marked = new Map(processed.map((one) => [one.id, leads.has(one.leadId ?? '') ? one.processedAt : undefined]));
    return acknowledged.flatMap(({ id, at }) => {
      const processedAt = marked.get(id);
      return processedAt === undefined ? [] : [Date.parse(processedAt) - at];
    });
  }
};

/** Milliseconds of transactions of three items, one after the other. */
const bareTransactions = async (table: Table): Promise<number[]> => {
  const took: number[] = [];
  for (let turn = 0; turn < BARE_TRANSACTIONS; turn += 1) {
    const id = newId(Date.now());
    const start = performance.now();
    await table.transact(
      ['lead', 'identity', 'entry'].map((sk) => ({ label: sk, put: { pk: `BARE#${id}`, sk, type: 'bare', v: 1, id } })),
    );
    took.push(performance.now() - start);
  }
  return took;
};

const main = async (): Promise<void> => {
  const rate = Number(process.argv[2] ?? DEFAULT_RATE);
  const reached = await onFreshStack(await synthesizeSluice(), async (stack) => {
    await signInAs(stack, 'ada');
    const client = new DynamoDBClient({ ...settings, endpoint: stack.endpoints.dynamodb });
    const table = openTable(tableNameOf(stack), client);
    const loader = startChild('./paced-load.ts', pacedLoadSchema);
    try {
      const url = `${stack.url}/v1/forms/demo/submissions`;
      await loader.ask({ url, rate, seconds: WARM_UP_SECONDS, name: 'warm' });
      const load = await loader.ask({ url, rate, seconds: SECONDS, name: 'timed' });
      const times = await timesToLead(table, load);
      const bare = await bareTransactions(table);
      const ratio = percentile(times, 0.5) / percentile(bare, 0.5);
      print(`${''.padEnd(36)}    p50    p95    p99   milliseconds at ${rate} submissions a second`);
      print(
        row(
          'posted to acknowledged',
          load.acknowledged.map(({ took }) => took),
        ),
      );
      print(row('acknowledged to scored and assigned', times));
      print(row('a bare transaction of three items', bare));
      print(
        `${times.length} of ${load.acknowledged.length} acknowledged are leads, ${load.failures} failed; the way there takes ${ratio.toFixed(1)} bare transactions at the median; p95 at most ${MOST_P95} ms`,
      );
      return times.length === rate * SECONDS && percentile(times, 0.95) <= MOST_P95;
    } finally {
      await loader.stop();
    }
  });
  if (!reached) {
    print('\nNot reached.');
    process.exitCode = 1;
  }
};

await main();
