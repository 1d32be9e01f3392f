import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { aVisitor, type Send, type SluiceStack, startSluice, until } from '../integration/sluice-stack.ts';
import { launchBrowser, picture, signIn } from './browser.ts';
import { keepWindows, PHONE, PROVOKED } from './windows.ts';

/** A visitor with a company of their own, who becomes a candidate. */
const aCandidate = () => {
  const fields = aVisitor({ phone: '+44 20 7946 0018', title: 'Head of Operations' });
  return { fields, name: `${fields['firstName']} ${fields['lastName']}`, company: fields['company'] ?? '' };
};

const answer = async (page: Page, question: string, word: 'Yes' | 'No' | 'Unknown') => {
  const radio = page.getByRole('group', { name: new RegExp(`^${question}`) }).getByRole('radio', { name: word });
  await radio.check({ force: true });
};

const leadNamed = async (rep: Send, email: string | undefined) => {
  const { body } = await rep('GET', '/v1/leads?view=all&limit=100');
  return body.items.find((lead: { email: string }) => lead.email === email);
};

describe('a rep at work in the browser', () => {
  let stack: SluiceStack;
  let browser: Browser;
  let ada: Send;
  const windows = keepWindows();

  const open = (options = {}) => windows.open(browser, stack.url, options);

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startSluice(), launchBrowser()]);
    ada = await stack.as('ada');
    await ada('GET', '/v1/me');
  });
  afterEach(async () => expect(await windows.closeAll(PROVOKED)).toEqual([]));
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  it('signs in, calls a candidate, qualifies, converts, and finds the talk on the account', async () => {
    const { fields, name, company } = aCandidate();
    await stack.submit(fields);
    const page = await open();
    await picture(page, 'sign-in');
    await signIn(page, 'ada');
    await page.getByRole('link', { name }).waitFor();
    await page
      .getByRole('button', { name: /^Score/ })
      .first()
      .hover();
    await page.getByText('Writes from a company address').waitFor();
    await picture(page, 'candidates');

    await page.getByRole('link', { name }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await page.getByText('No touch yet').waitFor();
    expect(await page.getByRole('button', { name: 'Convert…' }).isDisabled()).toBe(true);
    await page.getByText('speak to the person and log it').waitFor();

    await page.getByRole('button', { name: 'Log a call' }).click();
    await page.getByLabel('What was said').fill('Wants forty seats before the summer.');
    await page.getByText('Reached', { exact: true }).click();
    await picture(page, 'log-a-call');
    await page.getByRole('button', { name: 'Log call' }).click();
    await page.getByText('just now · call · Ada Okafor').first().waitFor();

    for (const question of ['Fit', 'Need', 'Budget']) await answer(page, question, 'Yes');
    await page.getByText('Qualified: the lead can be converted.').waitFor();
    await page.getByText('Meeting', { exact: true }).first().waitFor();
    await picture(page, 'lead');

    await page.getByRole('button', { name: 'Convert…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Opportunity', { exact: true }).fill('Forty seats');
    await dialog.getByLabel('Amount').fill('12,500.50');
    await picture(page, 'convert');
    await dialog.getByRole('button', { name: 'Convert' }).click();
    await dialog.getByRole('link', { name: 'Account' }).click();

    await page.getByRole('heading', { name: company, level: 1 }).waitFor();
    await page.getByRole('link', { name: 'Forty seats' }).waitFor();
    await page.getByText('€12,500.50').waitFor();
    await page.getByText('Wants forty seats before the summer.').waitFor();
    await page.getByText('Prospect').waitFor();
    await picture(page, 'account');

    await page.getByLabel('Stage of Forty seats').selectOption('Won');
    await page.getByRole('dialog').getByRole('button', { name: 'Yes, won' }).click();
    await page.getByText('Customer', { exact: true }).waitFor();

    await page.goBack();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await page.getByText('Converted', { exact: true }).first().waitFor();
  });

  it('does the same on a phone', async () => {
    const { fields, name, company } = aCandidate();
    await stack.submit(fields);
    const page = await open(PHONE);
    await signIn(page, 'ada');
    await page.getByRole('link', { name }).waitFor();
    await picture(page, 'phone-candidates');
    await page.getByRole('link', { name }).tap();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    expect(await page.getByRole('link', { name: '+44 20 7946 0018' }).getAttribute('href')).toBe('tel:+442079460018');
    await picture(page, 'phone-lead');

    await page.getByRole('button', { name: 'Log a call' }).tap();
    await page.getByLabel('What was said').fill('Called from the train.');
    await page.getByRole('button', { name: 'Log call' }).tap();
    await page.getByText('Called from the train.').waitFor();
    for (const question of ['Fit', 'Need', 'Budget']) await answer(page, question, 'Yes');
    await page.getByRole('button', { name: 'Convert…' }).tap();
    await picture(page, 'phone-convert');
    await page.getByRole('dialog').getByRole('button', { name: 'Convert' }).tap();
    await page.getByRole('dialog').getByRole('link', { name: 'Account' }).tap();
    await page.getByRole('heading', { name: company, level: 1 }).waitFor();
    await page.getByText('Called from the train.').waitFor();
    await picture(page, 'phone-account');
    const sideways = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(sideways).toBe(0);
  });

  it('needs no mouse: j, Enter, c, the checklist, v and u do it all', async () => {
    const { fields, name, company } = aCandidate();
    await stack.submit(fields);
    const page = await open();
    await signIn(page, 'ada');
    await page.getByRole('link', { name }).waitFor();
    const focusedText = () => page.evaluate('document.activeElement.textContent');
    for (let steps = 0; (await focusedText()) !== name; steps += 1) {
      if (steps > 20) throw new Error('j never came to the lead');
      await page.keyboard.press('j');
    }
    await picture(page, 'keyboard-row');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name, level: 1 }).waitFor();

    await page.keyboard.press('c');
    await page.keyboard.type('Spoke by keyboard, n and all.');
    await page.keyboard.press('Control+Enter');
    await page.getByText('just now · call · Ada Okafor').first().waitFor();

    for (const question of ['Fit', 'Need', 'Budget']) {
      await page
        .getByRole('group', { name: new RegExp(`^${question}`) })
        .getByRole('radio', { checked: true })
        .focus();
      // From unknown, one step further is back at the first answer: yes.
      await page.keyboard.press('ArrowRight');
    }
    await page.getByText('Qualified: the lead can be converted.').waitFor();
    await page.keyboard.press('v');
    await page.getByRole('dialog').getByLabel('Account').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('dialog').getByRole('link', { name: 'Account' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: company, level: 1 }).waitFor();
    await page.getByText('Spoke by keyboard, n and all.').waitFor();

    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await picture(page, 'keys');
    await page.keyboard.press('Escape');
    await page.keyboard.press('u');
    await page.getByRole('heading', { name: 'Accounts', level: 1 }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('l');
    await page.getByRole('heading', { name: 'Candidates', level: 1 }).waitFor();
  });

  it('keeps what was typed when somebody else saved the lead first', async () => {
    const { fields, name } = aCandidate();
    await stack.submit(fields);
    const lead = await leadNamed(ada, fields['email']);
    const page = await open();
    await signIn(page, 'ada');
    await page.getByRole('link', { name }).click();
    await page.getByRole('button', { name: 'Edit' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Company').fill('The name that Ada typed');

    const ben = await stack.as('ben');
    const { headers } = await ben('GET', `/v1/leads/${lead.id}`);
    const theirs = { company: 'The name that Ben saved', title: 'Director' };
    await ben('PATCH', `/v1/leads/${lead.id}`, { body: theirs, headers: { 'if-match': headers.get('etag') ?? '' } });

    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Somebody else changed this in the meantime.').waitFor();
    await dialog.getByText('Saved by somebody else: The name that Ben saved').waitFor();
    expect(await dialog.getByLabel('Company').inputValue()).toBe('The name that Ada typed');
    await picture(page, 'overtaken');
    await dialog.getByRole('button', { name: 'Save mine' }).click();
    await dialog.waitFor({ state: 'detached' });
    const saved = (await ada('GET', `/v1/leads/${lead.id}`)).body;
    expect(saved.company).toBe('The name that Ada typed');
    expect(saved.title).toBe('Director');
  });

  it('leads from an address that is taken to the lead that has it', async () => {
    const { fields, name } = aCandidate();
    await stack.submit(fields);
    const page = await open();
    await signIn(page, 'ada');
    await page.getByRole('button', { name: 'New lead' }).waitFor();
    await page.keyboard.press('n');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('E-mail').fill('no address');
    await dialog.getByRole('button', { name: 'Enter lead' }).click();
    await dialog.locator('.field-error').waitFor();
    await dialog.getByLabel('E-mail').fill(fields['email'] ?? '');
    await dialog.getByRole('button', { name: 'Enter lead' }).click();
    await picture(page, 'new-lead');
    await dialog.getByRole('link', { name: 'Open the lead' }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
  });

  it('hands a lead to a colleague and takes it back by Undo', async () => {
    const { fields, name } = aCandidate();
    await stack.submit(fields);
    const lead = await leadNamed(ada, fields['email']);
    const owner = async () => (await leadNamed(ada, fields['email'])).ownerId;
    const { body: me } = await (await stack.as('mira'))('GET', '/v1/me');
    const page = await open();
    await signIn(page, 'ada');
    await page.getByRole('link', { name }).click();
    await page.getByLabel('Owner').selectOption(me.name);
    await page.getByText('Assigned', { exact: true }).waitFor();
    await until(async () => (await owner()) === me.id);
    await page.getByRole('button', { name: 'Undo' }).click();
    await until(async () => (await owner()) === lead.ownerId);
  });

  it('goes on by the refresh token when the access token has run out', async () => {
    const page = await open();
    await signIn(page, 'ada');
    await page.evaluate(`for (const [key, text] of Object.entries(sessionStorage)) {
      const user = key.startsWith('oidc.user:') && JSON.parse(text);
      if (user) sessionStorage.setItem(key, JSON.stringify({ ...user, access_token: 'worn out', expires_at: 1 }));
    }`);
    const renewed = page.waitForRequest((request) => request.postData()?.includes('grant_type=refresh_token') ?? false);
    await page.reload();
    await renewed;
    await page.getByText('Rep', { exact: true }).waitFor();
    await page.getByRole('heading', { name: 'Candidates' }).waitFor();
  });

  it('offers to load a page again whose script did not come', async () => {
    const page = await open();
    await page.route('**/assets/people-page-*.js', (route) => route.abort());
    await signIn(page, 'ines');
    await page.getByRole('link', { name: 'People' }).click();
    await page.getByRole('button', { name: 'Load again' }).waitFor();
    await page.unroute('**/assets/people-page-*.js');
    await page.getByRole('button', { name: 'Load again' }).click();
    await page.getByText('ada@sluice.example').waitFor();
  });

  it('shows a marketer the failed submissions and no button that would be refused', async () => {
    const { fields, name } = aCandidate();
    await stack.submit(fields);
    const page = await open();
    await signIn(page, 'tom');
    await page.getByRole('link', { name }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await page.getByRole('heading', { name: 'Why this score' }).waitFor();
    for (const button of ['Edit', 'Log a call', 'Convert…']) {
      expect(await page.getByRole('button', { name: button }).count()).toBe(0);
    }
    await page.getByRole('link', { name: 'Submissions' }).click();
    await page.getByText('Nothing is held back').waitFor();
    await page.getByRole('link', { name: 'Failed' }).click();
    await page.getByText('Every submission went through').waitFor();
  });

  it('comes back to the asked address after signing in, and signs out', async () => {
    const { fields, name } = aCandidate();
    await stack.submit(fields);
    const lead = await leadNamed(ada, fields['email']);
    const page = await open();
    await signIn(page, 'ada');
    await page.evaluate('sessionStorage.clear()');
    await page.goto(`${stack.url}/leads/${lead.id}`);
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await page.getByText('Rep', { exact: true }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await page.evaluate('Object.keys(sessionStorage).filter((key) => key.includes("user")).length')).toBe(0);
  });
});
