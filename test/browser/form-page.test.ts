import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Send, type SluiceStack, startSluice } from '../integration/sluice-stack.ts';
import { launchBrowser, picture } from './browser.ts';
import { anAddress, fillIn, leadWith, makeWhitepaperForm, STRICT, send, thanks } from './whitepaper-form.ts';
import { DARK, keepWindows, PHONE } from './windows.ts';

/** What a test breaks on purpose is logged by the browser itself; anything else is a fault of the page. */
const PROVOKED = /Failed to load resource/;

describe('a form on its own page', () => {
  let stack: SluiceStack;
  let browser: Browser;
  let tom: Send;
  const windows = keepWindows();

  const open = (path: string, options: BrowserContextOptions = {}) =>
    windows.open(browser, `${stack.url}${path}`, options);
  const makeForm = (changes: Record<string, unknown> = {}) => makeWhitepaperForm(tom, changes);
  const leadOf = (email: string) => leadWith(tom, email);

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startSluice(), launchBrowser()]);
    tom = await stack.as('tom');
  });
  afterEach(async () => expect(await windows.closeAll(PROVOKED)).toEqual([]));
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  it('works without scripts, from a fault to the lead', async () => {
    const formId = await makeForm();
    const page = await open(`/f/${formId}?utm_source=poster&offer=spring&private=secret`, {
      javaScriptEnabled: false,
    });
    await picture(page, 'form-page');
    const email = anAddress();
    await fillIn(page, email);
    // A browser lets a number of any look through, the server does not.
    await page.getByLabel('Seats').fill('many');
    await send(page);
    await page.getByRole('link', { name: 'Seats: must be a number' }).waitFor();
    await picture(page, 'form-page-faults');
    expect(page.url()).toContain('faults=seats');
    expect(page.url()).not.toContain(email);

    await fillIn(page, email);
    await page.getByRole('group', { name: 'Topics' }).getByLabel('Price').check();
    await page.getByRole('group', { name: 'Topics' }).getByLabel('Other').check();
    await send(page);
    await thanks(page);
    expect(page.url()).toBe(`${stack.url}/f/${formId}/thanks`);
    await picture(page, 'form-page-thanks');
    const lead = await leadOf(email);
    expect(lead.attribution.first).toMatchObject({
      parameters: { utm_source: 'poster' },
      landingPage: `${stack.url}/f/${formId}`,
    });
  });

  it('is taken over by the script where scripts run, work included', async () => {
    const formId = await makeForm({ spam: { ...STRICT, proofOfWork: 'always' } });
    const page = await open(`/f/${formId}?utm_source=phone`, { ...PHONE, ...DARK });
    await send(page);
    await page.getByRole('alert').getByText('Name: is needed').waitFor();
    await picture(page, 'form-page-phone-dark');
    const sideways = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(sideways).toBe(0);
    const email = anAddress();
    await fillIn(page, email);
    await send(page);
    await thanks(page);
    expect(page.url()).toContain(`/f/${formId}?utm_source=phone`);
    expect((await leadOf(email)).attribution.first.parameters).toEqual({ utm_source: 'phone' });
  });

  it('is not there for a form that is switched off', async () => {
    const formId = await makeForm({ active: false });
    for (const path of [
      `/f/${formId}`,
      `/f/${formId}/thanks`,
      `/v1/forms/${formId}/embed.js`,
      `/v1/forms/${formId}/shown`,
    ]) {
      expect((await stack.visitor('GET', path)).status, path).toBe(404);
    }
    const page = await open(`/f/${formId}`);
    await page.getByText('There is no such form.').waitFor();
  });
});
