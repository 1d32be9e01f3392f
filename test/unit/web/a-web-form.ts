import type { Form } from '../../../web/forms/form-queries.ts';

/** A form as the API gives it. */
export const aWebForm = (changes: Partial<Form> = {}): Form => ({
  id: 'guide-1a2b3',
  version: 3,
  name: 'Planning guide',
  active: true,
  fields: [
    { key: 'email', label: 'E-mail', kind: 'email', required: true, feeds: 'email' },
    { key: 'size', label: 'Team size', kind: 'choice', required: false, options: ['1 to 9', '10 and more'] },
  ],
  allowedOrigins: ['https://www.example.com'],
  thankYou: { text: 'Thank you.' },
  consents: [{ purpose: 'newsletter', wording: 'Send me news.', required: false }],
  doubleOptIn: false,
  defaults: { campaign: 'spring', tags: ['guide'] },
  spam: {
    minimumSeconds: 2,
    tokenRequired: false,
    proofOfWork: 'under-pressure',
    perMinute: 600,
    perAddressPerMinute: 30,
  },
  dropIn: {},
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-02T00:00:00.000Z',
  ...changes,
});
