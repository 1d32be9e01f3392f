import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LocalStack, startLocal } from '../local/stack.ts';
import { buildWeb } from '../web/build.ts';
import { MAIL_FROM } from './mail-from.ts';
import { PEOPLE } from './people.ts';
import { announce, dataDirectory, withdraw } from './running.ts';
import { startSampleProvider } from './sample-provider.ts';
import { seed } from './seed.ts';
import { SITE, synthesizeSluice } from './synthesize-sluice.ts';

const log = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const portFrom = (text: string | undefined): number => {
  const port = text ? Number(text) : 3000;
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`PORT must be a number from 0 to 65535, not "${text}".`);
  return port;
};

const welcome = ({ url, mailUrl, endpoints, outputs: { ImportBucketName: bucket } }: LocalStack): string[] => [
  '',
  `Open ${url} and sign in as`,
  ...PEOPLE.map(
    ({ username, password, groups }) => `  ${username.padEnd(6)} password ${password.padEnd(14)} ${groups.join(', ')}`,
  ),
  '',
  'Post a lead from anywhere:',
  `  curl -X POST ${url}/v1/forms/demo/submissions -H 'content-type: application/json' \\`,
  `    -d '{"email":"pat@example.org","firstName":"Pat","company":"Example Works","message":"Please call me"}'`,
  'Drop a list of leads as a partner would (with the AWS CLI and any credentials):',
  `  aws s3 cp list.csv s3://${bucket}/imports/fair/ --endpoint-url ${endpoints.s3}`,
  `Mail goes nowhere from here; read it at ${mailUrl}`,
  'An access token for scripts: npm run -s token -- rep',
  '',
];

const start = async (): Promise<void> => {
  const port = portFrom(process.env['PORT']);
  const dataDir = dataDirectory();
  log('Building the client and the functions, synthesizing the app');
  const [assembly] = await Promise.all([synthesizeSluice(), buildWeb({ outDir: SITE })]);
  const provider = await startSampleProvider(port === 0 ? 0 : port + 1);
  const stack = await startLocal({
    assembly,
    dataDir,
    port,
    parameters: { mailFrom: MAIL_FROM },
    environment: { LOCAL_PROVIDER: provider.origin },
    people: [...PEOPLE],
    site: SITE,
    log,
    prewarm: true,
  });

  let stopping = false;
  const stop = async (exitCode: number): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log('Stopping: finishing what is under way');
    withdraw(dataDir);
    await stack.stop();
    await provider.stop();
    process.exit(exitCode);
  };
  process.on('SIGINT', () => void stop(0));
  process.on('SIGTERM', () => void stop(0));
  void stack.failed.then((line) => {
    process.stderr.write(`${line}\n`);
    return stop(1);
  });

  const running = { url: stack.url, issuer: stack.issuer, clientId: stack.clientId };
  announce(dataDir, running);
  const seeded = join(dataDir, 'seeded');
  if (process.env['SLUICE_SEED'] !== 'off' && !existsSync(seeded)) {
    await seed(running, log);
    writeFileSync(seeded, new Date().toISOString());
  }
  for (const line of welcome(stack)) log(line);
  log(`Sluice is ready at ${stack.url}`);
};

mkdirSync('.build', { recursive: true });
start().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
