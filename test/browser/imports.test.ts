import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Send, type SluiceStack, startSluice, until } from '../integration/sluice-stack.ts';
import { aLargeList, aList } from './a-list.ts';
import { launchBrowser, picture, signIn } from './browser.ts';
import { chooseFile, dropFile } from './give-file.ts';
import { DARK, keepWindows, PHONE, PROVOKED } from './windows.ts';

const openImports = async (page: Page) => {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Imports' }).click();
  await page.getByRole('heading', { name: 'Imports', level: 1 }).waitFor();
};

const stage = (page: Page, name: string) => page.getByRole('heading', { name, level: 2 }).waitFor();

const idOf = (page: Page): string => new URL(page.url()).pathname.replace('/imports/', '');

const sideways = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

describe('imports in the browser', () => {
  let stack: SluiceStack;
  let browser: Browser;
  let tom: Send;
  const windows = keepWindows();

  const open = (options: BrowserContextOptions = {}) => windows.open(browser, stack.url, options);
  /** The lead that the first row of an import made. */
  const firstLeadOf = async (importId: string) => {
    const { body } = await tom('GET', `/v1/imports/${importId}/rows?limit=1`);
    return (await tom('GET', `/v1/leads/${body.items[0].record.id}`)).body;
  };

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startSluice(), launchBrowser()]);
    tom = await stack.as('tom');
    const others = await Promise.all(['ada', 'ben', 'ines'].map((name) => stack.as(name)));
    await Promise.all([tom, ...others].map((send) => send('GET', '/v1/me')));
  });
  afterEach(async () => expect(await windows.closeAll(PROVOKED)).toEqual([]));
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  it('takes a list from the desktop to leads and back', async () => {
    const list = aList('fair');
    const page = await open();
    await signIn(page, 'tom');
    await page.getByRole('link', { name: 'Imports' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('i');
    await page.getByText('Bring in your first list').waitFor();
    await picture(page, 'imports-empty');
    await dropFile(page, list);

    await stage(page, 'What the columns hold');
    await page.getByText('300 rows').waitFor();
    await page.getByText('Windows-1252, separated by semicolons').waitFor();
    expect(await page.getByLabel('What the column E-Mail holds').inputValue()).toBe('email');
    await picture(page, 'import-mapping');
    // Two columns for one field are said to be wrong before anything is sent.
    await page.getByLabel('What the column Bemerkung holds').selectOption('Company');
    await page.getByText('“Firma” and “Bemerkung” both go to Company').waitFor();
    expect(await page.getByRole('button', { name: 'Make the plan' }).isDisabled()).toBe(true);
    await picture(page, 'import-mapping-wrong');
    await page.getByLabel('What the column Bemerkung holds').selectOption('Leave out');
    await page.getByRole('textbox', { name: 'Tags for its leads' }).fill('fair,');
    await page.getByLabel('Where the list comes from').fill('Hanover fair');
    await page.getByText('Consent', { exact: true }).click();
    await page.getByLabel('What for').fill('newsletter');
    await page.getByLabel('On what it rests').fill('Agreed at the stand.');
    await page.getByRole('button', { name: 'Make the plan' }).click();

    await stage(page, 'The plan');
    await page.getByText(`The import creates ${list.good} leads.`).waitFor();
    await page.getByRole('button', { name: `${list.bad} Rejected` }).click();
    await page.getByText('must be an e-mail address').first().waitFor();
    await picture(page, 'import-plan');
    await page.getByRole('button', { name: `${list.doubles} Duplicate` }).click();
    await page.getByText('An earlier row of this file').first().waitFor();
    expect((await tom('GET', '/v1/leads?view=all')).body.items).toEqual([]);
    await page.getByRole('button', { name: `Import ${list.good} rows` }).click();

    await stage(page, 'Imported');
    await page.getByText(`${list.good} leads created and ${list.bad} rows rejected.`).waitFor();
    expect(await page.evaluate('document.activeElement?.textContent')).toBe('Imported');
    await picture(page, 'import-done');

    await until(async () => (await tom('GET', `/v1/imports/${idOf(page)}`)).body.resultsReady);
    await page.getByRole('button', { name: 'Results' }).and(page.locator(':enabled')).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Results' }).click(),
    ]);
    const results = await readFile(await download.path(), 'utf8');
    expect(results.trim().split('\n').length).toBe(301);
    expect(results).toContain('Gießerei 1 GmbH');

    const address = page.url();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Jörg Müller 1', level: 1 }).waitFor();
    const source = page.getByRole('region', { name: 'Where it came from' });
    await source.getByText('From the list Hanover fair').waitFor();
    const ledger = page.getByRole('region', { name: 'Consents' });
    await ledger.getByText('All entries').click();
    await ledger.getByText('Agreed at the stand.').waitFor();
    await source.getByText('From the list Hanover fair').scrollIntoViewIfNeeded();
    await picture(page, 'import-lead');
    await source.getByRole('link', { name: 'Hanover fair' }).click();
    expect(page.url()).toBe(address);

    const edited = await firstLeadOf(idOf(page));
    const change = { body: { title: 'Head of buying' }, headers: { 'if-match': `"${edited.version}"` } };
    expect((await (await stack.as('ada'))('PATCH', `/v1/leads/${edited.id}`, change)).status).toBe(200);
    await page.getByRole('button', { name: 'Undo…' }).click();
    await page.getByText(`It deletes the ${list.good} leads that it created.`).waitFor();
    await picture(page, 'import-undo');
    await page.keyboard.press('Enter');
    await stage(page, 'Undone');
    await page.getByText(`${list.good - 1} rows taken back. 1 lead edited since stays as it is.`).waitFor();
    await page.getByRole('button', { name: '1 Kept' }).click();
    await page.getByRole('link', { name: 'Jörg Müller 1' }).waitFor();
    await picture(page, 'import-undone');
    expect((await tom('GET', '/v1/leads?view=all')).body.items.map(({ id }: { id: string }) => id)).toEqual([
      edited.id,
    ]);
  });

  it('updates leads that exist, and says of the same file that it came before', async () => {
    const list = aList('again');
    const page = await open(DARK);
    await signIn(page, 'tom');
    await openImports(page);
    await chooseFile(page, list);
    await stage(page, 'What the columns hold');
    await page.getByLabel('What the column Telefon holds').selectOption('Leave out');
    await page.getByRole('button', { name: 'Make the plan' }).click();
    await page.getByRole('button', { name: `Import ${list.good} rows` }).click();
    await stage(page, 'Imported');

    await openImports(page);
    await chooseFile(page, list);
    const dialog = page.getByRole('dialog');
    await dialog.getByText(`as “${list.name}”, by Tom Varga`).waitFor();
    await picture(page, 'dark-import-repeated');
    await dialog.getByRole('button', { name: 'Import it again' }).click();
    await stage(page, 'What the columns hold');
    await page.getByText('As the last time').first().waitFor();
    await page.getByLabel('What the column Telefon holds').selectOption('Phone');
    await page.getByRole('button', { name: 'Make the plan' }).click();
    await page.getByText(`The import updates ${list.good} leads.`).waitFor();
    await page.getByRole('button', { name: `${list.good} Update` }).click();
    await page.getByText('+49 30 200001').waitFor();
    await picture(page, 'dark-import-plan');
    await page.getByRole('button', { name: 'Change the mapping' }).click();
    await stage(page, 'What the columns hold');
    await picture(page, 'dark-import-mapping');
    await page.getByRole('button', { name: 'Back to the plan' }).click();
    await page.getByRole('button', { name: 'Discard…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
    await page.getByText('This import was discarded').waitFor();
    await openImports(page);
    await page.getByText('Discarded').waitFor();
    await picture(page, 'dark-imports');
  });

  it('refuses what is no list in a sentence, and offers to choose another file', async () => {
    const page = await open();
    await signIn(page, 'tom');
    await openImports(page);
    await chooseFile(page, {
      name: 'leads.csv',
      bytes: Buffer.from('<!DOCTYPE html>\n<html><body>Sign in</body></html>\n'),
    });
    await stage(page, 'This file cannot be imported');
    await page.getByRole('button', { name: 'Choose another file' }).waitFor();
    await picture(page, 'import-refused');
  });

  it('waits for a line that is down, and goes on where a closed tab stopped', async () => {
    const large = aLargeList('large');
    const page = await open();
    await signIn(page, 'tom');
    await openImports(page);
    const put: string[] = [];
    await page.context().route(/partNumber=/, (route) => {
      const part = new URL(route.request().url()).searchParams.get('partNumber') ?? '';
      if (route.request().method() === 'PUT') put.push(part);
      return part === '2' ? route.abort() : route.continue();
    });
    await chooseFile(page, large);
    await page.getByText('it goes on by itself when the line is back').waitFor();
    await picture(page, 'import-upload');
    const remembered = () => page.evaluate('JSON.stringify({ ...localStorage })');
    await until(async () => put.includes('2') && /etags[^}]*\b1\b/.test(String(await remembered())));

    const other = await page.context().newPage();
    await page.close({ runBeforeUnload: false });
    await other.goto(stack.url);
    await other.context().unroute(/partNumber=/);
    put.length = 0;
    other.on('request', (request) => {
      const part = new URL(request.url()).searchParams.get('partNumber');
      if (part !== null && request.method() === 'PUT') put.push(part);
    });
    await other.getByRole('button', { name: 'Sign in' }).click();
    if (await other.getByLabel('Password').isVisible()) throw new Error('the provider should still know Tom');
    await openImports(other);
    await other.getByText('Uploading').waitFor();
    await chooseFile(other, large);
    await stage(other, 'What the columns hold');
    expect(put).toEqual(['2']);
  });

  it('works on a phone', async () => {
    const list = aList('phone');
    const page = await open(PHONE);
    await signIn(page, 'mira');
    await openImports(page);
    await picture(page, 'phone-imports');
    expect(await sideways(page)).toBe(0);
    await chooseFile(page, list);
    await stage(page, 'What the columns hold');
    await picture(page, 'phone-import-mapping');
    expect(await sideways(page)).toBe(0);
    await page.getByRole('button', { name: 'Make the plan' }).click();
    await stage(page, 'The plan');
    await page.getByText('joerg.phone.1@list-phone.example').waitFor();
    await picture(page, 'phone-import-plan');
    expect(await sideways(page)).toBe(0);
    await page.getByRole('button', { name: /Rejected/ }).click();
    await page.getByText('must be an e-mail address').first().waitFor();
    await page.getByText('must be an e-mail address').first().scrollIntoViewIfNeeded();
    await picture(page, 'phone-import-rejected');
    expect(await sideways(page)).toBe(0);
  });

  it('lets an admin say what is done with the files of a folder, and hides imports from reps', async () => {
    const page = await open();
    await signIn(page, 'ines');
    await openImports(page);
    await page.getByRole('link', { name: 'Folders' }).click();
    await page.getByText('No folders yet').waitFor();
    await page.getByRole('button', { name: 'New folder' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('not a folder');
    await dialog.getByRole('button', { name: 'Make folder' }).click();
    await dialog.getByText('must be a folder name such as fair-2026').waitFor();
    await dialog.getByLabel('Name').fill('partner-acme');
    await dialog.getByLabel('What it does').selectOption('Only create');
    await dialog.getByLabel('New leads go to').selectOption('Ada Okafor');
    await dialog.getByRole('textbox', { name: 'Tags for its leads' }).fill('acme,');
    await dialog.getByLabel('Import without asking').check();
    await picture(page, 'import-folder');
    await dialog.getByRole('button', { name: 'Make folder' }).click();
    await page.getByText('Only create · matched by e-mail address · leads go to Ada Okafor · tagged acme').waitFor();
    await page.getByText('Imports without asking').waitFor();
    await picture(page, 'import-folders');
    await page.getByRole('button', { name: 'Edit partner-acme' }).click();
    await dialog.getByLabel('Import without asking').uncheck();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Asks first').waitFor();
    await page.getByRole('button', { name: 'Remove partner-acme' }).click();
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await page.getByText('No folders yet').waitFor();

    const rep = await open();
    await signIn(rep, 'ada');
    await rep.getByText('Rep', { exact: true }).waitFor();
    expect(await rep.getByRole('link', { name: 'Imports' }).count()).toBe(0);
  });
});
