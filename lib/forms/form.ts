import type { FormWire } from './form-contract.ts';

/** A lead-magnet form as of one version: what it asks, who may post it, and how its posts are treated. */
export type Form = FormWire;
export type FormField = Form['fields'][number];

/** When the form that always exists came to be, for want of anybody who made it. */
const ALWAYS = '2026-01-01T00:00:00.000Z';

/** The form that every installation has, an empty one too: for trying things out, and for a first page. */
export const DEMO_FORM: Form = {
  id: 'demo',
  version: 1,
  name: 'Demo form',
  active: true,
  fields: [
    { key: 'email', label: 'E-mail', kind: 'email', required: true, feeds: 'email' },
    { key: 'firstName', label: 'First name', kind: 'text', required: false, feeds: 'firstName' },
    { key: 'lastName', label: 'Last name', kind: 'text', required: false, feeds: 'lastName' },
    { key: 'company', label: 'Company', kind: 'text', required: false, feeds: 'company' },
    { key: 'title', label: 'Job title', kind: 'text', required: false, feeds: 'title' },
    { key: 'phone', label: 'Phone', kind: 'phone', required: false, feeds: 'phone' },
    { key: 'message', label: 'Message', kind: 'long-text', required: false, feeds: 'message' },
  ],
  allowedOrigins: ['*'],
  thankYou: { text: 'Thank you. We will be in touch.' },
  consents: [],
  doubleOptIn: false,
  defaults: {},
  spam: {
    minimumSeconds: 2,
    tokenRequired: false,
    proofOfWork: 'under-pressure',
    perMinute: 100_000,
    perAddressPerMinute: 10_000,
  },
  dropIn: {},
  createdAt: ALWAYS,
  updatedAt: ALWAYS,
};
