import { DEMO_FORM, type Form, type FormField } from '../../../lib/forms/form.ts';

export const aField = (changes: Partial<FormField> = {}): FormField => ({
  key: 'seats',
  label: 'Seats',
  kind: 'text',
  required: false,
  ...changes,
});

/** A form that asks for an e-mail address, and what the changes say. */
export const aForm = (changes: Partial<Form> = {}): Form => ({
  ...DEMO_FORM,
  id: 'whitepaper',
  name: 'Whitepaper',
  fields: [{ key: 'email', label: 'E-mail', kind: 'email', required: true, feeds: 'email' }],
  ...changes,
});

/** A form with a field of every kind and two consents. */
export const aFormOfEveryKind = (): Form =>
  aForm({
    fields: [
      { key: 'email', label: 'E-mail', kind: 'email', required: true, feeds: 'email' },
      { key: 'name', label: 'Name', kind: 'text', required: true, feeds: 'lastName' },
      { key: 'phone', label: 'Phone', kind: 'phone', required: false, feeds: 'phone' },
      { key: 'story', label: 'Your story', kind: 'long-text', required: false, placeholder: 'In a few words' },
      { key: 'seats', label: 'Seats', kind: 'number', required: false },
      { key: 'start', label: 'Start', kind: 'date', required: false },
      { key: 'plan', label: 'Plan', kind: 'choice', required: true, options: ['Small', 'Large & more'] },
      { key: 'topics', label: 'Topics', kind: 'choices', required: true, options: ['Price', 'Security', 'Other'] },
      { key: 'partner', label: 'I am a partner', kind: 'checkbox', required: false },
      { key: 'source.page', label: 'Source', kind: 'hidden', required: false },
    ],
    consents: [
      { purpose: 'newsletter', wording: 'Send me news.\nNot more than one a month.', required: false },
      { purpose: 'terms', wording: 'I agree to the terms.', required: true },
    ],
  });
