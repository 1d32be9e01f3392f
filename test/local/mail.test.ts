import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetAccountCommand, SESv2Client, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { accessKeyFor } from '../../local/engines/access-key.ts';
import { type EngineCall, type Fault, startTap, type Tap } from '../../local/engines/tap.ts';
import { type EmailApi, startEmailApi } from '../../local/mail/email-api.ts';
import { createMailPages } from '../../local/mail/mail-page.ts';
import { type Mailbox, openMailbox } from '../../local/mail/mailbox.ts';

let dataDir: string;
let mailbox: Mailbox;
let api: EmailApi;
let tap: Tap;
let calls: EngineCall[];
let fault: Fault | undefined;
let client: SESv2Client;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'mail-'));
  mailbox = openMailbox(dataDir);
  api = await startEmailApi(mailbox);
  calls = [];
  fault = undefined;
  tap = await startTap({
    targets: { email: api.endpoint },
    listener: (call) => {
      calls.push(call);
      return fault;
    },
  });
  vi.stubEnv('AWS_ENDPOINT_URL_SESV2', tap.endpoints.email ?? '');
  client = new SESv2Client({
    region: 'us-east-1',
    credentials: { accessKeyId: accessKeyFor('SenderFn'), secretAccessKey: 'local' },
    maxAttempts: 1,
  });
});

afterEach(async () => {
  vi.unstubAllEnvs();
  client.destroy();
  await tap.stop();
  await api.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const aMail = (changes: Partial<SendEmailCommandInput> = {}): SendEmailCommand =>
  new SendEmailCommand({
    FromEmailAddress: 'from@example.com',
    Destination: { ToAddresses: ['pat@example.org'] },
    Content: {
      Simple: {
        Subject: { Data: 'Hello <Pat>' },
        Body: { Text: { Data: 'See https://example.com/a?b=1&c=2. <b>Bye</b>' } },
      },
    },
    ...changes,
  });

it('keeps what a client sends that has its address from the environment, as a file each', async () => {
  const { MessageId } = await client.send(aMail());
  expect(mailbox.find(MessageId ?? '')).toMatchObject({
    from: 'from@example.com',
    to: ['pat@example.org'],
    subject: 'Hello <Pat>',
  });
  expect(readdirSync(join(dataDir, 'mail'))).toEqual([`${MessageId}.json`]);
});

it('gives the mails newest first, those of an earlier run too', async () => {
  const ids: (string | undefined)[] = [];
  for (let count = 0; count < 3; count += 1) {
    vi.useFakeTimers({ now: 1_800_000_000_000 + count, toFake: ['Date'] });
    ids.push(mailbox.keep({ from: 'a@b', to: ['c@d'], cc: [], bcc: [], replyTo: [], subject: `${count}` }));
  }
  vi.useRealTimers();
  expect(
    openMailbox(dataDir)
      .list()
      .map(({ id }) => id),
  ).toEqual(ids.reverse());
});

it('is seen by the tap as one operation of a service, with who asked for it', async () => {
  await client.send(aMail());
  expect(calls).toEqual([
    expect.objectContaining({ functionId: 'SenderFn', service: 'email', operation: 'SendEmail' }),
  ]);
  expect(calls[0]?.input).toMatchObject({ FromEmailAddress: 'from@example.com' });
});

it('answers for the service when the tap is told to, in a form that the client understands', async () => {
  fault = { kind: 'error', status: 429, code: 'TooManyRequestsException' };
  await expect(client.send(aMail())).rejects.toMatchObject({ name: 'TooManyRequestsException' });
  expect(mailbox.list()).toEqual([]);
});

it.each([
  ['has no recipient', { Destination: {} }],
  ['is to something that is no address', { Destination: { ToAddresses: ['pat'] } }],
  [
    'has too many recipients',
    { Destination: { ToAddresses: Array.from({ length: 51 }, (_, n) => `p${n}@x.example`) } },
  ],
  ['is of a kind that is not kept', { Content: { Raw: { Data: Buffer.from('From: a') } } }],
  ['has no body', { Content: { Simple: { Subject: { Data: 'x' }, Body: {} } } }],
])('refuses a mail that %s', async (_, changes) => {
  await expect(client.send(aMail(changes))).rejects.toMatchObject({ name: 'BadRequestException' });
  expect(mailbox.list()).toEqual([]);
});

it('refuses every other operation in the shape of the service', async () => {
  await expect(client.send(new GetAccountCommand({}))).rejects.toMatchObject({ name: 'UnknownOperationException' });
  expect(calls.at(-1)).toMatchObject({ operation: 'GET /v2/email/account' });
});

const textOf = (answer: { body: string | Buffer } | undefined): string => String(answer?.body);

it('shows the mails on a page, and each one on its own with links to click', async () => {
  const pages = createMailPages(mailbox);
  expect(textOf(pages('GET', '/_local/mail'))).toContain('There is none so far');
  const { MessageId = '' } = await client.send(aMail());
  const list = textOf(pages('GET', '/_local/mail'));
  expect(list).toContain(`href="/_local/mail/${MessageId}"`);
  expect(list).toContain('Hello &lt;Pat&gt;');
  const mail = textOf(pages('GET', `/_local/mail/${MessageId}`));
  expect(mail).toContain('<a href="https://example.com/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer">');
  expect(mail).toContain('&lt;b&gt;Bye&lt;/b&gt;');
});

it('shows an HTML mail in a frame that runs no script', async () => {
  const Body = { Html: { Data: '<p title="x">Hi</p><script>alert(1)</script>' } };
  const { MessageId } = await client.send(aMail({ Content: { Simple: { Subject: { Data: 'x' }, Body } } }));
  const answer = createMailPages(mailbox)('GET', `/_local/mail/${MessageId}`);
  const sandbox = /<iframe sandbox="([^"]*)"/.exec(textOf(answer))?.[1];
  expect(sandbox).not.toMatch(/allow-(scripts|same-origin)/);
  expect(textOf(answer)).toContain('&lt;p title=&quot;x&quot;&gt;Hi&lt;/p&gt;');
  expect(textOf(answer)).not.toContain('<script>');
  expect(answer?.headers['content-security-policy']).toContain("default-src 'none'");
});

it('leaves every other request to whoever else answers, and knows no mail by a path', () => {
  const pages = createMailPages(mailbox);
  expect(pages('GET', '/v1/leads')).toBeUndefined();
  expect(pages('GET', '/_local/mailbox')).toBeUndefined();
  expect(pages('POST', '/_local/mail')).toBeUndefined();
  expect(pages('GET', '/_local/mail/..%2f..%2fsecret')?.statusCode).toBe(404);
  expect(pages('GET', '/_local/mail/../secret')?.statusCode).toBe(404);
});
