import type { Form } from './form.ts';

const PLAIN = 'Thank you.';

/** What a visitor reads after posting, and the https address where the visitor goes on; another kind of address is left out. */
export const thanksOf = ({
  thankYou: { text, redirect },
}: Pick<Form, 'thankYou'>): { text: string; redirect?: string } => ({
  text: text || PLAIN,
  ...(redirect !== undefined && new URL(redirect).protocol === 'https:' && { redirect }),
});
