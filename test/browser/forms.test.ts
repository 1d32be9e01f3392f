import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { aVisitor, type Send, type SluiceStack, startSluice, until } from '../integration/sluice-stack.ts';
import { launchBrowser, picture, signIn } from './browser.ts';
import { DARK, keepWindows, PHONE, PROVOKED } from './windows.ts';

/** Takes hold of the preview's form, which lies in a shadow tree of its own. */
const preview = (page: Page) => page.locator('[data-preview]');

const makeForm = async (page: Page, name: string): Promise<string> => {
  await page.getByRole('link', { name: 'Forms' }).click();
  await page.getByRole('link', { name: 'Demo form' }).waitFor();
  await picture(page, 'forms');
  await page.getByRole('button', { name: 'New form' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Make form' }).click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
  return new URL(page.url()).pathname.replace('/forms/', '');
};

const save = async (page: Page) => {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('group', { name: 'Unsaved changes' }).waitFor({ state: 'detached' });
};

describe('forms and what they bring in, in the browser', () => {
  let stack: SluiceStack;
  let browser: Browser;
  let ada: Send;
  let tom: Send;
  let ines: Send;
  const windows = keepWindows();

  const open = (options = {}) => windows.open(browser, stack.url, options);
  const leadOf = async (email: string | undefined) => {
    const { body } = await ada('GET', '/v1/leads?view=all&limit=100');
    return body.items.find((lead: { email: string }) => lead.email === email);
  };
  /** A post that fills in the field that people do not see. */
  const submitSuspect = async () => {
    const fields = aVisitor();
    const post = { body: { ...fields, website_address: 'https://spam.example', utm_source: 'autumn' } };
    expect((await stack.visitor('POST', '/v1/forms/demo/submissions', post)).status).toBe(202);
    return fields;
  };

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startSluice(), launchBrowser()]);
    [ada, tom, ines] = await Promise.all([stack.as('ada'), stack.as('tom'), stack.as('ines')]);
    await Promise.all([ada, tom, ines].map((send) => send('GET', '/v1/me')));
  });
  afterEach(async () => expect(await windows.closeAll(PROVOKED)).toEqual([]));
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  it('lets marketing make a form, see it, copy its snippet, and the rep gets who fills it in', async () => {
    const page = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
    await signIn(page, 'tom');
    const id = await makeForm(page, 'Planning guide');
    await preview(page).getByLabel('Message').waitFor();
    await picture(page, 'form-new');

    await page.getByRole('button', { name: 'Field', exact: true }).click();
    await page.getByLabel('Label').fill('Team size');
    await page.getByLabel('Kind').selectOption('One of a list');
    await page.getByLabel('Values, one a line').fill('1 to 9\n10 and more');
    await preview(page).getByLabel('Team size').selectOption('10 and more');
    expect(await page.getByLabel('Posted as').inputValue()).toBe('teamSize');
    for (let place = 5; place > 1; place -= 1) await page.getByRole('button', { name: 'Move Team size up' }).click();
    await page.getByLabel('Seconds that a person needs at least').fill('0');
    await picture(page, 'form-edited');
    await page.getByRole('heading', { name: 'Fields', level: 2 }).scrollIntoViewIfNeeded();
    await picture(page, 'form-fields');
    await save(page);
    const saved = (await tom('GET', `/v1/forms/${id}`)).body;
    expect(saved.fields.map(({ key }: { key: string }) => key).indexOf('teamSize')).toBe(1);
    expect(saved).toMatchObject({ version: 2, spam: { minimumSeconds: 0 } });

    await page.getByRole('button', { name: 'Replay all since…' }).click();
    await page.getByLabel('All since').fill('2026-01-31');
    await page.getByRole('button', { name: 'Replay', exact: true }).click();
    await page.getByText(/^All since 31 Jan.* go through today’s rules/).waitFor();

    await page.getByRole('button', { name: 'Copy: Embed on a page' }).click();
    await page.getByText('Copied').waitFor();
    const snippet = await page.evaluate('navigator.clipboard.readText()');
    expect(snippet).toContain(`<script src="${stack.url}/v1/forms/${id}/embed.js" async></script>`);

    const visitor = aVisitor();
    await page.goto(`${stack.url}/f/${id}?utm_source=newsletter`);
    await page.getByLabel('E-mail').fill(visitor['email'] ?? '');
    await page.getByLabel('Last name').fill(visitor['lastName'] ?? '');
    await page.getByLabel('Team size').selectOption('1 to 9');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Thank you').waitFor();
    await until(async () => (await leadOf(visitor['email'])) !== undefined);

    const rep = await open();
    await signIn(rep, 'ada');
    await rep.goto(`${stack.url}/leads/${(await leadOf(visitor['email'])).id}`);
    await rep.getByText('newsletter').waitFor();
    await picture(rep, 'lead-by-form');
  });

  it('holds a suspect back, and releases it by keys to become a lead', async () => {
    const suspect = await submitSuspect();
    const page = await open();
    await signIn(page, 'tom');
    await page.getByRole('link', { name: 'Submissions' }).click();
    await page.getByText('Filled in the field that people do not see').waitFor();
    await page
      .getByText(suspect['email'] ?? '')
      .first()
      .waitFor();
    await picture(page, 'quarantine');
    expect(await leadOf(suspect['email'])).toBeUndefined();
    await page.keyboard.press('j');
    await page.keyboard.press('r');
    await page.getByText('One submission released to the intake.').waitFor();
    await page.getByText('Nothing is held back').waitFor();
    await until(async () => (await leadOf(suspect['email'])) !== undefined);

    const rep = await open();
    await signIn(rep, 'ada');
    await rep.getByRole('link', { name: `Vera ${suspect['lastName']}` }).waitFor();
  });

  it('rejects several suspects at once, after asking', async () => {
    const suspects = [await submitSuspect(), await submitSuspect()];
    const page = await open(PHONE);
    await signIn(page, 'tom');
    await page.getByRole('link', { name: 'Submissions' }).click();
    await page.getByLabel('Select all shown').check();
    await page.getByText('2 selected').waitFor();
    await picture(page, 'phone-quarantine');
    await page.getByRole('group', { name: 'With those selected' }).getByRole('button', { name: 'Reject…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Reject' }).click();
    await page.getByText('2 submissions rejected.').waitFor();
    await page.getByRole('link', { name: 'Rejected' }).click();
    await page.getByText('Looked at by Tom Varga').first().waitFor();
    for (const suspect of suspects)
      await page
        .getByText(suspect['email'] ?? '')
        .first()
        .waitFor();
    expect(await leadOf(suspects[0]?.['email'])).toBeUndefined();
  });

  it('keeps what was not saved while marketing looks elsewhere, and puts it on top of what a colleague saved', async () => {
    const page = await open(DARK);
    await signIn(page, 'tom');
    const id = await makeForm(page, 'Webinar');
    await page.getByLabel('Thank-you text').fill('See you on Thursday.');
    await page.getByRole('link', { name: 'Leads' }).click();
    await page.getByText('are not saved yet').waitFor();
    await page.getByRole('button', { name: 'Go back' }).click();
    expect(await page.getByLabel('Thank-you text').inputValue()).toBe('See you on Thursday.');

    const colleague = { body: { name: 'Webinar in May' }, headers: { 'if-match': '"1"' } };
    expect((await ines('PATCH', `/v1/forms/${id}`, colleague)).status).toBe(200);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Somebody else changed this form in the meantime:').waitFor();
    await picture(page, 'dark-form-overtaken');
    await save(page);
    expect((await tom('GET', `/v1/forms/${id}`)).body).toMatchObject({
      name: 'Webinar in May',
      thankYou: { text: 'See you on Thursday.' },
      version: 3,
    });
    await page.getByText('Versions', { exact: true }).click();
    await page.getByText('Version 1').waitFor();
    await page.getByText('what happens afterwards').waitFor();

    await page.getByRole('button', { name: 'Delete…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('heading', { name: 'Forms', level: 1 }).waitFor();
    expect((await tom('GET', `/v1/forms/${id}`)).status).toBe(404);
  });

  it('says beside each input what cannot be taken', async () => {
    const page = await open(PHONE);
    await signIn(page, 'tom');
    await makeForm(page, 'Faulty form');
    await picture(page, 'phone-form');
    await page.getByRole('button', { name: 'Edit Company' }).click();
    await page.getByLabel('Posted as').fill('not a name');
    await page.getByLabel('Salesforce organisation id').fill('short');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('must be a field name such as firstName').waitFor();
    await page.getByText('must be an organisation id of 15 to 18 characters').waitFor();
    const sideways = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(sideways).toBe(0);
  });

  it('lets an admin define a field, a form feed it, and a rep change it and the tags', async () => {
    const page = await open();
    await signIn(page, 'ines');
    await page.getByRole('link', { name: 'Fields' }).click();
    await page.getByText('No fields of your own yet').waitFor();
    await page.getByRole('button', { name: 'New field' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Label').fill('Seats wanted');
    await dialog.getByLabel('Kind').selectOption('Number');
    await dialog.getByText('Accounts', { exact: true }).click();
    await dialog.getByLabel('At conversion, on the account').waitFor();
    await picture(page, 'new-field');
    await dialog.getByRole('button', { name: 'Make field' }).click();
    await page.getByText('seats_wanted').waitFor();
    await picture(page, 'fields');
    await page.setViewportSize(PHONE.viewport);
    await picture(page, 'phone-fields');
    expect((await ines('GET', '/v1/settings/fields')).body.fields[0]).toMatchObject({
      on: ['lead', 'account'],
      convertsTo: { account: 'seats_wanted' },
    });

    const fields = [
      { key: 'email', label: 'E-mail', kind: 'email', required: true, feeds: 'email' },
      { key: 'seats', label: 'Seats', kind: 'number', feeds: 'custom.seats_wanted' },
    ];
    const consents = [{ purpose: 'newsletter', wording: 'Send me news twice a month.' }];
    const form = (
      await tom('POST', '/v1/forms', { body: { name: 'Quote', fields, consents, defaults: { tags: ['quote'] } } })
    ).body;
    const { email } = aVisitor();
    const post = { email, seats: '40', 'consent.newsletter': true, utm_campaign: 'spring-fair' };
    await stack.visitor('POST', `/v1/forms/${form.id}/submissions`, { body: post });
    await until(async () => (await leadOf(email)) !== undefined);

    const rep = await open();
    await signIn(rep, 'ada');
    await rep.goto(`${stack.url}/leads/${(await leadOf(email)).id}`);
    const details = rep.getByRole('region', { name: 'Details' });
    await details.getByText('40').waitFor();
    await details.getByText('quote', { exact: true }).waitFor();
    await rep.getByText('spring-fair').waitFor();
    const ledger = rep.getByRole('region', { name: 'Consents' });
    await ledger.getByText('Agreed').first().waitFor();
    await ledger.getByText('All entries').click();
    await ledger.getByText('Send me news twice a month.').waitFor();
    await ledger.scrollIntoViewIfNeeded();
    await picture(rep, 'lead-details');
    await rep.getByRole('button', { name: 'Edit' }).click();
    await rep.getByLabel('Seats wanted').fill('many');
    await rep.getByRole('textbox', { name: 'Tags' }).fill('Spring, trade fair,');
    await rep.getByRole('button', { name: 'Take the tag quote away' }).click();
    await rep.getByRole('button', { name: 'Save' }).click();
    await rep.getByRole('dialog').locator('.field-error').waitFor();
    await picture(rep, 'edit-lead-fields');
    await rep.getByLabel('Seats wanted').fill('45');
    await rep.getByRole('button', { name: 'Save' }).click();
    await details.getByText('45').waitFor();
    expect((await ada('GET', `/v1/leads/${(await leadOf(email)).id}`)).body).toMatchObject({
      custom: { seats_wanted: 45 },
      tags: ['spring', 'trade fair'],
    });
  });

  it('asks for a repeat sale when a customer fills in a form again', async () => {
    const fields = aVisitor();
    await stack.submit(fields);
    const { id } = await leadOf(fields['email']);
    await ada('POST', `/v1/leads/${id}/activities`, { body: { kind: 'call', text: 'Spoke.' } });
    const confirmed = { answer: 'confirmed' };
    await ada('PUT', `/v1/leads/${id}/qualification`, { body: { fit: confirmed, need: confirmed, budget: confirmed } });
    const { accountId } = (await ada('POST', `/v1/leads/${id}/convert`, { body: {} })).body;
    await stack.submit({ ...fields, message: 'Ten more, please.' });

    const page = await open();
    await signIn(page, 'ada');
    await page.goto(`${stack.url}/accounts/${accountId}`);
    await page.getByText('a repeat sale?').waitFor();
    await picture(page, 'repeat-sale');
    await page.getByRole('button', { name: 'New opportunity' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Ten more');
    await page.getByRole('button', { name: 'Start opportunity' }).click();
    await page.getByRole('link', { name: 'Ten more' }).waitFor();
    await page.getByText('a repeat sale?').waitFor({ state: 'detached' });
    await until(async () => (await ada('GET', `/v1/accounts/${accountId}`)).body.repeatSaleHint === null);
  });
});
