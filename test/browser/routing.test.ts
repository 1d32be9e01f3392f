import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type SampleProvider, sampleCompany, startSampleProvider } from '../../demo/sample-provider.ts';
import { aVisitor, type Send, type SluiceStack, startSluice, until } from '../integration/sluice-stack.ts';
import { launchBrowser, picture, signIn } from './browser.ts';
import { DARK, keepWindows, PHONE, PROVOKED } from './windows.ts';

const DAY = 86_400_000;
const dayFrom = (days: number): string => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

/** A domain that the sample provider knows; it knows seven of eight. */
const DOMAIN = Array.from({ length: 40 }, (_, index) => `works-${index}.example`).find(sampleCompany) ?? '';

const sideways = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

const openRouting = async (page: Page) => {
  await page.getByRole('link', { name: 'Routing' }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await page.getByRole('heading', { name: 'Routing', level: 1 }).waitFor();
  await page.getByRole('heading', { name: 'Rules', level: 2 }).waitFor();
};

const save = async (page: Page) => {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved. It holds from the next lead on.').waitFor();
};

const setAbsence = async (page: Page, name: string) => {
  await page.getByRole('button', { name: `Edit ${name}` }).click();
  const dialog = page.getByRole('dialog', { name });
  await dialog.getByRole('button', { name: 'Absence', exact: true }).click();
  await dialog.getByLabel('First day of absence 1').fill(dayFrom(-2));
  await dialog.getByLabel('Last day of absence 1').fill(dayFrom(2));
  await dialog.getByLabel('Note on absence 1').fill('Holidays');
  return dialog;
};

describe('who gets a lead, and whose word its values are, in the browser', () => {
  let provider: SampleProvider;
  let stack: SluiceStack;
  let browser: Browser;
  let mira: Send;
  let ada: Send;
  const windows = keepWindows();

  const open = (options: BrowserContextOptions = {}) => windows.open(browser, stack.url, options);
  /** Posts the demo form and gives the lead that comes of it. */
  const post = async (changes: Record<string, string> = {}) => {
    const fields = aVisitor(changes);
    await stack.submit(fields);
    const { items } = (await mira('GET', '/v1/leads?view=all&limit=100')).body;
    return items.find((lead: { email: string }) => lead.email === fields['email']);
  };
  const leadOf = async (id: string) => (await ada('GET', `/v1/leads/${id}`)).body;
  const show = async (page: Page, lead: { id: string; name: string }) => {
    await page.goto(`${stack.url}/leads/${lead.id}`);
    await page.getByRole('heading', { name: lead.name, level: 1 }).waitFor();
  };

  beforeAll(async () => {
    [provider, browser] = await Promise.all([startSampleProvider(0), launchBrowser()]);
    stack = await startSluice({ environment: { LOCAL_PROVIDER: provider.origin } });
    [mira, ada] = await Promise.all([stack.as('mira'), stack.as('ada')]);
    const others = await Promise.all(['ben', 'ines'].map((name) => stack.as(name)));
    await Promise.all([mira, ada, ...others].map((send) => send('GET', '/v1/me')));
  });
  afterEach(async () => expect(await windows.closeAll(PROVOKED)).toEqual([]));
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
    await provider?.stop();
  });

  // First of all, since functions hold for ten seconds to what they read of providers.
  it('fills what nobody said from a provider, tells whose word it is, and leaves the last word to a rep', async () => {
    const admin = await open();
    await signIn(admin, 'ines');
    await admin.getByRole('link', { name: 'Providers' }).waitFor();
    await admin.keyboard.press('g');
    await admin.keyboard.press('v');
    await admin.getByText('Nobody is asked').waitFor();
    await picture(admin, 'providers-empty');
    await admin.getByRole('button', { name: 'Add the sample provider' }).click();
    const list = admin.getByRole('list', { name: 'Providers' });
    await list.getByText('On', { exact: true }).waitFor();
    expect(await list.getByRole('listitem').count()).toBe(1);
    expect(await admin.getByRole('button', { name: 'Add the sample provider' }).count()).toBe(0);
    await admin.getByRole('button', { name: 'Edit Sample provider' }).click();
    const form = admin.getByRole('dialog', { name: 'Edit Sample provider' });
    expect(await form.getByLabel('Believed to, in percent').inputValue()).toBe('80');
    await picture(admin, 'provider-dialog');
    await admin.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });

    const industry = sampleCompany(DOMAIN)?.industry ?? '';
    const body = { email: `mia@${DOMAIN}`, firstName: 'Mia', lastName: 'Stone' };
    const lead = (await ada('POST', '/v1/leads', { body })).body;
    await until(async () => (await leadOf(lead.id)).industry === industry);

    const page = await open();
    await signIn(page, 'ada');
    await show(page, lead);
    const details = page.getByRole('region', { name: 'Details' });
    const explanation = details.getByRole('tooltip');
    await details.getByText('Sample provider knows the company').waitFor();
    await details.getByRole('button', { name: body.email }).focus();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement?.textContent')).toBe(industry);
    await explanation.getByText('Looked up at Sample provider').waitFor();
    await explanation.getByText('Believed to 80%').waitFor();
    await details.scrollIntoViewIfNeeded();
    await picture(page, 'lead-details');
    await page.keyboard.press('Escape');
    await explanation.waitFor({ state: 'hidden' });

    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByRole('dialog').getByLabel('Industry').fill('Bakery');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await details.getByRole('button', { name: 'Bakery' }).waitFor();
    await details.getByRole('button', { name: 'Look up again' }).click();
    await page.getByText('Looked up', { exact: true }).waitFor();
    await details.getByText(`Not taken: Sample provider says industry ${industry}`).waitFor();
    expect(await leadOf(lead.id)).toMatchObject({ industry: 'Bakery' });
    await details.getByRole('button', { name: body.email }).focus();
    await page.keyboard.press('Tab');
    await explanation.getByText('Ada Okafor').waitFor();
    expect(await explanation.getByText('Believed to').count()).toBe(0);
    await picture(page, 'lead-details-edited');
  });

  it('lets a manager try rules out and save them; the next lead goes by them and says why', async () => {
    const [german, other] = [await post({ phone: '+49 30 901820' }), await post({ phone: '+44 20 7946 0101' })];
    const page = await open();
    await signIn(page, 'mira');
    await openRouting(page);
    await page.getByText('No teams yet').waitFor();
    await picture(page, 'routing-empty');

    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Team', exact: true }).click();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await dialog.getByText('Give the team a name.').waitFor();
    await dialog.getByLabel('Name').fill('Germany');
    await dialog.getByLabel('Share of Ada Okafor').selectOption('2 leads a round');
    await dialog.getByLabel('Share of Ben Castell').selectOption('1 lead a round');
    await dialog.getByLabel('Lead of the team').selectOption('Mira Lindqvist');
    await picture(page, 'routing-team');
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.getByText('Ada Okafor (2), Ben Castell · led by Mira Lindqvist').waitFor();

    await setAbsence(page, 'Ada Okafor');
    await dialog.getByLabel('Hours of Monday').fill('nine to five');
    await dialog.getByRole('button', { name: 'Done' }).click();
    await dialog.getByText('Type hours such as 9:00–12:00, 13:00–17:30.').waitFor();
    await picture(page, 'routing-hours');
    await dialog.getByLabel('Time zone').fill('Europe/Berlin');
    await dialog.getByLabel('Hours of Monday').fill('9-12, 13-17:30');
    await dialog.getByRole('button', { name: 'Done' }).click();
    const ofAda = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: 'Edit Ada Okafor' }) });
    await ofAda
      .getByText(`Mon 09:00–12:00, 13:00–17:30 · Europe/Berlin · away ${dayFrom(-2)} to ${dayFrom(2)}`)
      .waitFor();

    await page.getByRole('button', { name: 'Rule', exact: true }).click();
    await dialog.getByLabel('Name').fill('Phones in Germany');
    await dialog.getByLabel('Value of condition 1').fill('DE');
    await dialog.getByLabel('Minutes to get in touch').fill('30');
    await picture(page, 'routing-rule');
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.getByText('Country of phone is one of DE: the team Germany').waitFor();
    await page.getByText('In touch within 30 minutes, if not remind the owner').waitFor();

    await page.getByRole('button', { name: 'Try it out' }).click();
    await page.getByText('Another rule decides on 1 of them.').waitFor();
    const line = page.getByRole('row', { name: /^Phones in Germany/ });
    expect(await line.getByRole('cell').allTextContents()).toEqual(['0', '1']);
    await page.getByText('Some of the leads').click();
    await page.getByRole('link', { name: german.name, exact: true }).waitFor();
    expect(await page.getByRole('link', { name: other.name, exact: true }).count()).toBe(0);
    await picture(page, 'routing-tried');
    expect((await mira('GET', '/v1/settings/routing')).body.version).toBe(0);

    await save(page);
    expect(await page.getByText('Unsaved changes').count()).toBe(0);
    const lead = await post({ phone: '+49 30 901821' });
    await show(page, lead);
    const why = page.getByRole('region', { name: 'Why Ben Castell has it' });
    await why.getByText('Assigned by the rule “Phones in Germany”.').waitFor();
    await why.getByText('Who was considered').click();
    expect(await why.getByRole('listitem').allTextContents()).toEqual([
      'Ada Okafor ×2Away',
      'Ben CastellCould take it',
    ]);
    await why.scrollIntoViewIfNeeded();
    await picture(page, 'lead-assignment');
  });

  it('shows a lead that nobody could take under Unassigned with their number, until somebody takes it', async () => {
    const page = await open(DARK);
    await signIn(page, 'mira');
    await openRouting(page);
    const dialog = await setAbsence(page, 'Ben Castell');
    await dialog.getByRole('button', { name: 'Done' }).click();
    await picture(page, 'dark-routing');
    await save(page);
    const lead = await post({ phone: '+49 30 901822' });
    expect(lead.ownerId).toBeNull();

    await page.goto(stack.url);
    await page.getByRole('link', { name: 'Unassigned (1)' }).click();
    await page.getByRole('list', { name: 'Unassigned' }).getByRole('link', { name: lead.name }).waitFor();
    await picture(page, 'dark-leads-unassigned');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    const nobody = page.getByRole('region', { name: 'Why nobody has it' });
    await nobody.getByText('Unassigned by the rule “Phones in Germany”: nobody could take it.').waitFor();
    await nobody.getByText('Who was considered').click();
    expect(await nobody.getByRole('listitem').allTextContents()).toEqual(['Ada Okafor ×2Away', 'Ben CastellAway']);
    await nobody.scrollIntoViewIfNeeded();
    await picture(page, 'dark-lead-unassigned');

    await page.getByLabel('Owner').selectOption('Ada Okafor');
    await page
      .getByRole('region', { name: 'Why Ada Okafor has it' })
      .getByText('By the hand of Mira Lindqvist')
      .waitFor();
    await page.getByRole('link', { name: 'Candidates' }).click();
    await page.getByRole('link', { name: 'Unassigned', exact: true }).click();
    await page.getByText('Every lead has an owner').waitFor();
  });

  it('works on a phone, and is out of the way of reps', async () => {
    const page = await open(PHONE);
    await signIn(page, 'mira');
    await page.goto(`${stack.url}/routing`);
    await page.getByText('Country of phone is one of DE: the team Germany').waitFor();
    await picture(page, 'phone-routing');
    expect(await sideways(page)).toBe(0);
    await page.getByRole('button', { name: 'Edit Phones in Germany' }).click();
    await page.getByRole('dialog', { name: 'Edit Phones in Germany' }).getByLabel('Value of condition 1').waitFor();
    await picture(page, 'phone-routing-rule');
    expect(await sideways(page)).toBe(0);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Edit Ada Okafor' }).click();
    await picture(page, 'phone-routing-hours');
    expect(await sideways(page)).toBe(0);

    const { items } = (await mira('GET', '/v1/leads?view=all&limit=100')).body;
    const looked = items.find((lead: { name: string }) => lead.name === 'Mia Stone');
    const rep = await open(PHONE);
    await signIn(rep, 'ada');
    await show(rep, looked);
    const details = rep.getByRole('region', { name: 'Details' });
    await details.getByRole('button', { name: 'Bakery' }).tap();
    await details.getByRole('tooltip').getByText('Ada Okafor').waitFor();
    await picture(rep, 'phone-lead-details');
    expect(await sideways(rep)).toBe(0);
    expect(await rep.getByRole('link', { name: 'Routing' }).count()).toBe(0);
    expect(await rep.getByRole('link', { name: 'Providers' }).count()).toBe(0);
  });
});
