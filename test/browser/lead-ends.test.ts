import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { keepLearned } from '../../lib/learned-scoring/learned-repository.ts';
import { tableOf } from '../faults/engine-access.ts';
import { aVisitor, type SluiceStack, startSluice } from '../integration/sluice-stack.ts';
import { launchBrowser, picture, signIn } from './browser.ts';
import { keepWindows, PROVOKED } from './windows.ts';

const LEARNED = {
  fold: 3,
  won: 120,
  lost: 380,
  at: '2026-03-02T09:30:00.000Z',
  model: {
    version: 1 as const,
    converted: 120,
    other: 380,
    intercept: -1.15,
    contributions: { 'message=yes': 0.9, 'phone=none': -0.3, 'seniority=director': 0.6, 'campaign=autumn-guide': 0.4 },
  },
};

describe('how leads end, and what is learned of it, in the browser', () => {
  let stack: SluiceStack;
  let browser: Browser;
  const windows = keepWindows();
  beforeAll(async () => {
    [stack, browser] = await Promise.all([startSluice(), launchBrowser()]);
    await (await stack.as('ada'))('GET', '/v1/me');
    await tableOf(stack).transact([keepLearned(LEARNED)]);
  });
  afterEach(async () => expect(await windows.closeAll(PROVOKED)).toEqual([]));
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  it('says how likely a lead is to convert, and by what: the points add up to it', async () => {
    const fields = aVisitor({ title: 'Head of Operations', utm_campaign: 'autumn-guide' });
    await stack.submit(fields);
    const page = await windows.open(browser, stack.url);
    await signIn(page, 'ada');
    await page.getByRole('link', { name: `${fields['firstName']} ${fields['lastName']}` }).click();
    const learned = page.getByRole('region', { name: 'What earlier leads say' });
    await learned.getByText('Of leads that came in like this one, 61 in 100 convert.').waitFor();
    expect(await learned.getByRole('rowheader').allTextContents()).toEqual([
      'A lead of which nothing is known',
      'Wrote a message',
      'Title of a director',
      'Campaign “autumn-guide”',
      'No phone number',
      'Learned score',
    ]);
    const points = (await learned.getByRole('cell').allTextContents()).map((text) => Number(text.replace('−', '-')));
    const score = points.pop();
    expect(points.reduce((sum, each) => sum + each, 0)).toBe(score);
    await learned.getByText('Learned from 120 converted and 380 disqualified leads').waitFor();
    await learned.scrollIntoViewIfNeeded();
    await picture(page, 'learned-score');
  });

  it('gives a lead up with the reason, takes it back by Undo, and reopens it later', async () => {
    const fields = aVisitor();
    await stack.submit(fields);
    const page = await windows.open(browser, stack.url);
    await signIn(page, 'ada');
    await page.getByRole('link', { name: `${fields['firstName']} ${fields['lastName']}` }).click();
    const giveUp = async (reason: string) => {
      await page.getByRole('button', { name: 'Disqualify…' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Why?').selectOption(reason);
      await dialog.getByLabel('Note').fill('Asks again in spring');
      await dialog.getByRole('button', { name: 'Disqualify', exact: true }).click();
      await page.getByRole('region', { name: 'Disqualification' }).getByText('Asks again in spring').waitFor();
    };
    await giveUp('Not now');
    await page.getByText('Disqualified: Not now').first().waitFor();
    await picture(page, 'lead-disqualified');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Working', { exact: true }).first().waitFor();
    await giveUp('Cannot afford it');
    await page.getByRole('button', { name: 'Reopen' }).click();
    await page.getByRole('button', { name: 'Disqualify…' }).waitFor();
    await page.getByText('Disqualified: Cannot afford it').first().waitFor();
  });
});
