import { setTimeout as wait } from 'node:timers/promises';
import { synthesizeSluice } from '../demo/synthesize-sluice.ts';
import { PUBLISHED_EVERYWHERE } from '../lib/scoring-jobs/start-scoring-job.ts';
import { bareRescoreSchema } from './bare-rescore.ts';
import { expectSuccess, onFreshStack, signInAs, tableNameOf } from './bench-stack.ts';
import { startChild } from './child.ts';
import { STRICTER } from './stricter-scoring.ts';

// Leads a second that a publication scores again, every one of them with another score, beside the same transactions straight to the engine (bare-rescore.ts), each on a
// fresh store. The pass that looks whether any lead was missed is in it; the seconds that a publication waits for all instances to know the rules are not.
// node bench/rescore.ts 100000

const DEFAULT_LEADS = 20_000;
/** As many lanes as the worker goes through at a time (infra). */
const AT_ONCE = 4;
const LEAST_SHARE = 0.5;
const POLL_EVERY = 250;

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const enter = async (dynamodb: string, tableName: string, leads: number, rescores: boolean): Promise<number> => {
  const child = startChild('./bare-rescore.ts', bareRescoreSchema);
  try {
    return (await child.ask({ dynamodb, tableName, leads, atOnce: AT_ONCE, rescores })).seconds;
  } finally {
    await child.stop();
  }
};

const ours = (assembly: string, leads: number): Promise<number> =>
  onFreshStack(assembly, async (stack) => {
    const ines = await signInAs(stack, 'ines');
    await enter(stack.endpoints.dynamodb, tableNameOf(stack), leads, false);
    expectSuccess(
      await ines('PUT', '/v1/settings/scoring', { body: { set: STRICTER }, headers: { 'if-match': '"0"' } }),
    );
    for (;;) {
      const [job] = expectSuccess(await ines('GET', '/v1/settings/scoring/jobs')).body.items;
      if (job.state === 'done') {
        if (job.progress.changed !== leads) throw new Error(`${job.progress.changed} of ${leads} leads changed`);
        return (Date.parse(job.finishedAt) - Date.parse(job.startedAt)) / 1000 - PUBLISHED_EVERYWHERE;
      }
      await wait(POLL_EVERY);
    }
  });

const bare = (assembly: string, leads: number): Promise<number> =>
  onFreshStack(assembly, async (stack) => {
    stack.pauseQueues();
    return enter(stack.endpoints.dynamodb, tableNameOf(stack), leads, true);
  });

const main = async (): Promise<void> => {
  const assembly = await synthesizeSluice();
  const leads = Number(process.argv[2] ?? DEFAULT_LEADS);
  const [mine, theirs] = [await ours(assembly, leads), await bare(assembly, leads)];
  const share = theirs / mine;
  print(
    `${leads} leads in ${mine.toFixed(1)} s: ${(leads / mine).toFixed(0)} a second; bare ${(leads / theirs).toFixed(0)} a second; share ${share.toFixed(2)} (at least ${LEAST_SHARE})`,
  );
  if (share < LEAST_SHARE) {
    print('\nNot reached.');
    process.exitCode = 1;
  }
};

await main();
