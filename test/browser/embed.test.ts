import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Send, type SluiceStack, startSluice } from '../integration/sluice-stack.ts';
import { launchBrowser, picture, visit } from './browser.ts';
import { type LandingSite, scriptTag, startLandingSite } from './landing-site.ts';
import { anAddress, fillIn, leadWith, makeWhitepaperForm, STRICT, send, thanks } from './whitepaper-form.ts';
import { keepWindows } from './windows.ts';

/** What a test breaks on purpose is logged by the browser itself; anything else, a broken policy above all, is a fault of the script. */
const PROVOKED = /Failed to load resource/;

describe('a form on other people’s pages', () => {
  let stack: SluiceStack;
  let browser: Browser;
  let site: LandingSite;
  let tom: Send;
  const windows = keepWindows();

  const open = (url: string) => windows.open(browser, url);
  const makeForm = (changes: Record<string, unknown> = {}) =>
    makeWhitepaperForm(tom, { allowedOrigins: [site.url], ...changes });
  const embedOf = (formId: string) => scriptTag(`${stack.url}/v1/forms/${formId}/embed.js`);
  const leadOf = (email: string) => leadWith(tom, email);

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startSluice(), launchBrowser()]);
    site = await startLandingSite(stack.url);
    tom = await stack.as('tom');
  });
  afterEach(async () => expect(await windows.closeAll(PROVOKED)).toEqual([]));
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
    await stack?.stop();
  });

  it('takes a visitor from a campaign to a lead, under the strictest policy', async () => {
    const formId = await makeForm();
    site.serve('/welcome', '<a href="/offer?offer=spring">The paper</a>');
    site.serve('/offer', `<h1>The paper</h1>${embedOf(formId)}<p>Below the form</p>`);
    const page = await open(`${site.url}/welcome?utm_source=mail&utm_campaign=spring&gclid=g-1&private=secret`);
    await page.getByRole('link').click();
    const email = anAddress();
    await fillIn(page, email);
    await page.getByLabel('Phone').fill('+49 30 123456');
    await page.getByLabel('Your story').fill('Forty seats.\nBy summer.');
    await page.getByLabel('Seats').fill('40,5');
    await page.getByLabel('Start').fill('2026-09-01');
    await page.getByRole('group', { name: 'Topics' }).getByLabel('Price').check();
    await page.getByRole('group', { name: 'Topics' }).getByLabel('Other').check();
    await page.getByLabel('I am a partner').check();
    await picture(page, 'embed');
    const [request] = await Promise.all([page.waitForRequest(/submissions$/), send(page)]);
    await thanks(page);
    const focused = page.locator('.outcome:focus');
    expect(await focused.textContent()).toBe('Thank you. The paper is on its way.');

    const posted = request.postDataJSON();
    expect(posted).toMatchObject({
      topics: ['Price', 'Other'],
      partner: 'true',
      offer: 'spring',
      'consent.terms': 'true',
    });
    expect(posted).not.toHaveProperty('website_address');
    expect(JSON.stringify(posted)).not.toContain('secret');
    const lead = await leadOf(email);
    expect(lead).toMatchObject({ email, lastName: 'Vera Visitor', source: { kind: 'form', formId } });
    expect(lead.attribution.first).toMatchObject({
      parameters: { utm_source: 'mail', utm_campaign: 'spring', gclid: 'g-1' },
      landingPage: `${site.url}/welcome`,
    });
  });

  it('stands where its place is, and remembers where the visit began', async () => {
    const formId = await makeForm();
    site.serve(
      '/start',
      `${embedOf(formId)}<nav><a href="/middle">On</a></nav><main data-sluice-form="${formId}"></main>`,
    );
    site.serve('/middle', '<a href="/end">On</a>');
    site.serve('/end', embedOf(formId));
    const page = await open(`${site.url}/start?utm_source=fair`);
    await page.locator('main').getByLabel('E-mail').waitFor();
    expect(await page.getByLabel('E-mail').count()).toBe(1);
    await page.getByRole('link').click();
    await page.getByRole('link').click();
    const email = anAddress();
    await fillIn(page, email);
    await send(page);
    await thanks(page);
    expect((await leadOf(email)).attribution.first).toMatchObject({
      parameters: { utm_source: 'fair' },
      landingPage: `${site.url}/start`,
    });
  });

  it('says what is missing, takes the focus there, and needs no mouse', async () => {
    site.serve('/keys', embedOf(await makeForm()));
    const page = await open(`${site.url}/keys`);
    await page.getByLabel('E-mail').fill('nobody');
    await page.keyboard.press('Enter');
    const summary = page.getByRole('alert');
    await summary.getByText('E-mail: must be an e-mail address').waitFor();
    expect(await page.locator('.summary:focus').count()).toBe(1);
    expect(await summary.getByRole('link').allTextContents()).toEqual([
      'E-mail: must be an e-mail address',
      'Name: is needed',
      'Plan: is needed',
      'I agree to the terms: is needed',
    ]);
    await picture(page, 'embed-faults');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.locator('input:focus').getAttribute('name')).toBe('name');
    expect(await page.getByLabel('Name').getAttribute('aria-invalid')).toBe('true');
    const described = await page.getByLabel('Name').getAttribute('aria-describedby');
    expect(await page.locator(`[id="${described}"]`).textContent()).toBe('Is needed');

    const email = anAddress();
    await page.keyboard.type('Vera Keys');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(email);
    await page.getByLabel('Plan').focus();
    await page.keyboard.press('ArrowDown');
    await page.getByLabel('I agree to the terms.').focus();
    await page.keyboard.press('Space');
    const names: (string | null)[] = [];
    for (let steps = 0; steps < 4 && !(await page.locator('button:focus').count()); steps += 1) {
      await page.keyboard.press('Tab');
      names.push(await page.locator(':focus').last().getAttribute('name'));
    }
    expect(names).not.toContain('website_address');
    await page.keyboard.press('Enter');
    await thanks(page);
    await leadOf(email);
  });

  it('works for its post where the form wants it', async () => {
    site.serve('/work', embedOf(await makeForm({ spam: { ...STRICT, proofOfWork: 'always' } })));
    const page = await open(`${site.url}/work`);
    const email = anAddress();
    await fillIn(page, email);
    const [request] = await Promise.all([page.waitForRequest(/submissions$/), send(page)]);
    expect(request.postDataJSON()._proof).toMatch(/^[\w+/=]{100,}$/);
    await thanks(page);
    await leadOf(email);
  });

  it('tries again by itself when the line breaks, and counts once', async () => {
    site.serve('/line', embedOf(await makeForm()));
    const page = await open(`${site.url}/line`);
    const keys: (string | undefined)[] = [];
    await page.route(/submissions$/, async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      keys.push(route.request().headers()['idempotency-key']);
      if (keys.length > 1) return route.continue();
      // The post gets through and its answer does not.
      await route.fetch();
      return route.abort();
    });
    const email = anAddress();
    await fillIn(page, email);
    await send(page);
    await thanks(page);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
    const lead = await leadOf(email);
    const { items } = (await tom('GET', `/v1/leads/${lead.id}/timeline`)).body;
    expect(items.filter(({ kind }: { kind: string }) => kind === 'signal')).toHaveLength(1);
  });

  it('keeps what was typed when the post does not get through, and says what to do', async () => {
    site.serve('/tunnel', embedOf(await makeForm()));
    const page = await open(`${site.url}/tunnel`);
    const email = anAddress();
    await fillIn(page, email);
    await page.route(/submissions$/, (route) => route.abort());
    await send(page);
    await page.getByText('Check your connection and press Send again.').waitFor();
    await picture(page, 'embed-unreached');
    expect(await page.getByLabel('E-mail').inputValue()).toBe(email);
    expect(await page.getByRole('button', { name: 'Send' }).isEnabled()).toBe(true);
    await page.unroute(/submissions$/);
    await send(page);
    await thanks(page);
    await leadOf(email);
  });

  it('posts anew what was changed after a try that got through unheard', async () => {
    site.serve('/changed', embedOf(await makeForm()));
    const page = await open(`${site.url}/changed`);
    const keys: (string | undefined)[] = [];
    await page.route(/submissions$/, async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      keys.push(route.request().headers()['idempotency-key']);
      if (keys.length === 1) await route.fetch();
      return keys.length < 3 ? route.abort() : route.continue();
    });
    await fillIn(page, anAddress());
    await send(page);
    await page.getByText('Check your connection and press Send again.').waitFor();
    const email = anAddress();
    await page.getByLabel('E-mail').fill(email);
    await send(page);
    await thanks(page);
    expect(new Set(keys.slice(0, 3)).size).toBe(1);
    expect(keys).toHaveLength(4);
    expect(keys[3]).not.toBe(keys[0]);
    await leadOf(email);
  });

  it('shows what the server found wrong', async () => {
    site.serve('/wrong', embedOf(await makeForm()));
    const page = await open(`${site.url}/wrong`);
    await page.route(/submissions$/, (route) =>
      route.fulfill({
        status: 422,
        contentType: 'application/problem+json',
        headers: { 'access-control-allow-origin': site.url },
        json: {
          type: 'urn:sluice:problem:invalid-fields',
          errors: [
            { path: 'email', message: 'takes no mail' },
            { path: 'later', message: 'is needed' },
          ],
        },
      }),
    );
    await fillIn(page, anAddress());
    await send(page);
    await page.getByText('Takes no mail', { exact: true }).waitFor();
    expect(await page.getByRole('alert').getByRole('listitem').allTextContents()).toEqual([
      'E-mail: takes no mail',
      'later: is needed',
    ]);
  });

  it('says so when the page’s origin may not post', async () => {
    site.serve('/stranger', embedOf(await makeForm({ allowedOrigins: ['https://elsewhere.example'] })));
    const { page } = await visit(browser, `${site.url}/stranger`);
    await fillIn(page, anAddress());
    await send(page);
    await page.getByText('This could not be sent.').waitFor();
    await page.context().close();
  });

  it('is sent again only when it changed', async () => {
    const path = `/v1/forms/${await makeForm()}/embed.js`;
    const first = await stack.visitor('GET', path);
    expect(first.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(first.headers.get('cache-control')).toBe('public, max-age=300');
    const etag = first.headers.get('etag') ?? '';
    expect((await stack.visitor('GET', path, { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await stack.visitor('GET', path, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
  });
});
