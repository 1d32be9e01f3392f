import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAIL_FROM } from '../../demo/mail-from.ts';
import { signToken } from '../../lib/signing/signed-token.ts';
import { readSigningSecret } from '../../lib/signing/signing-secret.ts';
import { openTable, type Table } from '../../lib/table/table.ts';
import type { Fault } from '../../local/engines/tap.ts';
import { type KeptMail, openMailbox } from '../../local/mail/mailbox.ts';
import { aVisitor, type Send, type SluiceStack, startSluice, until } from './sluice-stack.ts';

const NEWS = 'Send me news of your products.\nAt most one mail a month.';
const CALLS = 'You may call me about this.';
const DAY = 86_400_000;

/** The table as it lies in the engine. */
const tableOf = ({ stack: { outputs, endpoints } }: SluiceStack): Table =>
  openTable(
    outputs['TableName'] ?? '',
    new DynamoDBClient({
      endpoint: endpoints.dynamodb,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    }),
  );

describe('double opt-in', () => {
  let sluice: SluiceStack;
  let table: Table;
  let tom: Send;
  let ada: Send;
  let formId: string;
  let mailFault: Fault | undefined;

  beforeAll(async () => {
    sluice = await startSluice({
      parameters: { mailFrom: MAIL_FROM },
      onCall: ({ service }) => (service === 'email' ? mailFault : undefined),
    });
    table = tableOf(sluice);
    [tom, ada] = [await sluice.as('tom'), await sluice.as('ada')];
    const { status, body } = await tom('POST', '/v1/forms', {
      body: {
        name: 'Seal guide',
        fields: [
          { key: 'email', label: 'E-mail', kind: 'email', required: true, feeds: 'email' },
          { key: 'firstName', label: 'First name', kind: 'text', feeds: 'firstName' },
        ],
        consents: [
          { purpose: 'news', wording: NEWS },
          { purpose: 'calls', wording: CALLS },
        ],
        doubleOptIn: true,
      },
    });
    expect(status).toBe(201);
    formId = body.id;
  });
  afterAll(() => sluice.stop());

  const post = async (fields: Record<string, string>): Promise<string> => {
    const { status, body } = await sluice.visitor('POST', `/v1/forms/${formId}/submissions`, { body: fields });
    expect(status).toBe(202);
    return body.submissionId;
  };
  const mailsTo = (email: string): KeptMail[] =>
    openMailbox(sluice.dataDir)
      .list()
      .filter(({ to }) => to.includes(email));
  const linkIn = ({ text = '' }: KeptMail): string => {
    const [link] = /https?:\/\/\S+\/confirm\/\S+/.exec(text) ?? [];
    if (link === undefined) throw new Error('the mail has no link');
    expect(link.startsWith(sluice.url)).toBe(true);
    return link.slice(sluice.url.length);
  };
  /** Somebody fills in the form and ticks for news; gives their address, lead and confirmation link. */
  const ticked = async (fields: Record<string, string> = {}) => {
    const { email = '', firstName = '' } = aVisitor(fields);
    const submissionId = await post({ email, firstName, 'consent.news': 'on' });
    await sluice.idle();
    const mails = mailsTo(email);
    expect(mails).toHaveLength(1);
    const [mail] = mails;
    if (mail === undefined) throw new Error('no mail came');
    const { items } = (await ada('GET', '/v1/leads?view=all&limit=100')).body;
    const lead = items.find((one: { email: string }) => one.email === email);
    return {
      email,
      submissionId,
      mail,
      link: linkIn(mail),
      ledgerOf: `/v1/leads/${lead.id}/consents`,
      leadId: lead.id,
    };
  };

  it('asks by mail, and counts nothing before the person confirms on the page behind the link', async () => {
    const { mail, link, ledgerOf } = await ticked();
    expect(mail).toMatchObject({ from: MAIL_FROM, subject: 'Please confirm: Seal guide' });
    expect(mail.text).toContain(NEWS);
    expect(mail.text).not.toContain(CALLS);
    const pending = { purpose: 'news', state: 'pending', wording: NEWS, formId, formVersion: 1 };
    expect((await ada('GET', ledgerOf)).body).toMatchObject({
      purposes: [{ purpose: 'news', state: 'pending' }],
      items: [pending],
    });

    const page = await sluice.visitor('GET', link);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.body).toContain('Send me news of your products.');
    expect(page.body).not.toContain(CALLS);
    expect((await ada('GET', ledgerOf)).body.items).toHaveLength(1);

    const thanks = await sluice.visitor('POST', link, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(thanks.status).toBe(200);
    expect(thanks.body).toContain('Thank you');
    const confirmed = (await ada('GET', ledgerOf)).body;
    expect(confirmed.purposes).toMatchObject([{ purpose: 'news', state: 'confirmed' }]);
    expect(confirmed.items).toMatchObject([{ ...pending, state: 'confirmed' }, pending]);
  });

  it('changes nothing when the link is used once more', async () => {
    const { link, ledgerOf } = await ticked();
    await sluice.visitor('POST', link);
    const once = (await ada('GET', ledgerOf)).body;
    const again = await Promise.all([1, 2, 3].map(() => sluice.visitor('POST', link)));
    expect(again.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await ada('GET', ledgerOf)).body).toEqual(once);
  });

  it('asks nobody who ticked nothing', async () => {
    const { email = '' } = aVisitor();
    await post({ email });
    await sluice.idle();
    expect(mailsTo(email)).toEqual([]);
  });

  it('says of a forged link, one that has expired and one of another purpose that nothing was confirmed', async () => {
    const { submissionId, ledgerOf, link } = await ticked();
    const secret = await readSigningSecret(table);
    const payload = (expires: number) => JSON.stringify({ submissionId, expires });
    const links: [string, number][] = [
      [signToken(secret, 'confirm-consent', payload(Date.now() - 1)), 410],
      [signToken(secret, 'fill-time', payload(Date.now() + DAY)), 404],
      [signToken(Buffer.from('guessed'), 'confirm-consent', payload(Date.now() + DAY)), 404],
      [`${link.slice('/confirm/'.length, -3)}xyz`, 404],
      ['nonsense', 404],
      ['%E2%82%AC%00', 404],
    ];
    for (const [token, status] of links) {
      for (const method of ['GET', 'POST']) {
        const page = await sluice.visitor(method, `/confirm/${token}`);
        expect([page.status, page.headers.get('content-type')], token).toEqual([status, 'text/html; charset=utf-8']);
        expect(page.body).toContain('Nothing was confirmed');
      }
    }
    expect((await ada('GET', ledgerOf)).body.items).toHaveLength(1);
  });

  it('asks for another try while the intake is still at it', async () => {
    const { email = '' } = aVisitor();
    sluice.pauseQueues();
    try {
      const submissionId = await post({ email, 'consent.news': 'on' });
      const payload = JSON.stringify({ submissionId, expires: Date.now() + DAY });
      const token = signToken(await readSigningSecret(table), 'confirm-consent', payload);
      expect((await sluice.visitor('GET', `/confirm/${token}`)).status).toBe(200);
      const early = await sluice.visitor('POST', `/confirm/${token}`);
      expect([early.status, early.body]).toEqual([409, expect.stringContaining('in a minute')]);
    } finally {
      sluice.resumeQueues();
    }
    await sluice.idle();
  });

  it('writes into the ledger of a contact what its person confirms', async () => {
    const { email, leadId, link: first } = await ticked();
    const path = `/v1/leads/${leadId}`;
    const call = { kind: 'call', direction: 'outbound', subject: 'First call', outcome: 'reached' };
    expect((await ada('POST', `${path}/activities`, { body: call })).status).toBe(201);
    const answer = { answer: 'confirmed' };
    const { headers } = await ada('GET', path);
    const qualified = await ada('PUT', `${path}/qualification`, {
      body: { fit: answer, need: answer, timing: answer, budget: answer },
      headers: { 'if-match': headers.get('etag') ?? '' },
    });
    expect(qualified.status).toBe(200);
    const converted = await ada('POST', `${path}/convert`, { body: { accountName: 'Seals Ltd' } });
    expect(converted.status).toBe(200);
    const ledgerOf = `/v1/contacts/${converted.body.contactId}/consents`;
    await sluice.visitor('POST', first);
    expect((await ada('GET', ledgerOf)).body.purposes).toMatchObject([{ purpose: 'news', state: 'confirmed' }]);

    await post({ email, 'consent.calls': 'on' });
    await sluice.idle();
    const [second] = mailsTo(email);
    if (second === undefined) throw new Error('no mail came');
    await sluice.visitor('POST', linkIn(second));
    const { purposes, items } = (await ada('GET', ledgerOf)).body;
    expect(purposes).toMatchObject([
      { purpose: 'calls', state: 'confirmed' },
      { purpose: 'news', state: 'confirmed' },
    ]);
    expect(items.map(({ wording }: { wording: string }) => wording)).toEqual([CALLS, CALLS, NEWS, NEWS]);
  });

  it('makes the lead all the same when no mail can be sent to its address', async () => {
    mailFault = { kind: 'error', status: 400, code: 'BadRequestException' };
    const { email = '' } = aVisitor();
    const submissionId = await post({ email, 'consent.news': 'on' });
    await until(
      async () => (await sluice.visitor('GET', `/v1/submissions/${submissionId}`)).body.state === 'processed',
    );
    mailFault = undefined;
    expect(mailsTo(email)).toEqual([]);
  });

  it('shows the mails on a page of the local run', async () => {
    const { mail } = await ticked();
    const list = await sluice.visitor('GET', new URL(sluice.stack.mailUrl).pathname);
    expect(list.body).toContain(`/_local/mail/${mail.id}`);
    expect((await sluice.visitor('GET', `/_local/mail/${mail.id}`)).body).toContain(mail.subject);
  });
});
