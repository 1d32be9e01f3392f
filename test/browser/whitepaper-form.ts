import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Send, until } from '../integration/sluice-stack.ts';

const EVERY_KIND = [
  { key: 'email', label: 'E-mail', kind: 'email', required: true, feeds: 'email' },
  { key: 'name', label: 'Name', kind: 'text', required: true, feeds: 'lastName' },
  { key: 'phone', label: 'Phone', kind: 'phone', feeds: 'phone' },
  { key: 'story', label: 'Your story', kind: 'long-text', placeholder: 'In a few words', feeds: 'message' },
  { key: 'seats', label: 'Seats', kind: 'number' },
  { key: 'start', label: 'Start', kind: 'date' },
  { key: 'plan', label: 'Plan', kind: 'choice', required: true, options: ['Small', 'Large & more'] },
  { key: 'topics', label: 'Topics', kind: 'choices', options: ['Price', 'Security', 'Other'] },
  { key: 'partner', label: 'I am a partner', kind: 'checkbox' },
  { key: 'offer', label: 'Offer', kind: 'hidden' },
];

const CONSENTS = [
  { purpose: 'terms', wording: 'I agree to the terms.', required: true },
  { purpose: 'newsletter', wording: 'Send me news.' },
];

/** A form whose posts are suspects unless the page did its part; a test is faster than a person. */
export const STRICT = { minimumSeconds: 0, tokenRequired: true };

let people = 0;
/** The address of somebody who was not here before. */
export const anAddress = () => {
  people += 1;
  return `visitor-${people}@embed-${process.pid}.example`;
};

/** Makes a form with a field of every kind as somebody of marketing, and gives its id. */
export const makeWhitepaperForm = async (marketer: Send, changes: Record<string, unknown>): Promise<string> => {
  const { status, body } = await marketer('POST', '/v1/forms', {
    body: {
      name: 'Whitepaper',
      fields: EVERY_KIND,
      consents: CONSENTS,
      thankYou: { text: 'Thank you. The paper is on its way.' },
      spam: STRICT,
      ...changes,
    },
  });
  expect(status, JSON.stringify(body)).toBe(201);
  return body.id;
};

/** Fills in what the form needs. */
export const fillIn = async (page: Page, email: string): Promise<void> => {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Name').fill('Vera Visitor');
  await page.getByLabel('Plan').selectOption('Large & more');
  await page.getByLabel('I agree to the terms.').check();
};

/** Presses its button. */
export const send = (page: Page): Promise<void> => page.getByRole('button', { name: 'Send' }).click();

/** Waits until it thanks the visitor. */
export const thanks = (page: Page): Promise<void> => page.getByText('The paper is on its way.').waitFor();

/** Gives the lead that has an address, once there is one. */
export const leadWith = async (reader: Send, email: string) => {
  let found: { id: string } | undefined;
  await until(async () => {
    const { body } = await reader('GET', '/v1/leads?view=all&limit=100');
    found = body.items.find((lead: { email: string }) => lead.email === email);
    return found !== undefined;
  });
  return (await reader('GET', `/v1/leads/${found?.id}`)).body;
};
