import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sparticuz from '@sparticuz/chromium';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { PEOPLE } from '../../demo/people.ts';

const SCREENSHOTS = '.build/screenshots';

/** Milliseconds that a step of a journey may take before it counts as failed. */
const STEP = 15_000;

/** The package's arguments but for those that make this another browser than people have: no CORS, all tabs in one process. */
const UNLIKE_A_REAL_ONE = [
  '--disable-web-security',
  '--allow-running-insecure-content',
  '--disable-site-isolation-trials',
  '--single-process',
];

/** Starts Chromium: the one that comes in a package, or a person's own by `CHROME_PATH`. */
export const launchBrowser = async (): Promise<Browser> => {
  const own = process.env['CHROME_PATH'];
  if (own) return chromium.launch({ executablePath: own });
  const args = sparticuz.args.filter((argument) => !UNLIKE_A_REAL_ONE.includes(argument));
  return chromium.launch({ executablePath: await sparticuz.executablePath(), args });
};

export interface Visit {
  readonly page: Page;
  /** What the page complained about: uncaught errors and errors on the console, a broken content security policy among them. */
  readonly complaints: readonly string[];
}

/** Opens the client in a window of its own, signed out. */
export const visit = async (browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visit> => {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 860 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(STEP);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(url);
  return { page, complaints };
};

/** Signs somebody in by the provider's own page. */
export const signIn = async (page: Page, username: string): Promise<void> => {
  const person = PEOPLE.find((one) => one.username === username);
  if (!person) throw new Error(`there is no ${username}`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('User name or e-mail').fill(person.username);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Candidates' }).waitFor();
};

/** Keeps a picture of the page for a person to look at. */
export const picture = async (page: Page, name: string): Promise<void> => {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), animations: 'disabled' });
};
