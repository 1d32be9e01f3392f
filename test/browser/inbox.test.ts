import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MAIL_FROM } from '../../demo/mail-from.ts';
import { ALWAYS } from '../../lib/business-hours/business-hours.ts';
import { getLead, replaceLead } from '../../lib/leads/lead-repository.ts';
import { promiseFor } from '../../lib/promises/response-promise.ts';
import { keepTimer } from '../../lib/timers/timer-repository.ts';
import { edited } from '../../lib/use-case.ts';
import { openMailbox } from '../../local/mail/mailbox.ts';
import { tableOf } from '../faults/engine-access.ts';
import { aVisitor, type Send, type SluiceStack, startSluice } from '../integration/sluice-stack.ts';
import { launchBrowser, picture, signIn } from './browser.ts';
import { DARK, keepWindows, PHONE, PROVOKED } from './windows.ts';

const MINUTE = 60_000;
const PROMISE = { minutes: 30, ifMissed: 'remind' } as const;

const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);

describe('promises to answer, in the browser', () => {
  let stack: SluiceStack;
  let browser: Browser;
  let ada: Send;
  let mira: Send;
  const windows = keepWindows();
  const open = (options = {}) => windows.open(browser, stack.url, options);
  const unread = async () => (await ada('GET', '/v1/inbox/unread')).body.unread;
  const ring = () => stack.invoke(stack.functionId('Timers'), {});

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startSluice({ parameters: { mailFrom: MAIL_FROM } }), launchBrowser()]);
    [ada, mira] = await Promise.all([stack.as('ada'), stack.as('mira')]);
    for (const send of [ada, mira]) await send('GET', '/v1/me');
    const set = { teams: [], people: {}, rules: [], otherwise: { to: { kind: 'everyone' }, promise: PROMISE } };
    const version = { 'if-match': '"0"' };
    expect((await mira('PUT', '/v1/settings/routing', { body: { set }, headers: version })).status).toBe(200);
  });
  afterEach(async () => expect(await windows.closeAll(PROVOKED)).toEqual([]));
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  /** Makes a lead's promise one that was given 42 minutes ago. */
  const missed = async (id: string) => {
    const table = tableOf(stack);
    const lead = edited(await getLead(table, id), {}, new Date().toISOString());
    const late = promiseFor(lead, PROMISE, ALWAYS, Date.now() - 42 * MINUTE);
    await table.transact([replaceLead(late.lead)]);
    await keepTimer(table, { ...late.timer, dueAt: new Date(0).toISOString() }, Date.now() - MINUTE);
  };

  it('shows by when to answer, tells the rep of what was missed as they chose, and how fast they were', async () => {
    const fields = aVisitor();
    const name = `${fields['firstName']} ${fields['lastName']}`;
    await stack.submit(fields);
    const page = await open();
    await signIn(page, 'ada');
    await page.getByRole('link', { name }).click();
    await page.getByText(/^Answer by /).waitFor();
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await page.getByRole('link', { name: 'Inbox', exact: true }).click();
    await page.getByText('Nothing here').waitFor();
    await page.getByLabel('An answer that I owe is late').selectOption('In the inbox and by mail');
    await page.getByText('Saved').waitFor();
    await missed(id);
    for (let round = 0; round < 2; round += 1) expect(await ring()).toMatchObject({ kind: 'success' });
    expect(openMailbox(stack.dataDir).list()).toMatchObject([{ subject: 'A lead waits too long' }]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(async () => (await ada('GET', '/v1/me/notices')).body['promise-missed']).toBe('inbox');
    await page.goto(stack.url);
    await page.getByRole('link', { name: 'Inbox, 1 unread' }).waitFor();
    for (const key of 'gb') await page.keyboard.press(key);
    await page.getByText(/^Still waits for your answer, which was promised by /).waitFor();
    await picture(page, 'inbox');
    const phone = await open({ ...PHONE, ...DARK });
    await signIn(phone, 'ada');
    await phone.getByRole('link', { name: 'Inbox, 1 unread' }).tap();
    await phone.getByText(/^Still waits/).waitFor();
    expect(await fits(phone)).toBe(true);
    await picture(phone, 'phone-inbox');
    await page.getByRole('link', { name: `Unread: ${name}` }).click();
    await page.getByText(/^Answer overdue for 1\d min$/).waitFor();
    await page.getByRole('link', { name: 'Inbox', exact: true }).waitFor();
    await picture(page, 'answer-overdue');
    await expect.poll(unread).toBe(0);
    await page.getByRole('button', { name: 'Log a call' }).click();
    await page.getByRole('button', { name: 'Log call' }).click();
    await page.getByText('First answer in under a minute, later than promised').waitFor();
  });

  it('marks all as read, and shows managers how soon leads are answered', async () => {
    const fields = aVisitor();
    await stack.submit(fields);
    const { items } = (await ada('GET', '/v1/leads?view=all')).body;
    await missed(items.find(({ email }: { email: string }) => email === fields['email']).id);
    await ring();
    const rep = await open();
    await signIn(rep, 'ada');
    await rep.getByRole('link', { name: 'Inbox, 1 unread' }).click();
    await rep.getByRole('button', { name: 'Mark all read' }).click();
    await expect.poll(unread).toBe(0);
    const page = await open();
    await signIn(page, 'mira');
    await page.getByRole('link', { name: 'Speed to lead' }).click();
    await page.getByRole('row', { name: /^Ada Okafor \d.* 0% 1 1$/ }).waitFor();
    await page.getByRole('link', { name: '7 days' }).click();
    await page
      .locator('[aria-busy="false"]')
      .getByText(/^0 kept, \d missed$/)
      .waitFor();
    await picture(page, 'speed-to-lead');
    await page.setViewportSize(PHONE.viewport);
    expect(await fits(page)).toBe(true);
    await picture(page, 'phone-speed-to-lead');
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Go to the inbox').waitFor();
  });
});
