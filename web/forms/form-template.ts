import type { NewForm } from './form-queries.ts';

/** What a new form asks until somebody changes it: who writes, for which company, and what about. */
export const newFormNamed = (name: string): NewForm => ({
  name,
  fields: [
    { key: 'email', label: 'E-mail', kind: 'email', required: true, feeds: 'email' },
    { key: 'firstName', label: 'First name', kind: 'text', feeds: 'firstName' },
    { key: 'lastName', label: 'Last name', kind: 'text', feeds: 'lastName' },
    { key: 'company', label: 'Company', kind: 'text', feeds: 'company' },
    { key: 'message', label: 'Message', kind: 'long-text', feeds: 'message' },
  ],
});
