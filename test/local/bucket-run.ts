import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { S3Client } from '@aws-sdk/client-s3';
import { onTestFinished } from 'vitest';
import { type BucketApi, startBucketApi } from '../../local/buckets/bucket-api.ts';
import type { BucketDefinition } from '../../local/buckets/bucket-definition.ts';
import { temporaryFolder } from './fixture/fixture-run.ts';

export const bucketName = 'lists';

export interface BucketRun {
  api: BucketApi;
  dataDir: string;
  client: S3Client;
  /** What was put into queues, in order. */
  sent: { queueUrl: string; message: unknown }[];
  log: string[];
  stop(): Promise<void>;
}

/** Starts the S3 API with one bucket for one test, which stops it; a new data folder unless one is given. */
export async function startBucketsForTest(
  definition: Partial<BucketDefinition> = {},
  options: { dataDir?: string; send?: () => Promise<void> } = {},
): Promise<BucketRun> {
  const dataDir = options.dataDir ?? temporaryFolder();
  const sent: BucketRun['sent'] = [];
  const log: string[] = [];
  const api = await startBucketApi({
    dataDir,
    send: async (queueUrl, body) => {
      await options.send?.();
      sent.push({ queueUrl, message: JSON.parse(body) });
    },
    log: (line) => log.push(line),
  });
  await api.ensureBucket({ name: bucketName, corsRules: [], notifications: [], ...definition });
  const client = new S3Client({
    endpoint: api.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  let stopped: Promise<void> | undefined;
  const stop = () => {
    client.destroy();
    stopped ??= api.stop();
    return stopped;
  };
  onTestFinished(async () => {
    await stop();
    if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
  });
  return { api, dataDir, client, sent, log, stop };
}

/** Starts the S3 API with the same bucket in a process of its own, which a test may kill. */
export async function startBucketProcess(dataDir: string): Promise<{ child: ChildProcess; endpoint: string }> {
  const child = spawn(process.execPath, ['test/local/fixture/bucket-process.ts', dataDir, bucketName], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = await once(child.stdout, 'data');
  return { child, endpoint: String(line).trim() };
}
