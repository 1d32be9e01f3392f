import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SluiceStack, startSluice } from '../integration/sluice-stack.ts';
import { launchBrowser, signIn, visit } from './browser.ts';
import { type LandingSite, startLandingSite } from './landing-site.ts';

const OID = '00D000000000XYZ';

const field = (key: string, kind = 'text') => ({ key, label: key, kind, required: key === 'email', feeds: key });

/** The page as its owner got it from the other system; only the address of the form is another one. */
const page = (action: string, site: string): string => `
  <h1>Talk to us</h1>
  <form action="${action}/servlet/servlet.WebToLead?encoding=UTF-8" method="POST">
    <input type="hidden" name="oid" value="${OID}">
    <input type="hidden" name="retURL" value="${site}/thanks">
    <label for="first_name">First Name</label><input id="first_name" maxlength="40" name="first_name" type="text">
    <label for="last_name">Last Name</label><input id="last_name" maxlength="80" name="last_name" type="text">
    <label for="email">Email</label><input id="email" maxlength="80" name="email" type="text">
    <label for="company">Company</label><input id="company" maxlength="40" name="company" type="text">
    <input type="submit" name="submit" value="Send">
  </form>`;

describe('a Web-to-Lead form on somebody’s page', () => {
  let stack: SluiceStack;
  let browser: Browser;
  let site: LandingSite;
  beforeAll(async () => {
    [stack, browser] = await Promise.all([startSluice(), launchBrowser()]);
    site = await startLandingSite(stack.url, { plainForms: true });
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
    await stack?.stop();
  });

  it('makes a lead that the rep sees, and takes the visitor back to the page’s own thanks', async () => {
    const tom = await stack.as('tom');
    const fields = [field('email', 'email'), field('firstName'), field('lastName'), field('company')];
    const made = await tom('POST', '/v1/forms', { body: { name: 'Moved', fields, dropIn: { webToLeadOid: OID } } });
    expect(made.status).toBe(201);
    site.serve('/talk', page(stack.url, site.url));
    site.serve('/thanks', '<h1>Thanks from the page itself</h1>');

    const visitor = await visit(browser, `${site.url}/talk`);
    await visitor.page.getByLabel('First Name').fill('Wanda');
    await visitor.page.getByLabel('Last Name').fill('Webb');
    await visitor.page.getByLabel('Email').fill('wanda@webb-industries.example');
    await visitor.page.getByLabel('Company').fill('Webb Industries');
    await visitor.page.getByRole('button', { name: 'Send' }).click();
    await visitor.page.getByRole('heading', { name: 'Thanks from the page itself' }).waitFor();
    expect(visitor.page.url()).toBe(`${site.url}/thanks`);
    expect(visitor.complaints).toEqual([]);

    await stack.idle();
    const rep = await visit(browser, stack.url);
    await signIn(rep.page, 'ada');
    await rep.page.getByText('Wanda Webb').waitFor();
    await rep.page.getByText('Webb Industries').waitFor();
  });
});
