import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { aVisitor, type Send, type SluiceStack, startSluice, until } from '../integration/sluice-stack.ts';
import { launchBrowser, picture, signIn } from './browser.ts';
import { DARK, keepWindows, PHONE, PROVOKED } from './windows.ts';

const openScoring = async (page: Page) => {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Scoring' }).click();
  await page.getByRole('heading', { name: 'Scoring', level: 1 }).waitFor();
  await page.getByText('Writes from a company address').waitFor();
};

const sideways = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

const trial = (page: Page) => page.getByRole('region', { name: 'Try it' });
const reasons = (page: Page) => page.getByRole('region', { name: /score/ });

describe('scoring in the browser', () => {
  let stack: SluiceStack;
  let browser: Browser;
  let mira: Send;
  const windows = keepWindows();

  const open = (options: BrowserContextOptions = {}) => windows.open(browser, stack.url, options);
  const scoring = async () => (await mira('GET', '/v1/settings/scoring')).body;
  const leadOf = async (email: string | undefined) => {
    const { body } = await mira('GET', '/v1/leads?view=all&limit=100');
    return body.items.find((lead: { email: string }) => lead.email === email);
  };
  const openLead = async (page: Page, email: string | undefined) => {
    await page.goto(`${stack.url}/leads/${(await leadOf(email)).id}`);
    await reasons(page).getByText('Writes from a company address').waitFor();
  };

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startSluice(), launchBrowser()]);
    mira = await stack.as('mira');
    const others = await Promise.all(['ada', 'ines'].map((name) => stack.as(name)));
    await Promise.all([mira, ...others].map((send) => send('GET', '/v1/me')));
  });
  afterEach(async () => expect(await windows.closeAll(PROVOKED)).toEqual([]));
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  it('lets a manager change the rules, try them on all leads, and publish what they were shown', async () => {
    const director = aVisitor({ title: 'Director of Works' });
    const clerk = aVisitor({ title: 'Clerk' });
    const bare = aVisitor({ email: 'pat.bare@gmail.com', company: '', message: '' });
    await Promise.all([director, clerk, bare].map((fields) => stack.submit(fields)));
    const page = await open();
    await signIn(page, 'mira');
    await openScoring(page);

    await page.getByRole('button', { name: 'Add a rule of fit' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Add rule' }).click();
    await dialog.getByText('A rule has a name').waitFor();
    await dialog.getByLabel('Reason').fill('Directs something');
    await dialog.getByLabel('Points').fill('20');
    await dialog.getByLabel('Looks at').selectOption('Job title');
    await dialog.getByLabel('How').selectOption('begins with');
    await dialog.getByLabel('Value').fill('director');
    await picture(page, 'scoring-rule');
    await dialog.getByRole('button', { name: 'Add rule' }).click();
    await page.getByText('Job title begins with “director”').waitFor();

    await page.getByRole('button', { name: 'Edit Filled in a form' }).click();
    await dialog.getByRole('button', { name: 'Take 30 days' }).click();
    await dialog.getByRole('button', { name: 'Condition' }).click();
    await dialog.getByLabel('Looks at').nth(1).selectOption('Form');
    await dialog.getByLabel('Value').nth(1).selectOption('Demo form');
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.getByText('half gone after 30 days').waitFor();
    await page.getByLabel('Candidate from').fill('80');

    await page.getByRole('group', { name: 'Unpublished changes' }).getByRole('button', { name: 'Try it' }).click();
    await trial(page).getByText('Of 3 open leads, 1 would be a candidate no more.').waitFor();
    await trial(page).getByText('No lead is closed yet').waitFor();
    await trial(page).getByText('Nobody has judged a score yet').waitFor();
    const gone = trial(page).getByRole('link', { name: `Vera ${clerk['lastName']}` });
    await gone.waitFor();
    expect((await scoring()).version).toBe(0);
    await picture(page, 'scoring-tried');

    await page.getByLabel('Candidate from').fill('81');
    await trial(page).getByText('You changed the rules since this was tried').waitFor();
    await page.getByLabel('Candidate from').fill('80');
    await trial(page).getByText('You changed the rules since this was tried').waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByText('Published.').waitFor();
    await page.getByRole('region', { name: 'Scoring again' }).waitFor();
    await trial(page).getByText('Looks at every lead').waitFor();
    await picture(page, 'scoring-publishing');
    await page.getByRole('region', { name: 'Scoring again' }).waitFor({ state: 'detached', timeout: 60_000 });
    expect(await leadOf(clerk['email'])).toMatchObject({ candidate: false });
    expect(await leadOf(director['email'])).toMatchObject({ candidate: true, score: 95 });
    expect((await scoring()).set.rules.find(({ id }: { id: string }) => id === 'form-submitted')).toMatchObject({
      halfLifeDays: 30,
      when: [{ fact: 'event' }, { fact: 'form', op: 'equals', value: 'demo' }],
    });
  });

  it('shows a rep the reasons of a score, as it is and as it was, and takes their word on it', async () => {
    const fields = aVisitor({ title: 'Clerk' });
    await stack.submit(fields);
    await stack.submit({ ...fields, message: 'I come back to this.' });
    const page = await open(DARK);
    await signIn(page, 'ada');
    await openLead(page, fields['email']);
    await reasons(page)
      .getByRole('row', { name: /Came back/ })
      .waitFor();
    await picture(page, 'dark-lead-score');
    await reasons(page).getByRole('button', { name: 'The one before' }).click();
    await page.getByRole('heading', { name: 'The score as it was' }).waitFor();
    await reasons(page)
      .getByRole('row', { name: /Came back/ })
      .waitFor({ state: 'detached' });
    await reasons(page).getByRole('button', { name: 'Now' }).click();
    await reasons(page)
      .getByRole('row', { name: /Came back/ })
      .waitFor();

    // By keys alone.
    await page.getByRole('radio', { name: 'Right' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByLabel('Why, if you like').focus();
    await page.keyboard.type('A student');
    await page.keyboard.press('Enter');
    await reasons(page).getByText('Too high').waitFor();
    await reasons(page).getByText('A student').waitFor();
    const { id } = await leadOf(fields['email']);
    expect((await mira('GET', `/v1/leads/${id}`)).body.scoreJudgement).toMatchObject({ verdict: 'too-high' });
    await reasons(page).getByRole('button', { name: 'Take back' }).click();
    await reasons(page).getByText('Is this score right?').waitFor();
    await openScoring(page);
    expect(await page.getByRole('button', { name: /^(Edit|Move|Remove|Add)/ }).count()).toBe(0);
  });

  it('says beside each input what cannot be taken, on a phone', async () => {
    const ines = await stack.as('ines');
    const fields = [{ key: 'team_size', label: 'Team size', kind: 'number', on: ['lead'] }];
    await ines('PUT', '/v1/settings/fields', { body: { fields }, headers: { 'if-match': '"0"' } });
    const page = await open(PHONE);
    await signIn(page, 'mira');
    await openScoring(page);
    await page.getByRole('button', { name: 'Add a rule of fit' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('Middling team');
    await dialog.getByLabel('Looks at').selectOption('Team size');
    await dialog.getByLabel('From').fill('50');
    await dialog.getByLabel('To').fill('10');
    await dialog.getByRole('button', { name: 'Add rule' }).click();
    await page.getByRole('button', { name: 'Try it' }).click();
    // The rule opens again, with the fault beside its input.
    await dialog.getByText('is before the beginning').waitFor();
    await picture(page, 'phone-scoring-rule-refused');
    await dialog.getByLabel('To').fill('100');
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.getByText('Team size is within 50 … 100').waitFor();
    await page.getByLabel('From a score of').nth(1).fill('90');
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByText('begins below the grade above it').waitFor();
    await picture(page, 'phone-scoring-refused');
    await page.getByLabel('Candidate from').fill('many');
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByText('A whole number from 1 to 100.').waitFor();
    expect(await sideways(page)).toBe(0);
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('button', { name: 'Edit Came back' }).click();
    await picture(page, 'phone-scoring-rule');
    await page.keyboard.press('Escape');
    expect(await sideways(page)).toBe(0);
  });

  it('puts an edit on top of what a colleague published, and keeps it over a visit elsewhere', async () => {
    const page = await open();
    await signIn(page, 'mira');
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await page.getByRole('heading', { name: 'Scoring', level: 1 }).waitFor();
    // By keys alone: the last rule of engagement goes up, and the focus with it.
    await page.getByRole('button', { name: 'Move Came back up' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Came back is now number 2 of 3').waitFor();
    await page.getByRole('link', { name: 'Leads' }).click();
    await page.getByText('are not published yet').waitFor();
    await page.getByRole('button', { name: 'Go back' }).click();
    await page.getByRole('group', { name: 'Unpublished changes' }).waitFor();

    const { set, version } = await scoring();
    const ines = await stack.as('ines');
    const headers = { 'if-match': `"${version}"` };
    const theirs = { ...set, threshold: 45 };
    expect((await ines('PUT', '/v1/settings/scoring', { body: { set: theirs }, headers })).status).toBe(200);
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByText('Somebody else published other rules in the meantime:').waitFor();
    await picture(page, 'scoring-overtaken');
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByText('Published.').waitFor();
    await until(async () => (await scoring()).version === version + 2);
    const { set: now } = await scoring();
    expect(now.threshold).toBe(45);
    const engagement = now.rules.filter(({ group }: { group: string }) => group === 'engagement');
    expect(engagement.map(({ id }: { id: string }) => id)).toEqual(['form-submitted', 'came-back', 'message-written']);
  });
});
