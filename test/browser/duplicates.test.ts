import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { aVisitor, type Send, type SluiceStack, startSluice } from '../integration/sluice-stack.ts';
import { launchBrowser, picture, signIn } from './browser.ts';
import { DARK, keepWindows, PHONE, PROVOKED } from './windows.ts';

const sideways = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

const openQueue = async (page: Page) => {
  await page.getByRole('link', { name: 'Duplicates' }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('u');
  await page.getByRole('heading', { name: 'Duplicates', level: 1 }).waitFor();
};

const focusedText = (page: Page) => page.evaluate('document.activeElement?.textContent');

describe('likely duplicates in the browser', () => {
  let stack: SluiceStack;
  let browser: Browser;
  let ada: Send;
  const windows = keepWindows();

  const open = (options: BrowserContextOptions = {}) => windows.open(browser, stack.url, options);
  /** Posts the demo form, waits until duplicates are looked for, and gives the lead. */
  const post = async (changes: Record<string, string>) => {
    const fields = aVisitor(changes);
    await stack.submit(fields);
    await stack.idle();
    const { items } = (await ada('GET', '/v1/leads?view=all&limit=100')).body;
    return items.find((lead: { email: string }) => lead.email === fields['email']);
  };
  /** A person who came in twice, under the address of the company and under a private one. */
  const twice = async (firstName: string, lastName: string, company: string, more: Record<string, string> = {}) => {
    const first = firstName.toLowerCase();
    const winner = await post({ firstName, lastName, company, email: `${first}@${company.toLowerCase()}.example` });
    const email = `${first}.private@gmail.com`;
    return { winner, loser: await post({ firstName, lastName, company: `${company} AG`, email, ...more }) };
  };
  const openPairs = async (): Promise<string[]> =>
    (await ada('GET', '/v1/duplicates')).body.items.map(({ id }: { id: string }) => id);

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startSluice(), launchBrowser()]);
    ada = await stack.as('ada');
    const others = await Promise.all(['mira', 'tom'].map((name) => stack.as(name)));
    await Promise.all([ada, ...others].map((send) => send('GET', '/v1/me')));
  });
  afterEach(async () => expect(await windows.closeAll(PROVOKED)).toEqual([]));
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  it('are compared and merged by keys alone, and both are back by Undo merge', async () => {
    const early = await open();
    await signIn(early, 'ada');
    await openQueue(early);
    await early.getByText('No likely duplicates').waitFor();
    await picture(early, 'duplicates-empty');

    const phone = '+49 30 901820';
    await twice('Kim', 'Ito', 'Nord');
    const { winner, loser } = await twice('Jo', 'Weber', 'Acme', { title: 'Head of Sales', phone });
    const call = { kind: 'call', direction: 'outbound', subject: 'Talked about forty seats' };
    expect((await ada('POST', `/v1/leads/${loser.id}/activities`, { body: call })).status).toBe(201);
    await stack.idle();

    const page = await open();
    await signIn(page, 'ada');
    await openQueue(page);
    const queue = page.getByRole('list', { name: 'Likely duplicates' });
    const row = queue.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'Jo Weber and Jo Weber' }) });
    await row.getByText('Same name').waitFor();
    await row.getByText('Same company').waitFor();
    await picture(page, 'duplicates');
    await page.keyboard.press('j');
    const first = await focusedText(page);
    await page.keyboard.press('j');
    const second = await focusedText(page);
    expect([first, second].toSorted()).toEqual(['Jo Weber and Jo Weber', 'Kim Ito and Kim Ito']);
    if (second !== 'Jo Weber and Jo Weber') await page.keyboard.press('k');
    expect(await focusedText(page)).toBe('Jo Weber and Jo Weber');
    await page.keyboard.press('Enter');

    await page.getByRole('heading', { name: 'Compare and merge', level: 1 }).waitFor();
    const result = page.getByRole('region', { name: 'What comes of it' });
    await result.getByText('Acme', { exact: false }).first().waitFor();
    const company = page.getByRole('group', { name: 'Company' });
    expect(await company.getByRole('radio', { name: 'Acme', exact: true }).isChecked()).toBe(true);
    await picture(page, 'merge');
    await company.getByRole('radio', { name: 'Acme', exact: true }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await company.getByRole('radio', { name: 'Acme AG' }).isChecked()).toBe(true);
    await result.getByText('Head of Sales · Acme AG').waitFor();
    await result.getByText(loser.email).waitFor();
    await result.getByText('+49 30 901820').waitFor();
    await picture(page, 'merge-chosen');
    expect(await openPairs()).toContain(`${winner.id}-${loser.id}`);

    await page.keyboard.press('m');
    await page.getByRole('heading', { name: 'Jo Weber', level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/leads/${winner.id}`);
    await page.getByText('Merged into one lead').waitFor();
    await page.getByText('Head of Sales · Acme AG').waitFor();
    const timeline = page.getByRole('region', { name: 'Timeline' });
    await timeline.getByText('Talked about forty seats').waitFor();
    expect(await timeline.getByText('Please call me about forty seats.').count()).toBe(2);
    expect(await timeline.getByText('on the lead that was merged').count()).toBe(2);
    const merges = page.getByRole('region', { name: 'Merges' });
    await merges.getByText('Another lead was merged into this one').waitFor();
    await picture(page, 'lead-merged');
    await page.goto(`${stack.url}/leads/${loser.id}`);
    await page.waitForURL(`${stack.url}/leads/${winner.id}`);

    await merges.getByRole('button', { name: 'Undo merge' }).click();
    await page.getByText('Two leads again.').waitFor();
    await merges.waitFor({ state: 'detached' });
    await timeline.getByText('Talked about forty seats').waitFor({ state: 'detached' });
    expect(await page.getByText('Acme AG').count()).toBe(0);
    await picture(page, 'lead-unmerged');
    await page.goto(`${stack.url}/leads/${loser.id}`);
    await page.getByText('Head of Sales · Acme AG').waitFor();
    await timeline.getByText('Talked about forty seats').waitFor();
    expect(new URL(page.url()).pathname).toBe(`/leads/${loser.id}`);
    await stack.idle();
    expect(await openPairs()).toContain(`${winner.id}-${loser.id}`);
  });

  it('are dismissed with a key, and are back by Undo', async () => {
    await twice('Lou', 'Kay', 'Stay');
    const { winner, loser } = await twice('Sam', 'Roe', 'Dismiss');
    const id = `${winner.id}-${loser.id}`;
    const page = await open(DARK);
    await signIn(page, 'ada');
    await openQueue(page);
    const pair = page.getByRole('link', { name: 'Sam Roe and Sam Roe' });
    await pair.focus();
    await picture(page, 'dark-duplicates');
    await page.keyboard.press('d');
    await page.getByText('Kept as two leads').waitFor();
    expect(await pair.count()).toBe(0);
    expect(await openPairs()).not.toContain(id);
    // The work goes on at a row beside it.
    expect(await focusedText(page)).toMatch(/^\w+ \w+ and \w+ \w+$/);
    await picture(page, 'dark-duplicates-dismissed');
    await page.getByRole('button', { name: 'Undo' }).click();
    await pair.waitFor();
    expect(await openPairs()).toContain(id);

    await pair.click();
    await page.getByRole('heading', { name: 'What comes of it' }).waitFor();
    await picture(page, 'dark-merge');
    await page.keyboard.press('d');
    await page.getByText('Kept as two leads').waitFor();
    await page.getByRole('heading', { name: 'Duplicates', level: 1 }).waitFor();
    expect(await pair.count()).toBe(0);
    expect(await openPairs()).not.toContain(id);
  });

  it('are told of on the page of a lead, and merged into the other one on a phone', async () => {
    const { winner, loser } = await twice('Pat', 'Doe', 'Phoned');
    const page = await open(PHONE);
    await signIn(page, 'mira');
    await page.goto(`${stack.url}/leads/${winner.id}`);
    const hint = page.getByRole('region', { name: 'Likely duplicates' });
    await hint.getByText('May be the same person as Pat Doe').waitFor();
    await picture(page, 'phone-lead-duplicate');
    expect(await sideways(page)).toBe(0);
    await hint.getByRole('link', { name: 'Compare' }).click();
    await page.getByRole('heading', { name: 'What comes of it' }).waitFor();
    await picture(page, 'phone-merge');
    expect(await sideways(page)).toBe(0);
    await page.getByRole('button', { name: 'Keep the other one' }).click();
    const company = page.getByRole('group', { name: 'Company' });
    await company.getByRole('radio', { name: 'Phoned AG' }).and(page.locator(':checked')).waitFor();
    await page.getByRole('button', { name: 'Merge', exact: true }).click();
    await page.getByText('Merged into one lead').waitFor();
    await page.waitForURL(`${stack.url}/leads/${loser.id}`);
    await page.getByRole('region', { name: 'Merges' }).waitFor();
    expect(await hint.count()).toBe(0);
    await picture(page, 'phone-lead-merged');
    expect((await ada('GET', `/v1/leads/${winner.id}`)).body.id).toBe(loser.id);
  });

  it('are no business of marketing', async () => {
    const page = await open();
    await signIn(page, 'tom');
    await page.getByRole('link', { name: 'Imports' }).waitFor();
    expect(await page.getByRole('link', { name: 'Duplicates' }).count()).toBe(0);
  });
});
