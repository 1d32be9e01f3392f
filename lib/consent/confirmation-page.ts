import { createHash } from 'node:crypto';
import type { Markup } from '../forms/embed-contract.ts';
import { FORM_STYLE, PAGE_STYLE } from '../forms/form-style.ts';
import { toDocument } from '../forms/markup.ts';
import type { Confirmation } from './confirm-consent.ts';
import { CONFIRMATION_HOURS } from './confirmation-token.ts';

const STYLE = `${PAGE_STYLE}${FORM_STYLE}main>ul{margin:0 0 1.25rem;padding:0 0 0 1.2em;white-space:pre-line;overflow-wrap:anywhere}`;

/** Headers of the pages behind a confirmation link: nothing is loaded, nobody frames them, and the link itself is handed on to nobody. */
export const CONFIRMATION_HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

const list = (wordings: readonly string[]): Markup => [
  'ul',
  {},
  ...wordings.map((wording): Markup => ['li', {}, wording]),
];

/** Posts to the address of the page itself: the link is all that it takes. */
const button = (label: string): Markup => [
  'form',
  { class: 'sluice', method: 'post' },
  ['button', { type: 'submit' }, label],
];

const page = (title: string, ...content: readonly Markup[]): string =>
  toDocument({ title, style: STYLE, content: [['main', {}, ['h1', {}, title], ...content]] });

/** The page that a visitor with a confirmation link reads. */
export const confirmationPage = (confirmation: Confirmation): string => {
  switch (confirmation.state) {
    case 'open':
      return page(
        'Please confirm',
        ['p', {}, `In the form "${confirmation.formName}" you agreed to this:`],
        list(confirmation.wordings),
        button('Yes, I agree'),
      );
    case 'confirmed':
      return page(
        'Thank you',
        ['p', {}, 'You have confirmed this, and can close the page now:'],
        list(confirmation.wordings),
      );
    case 'not-yet':
      return page(
        'One moment, please',
        ['p', {}, `What you sent with the form "${confirmation.formName}" is still being worked on.`],
        ['p', {}, 'Please try again in a minute.'],
        button('Try again'),
      );
    case 'expired':
      return page('This link has expired', [
        'p',
        {},
        `A confirmation link works for ${CONFIRMATION_HOURS} hours. Nothing was confirmed. To get a new one, please fill in the form once more.`,
      ]);
    case 'unknown':
      return page('This link does not work', [
        'p',
        {},
        'Nothing was confirmed. Perhaps the link was not copied as a whole: please open it from the mail, or copy all of it.',
      ]);
  }
};
