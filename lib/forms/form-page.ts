import { createHash } from 'node:crypto';
import { ATTRIBUTION_PARAMETERS } from '../attribution/attribution.ts';
import { RESERVED_FIELDS } from '../spam/reserved-fields.ts';
import { drawForm } from './draw-form.ts';
import { decodeFaults } from './faults.ts';
import type { Form } from './form.ts';
import { FORM_STYLE, PAGE_STYLE } from './form-style.ts';
import { toDocument } from './markup.ts';
import { thanksOf } from './thanks.ts';

const STYLE = PAGE_STYLE + FORM_STYLE;
const STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/** Where the form may be framed: by the pages that may post it. */
const framers = ({ allowedOrigins }: Form): string =>
  allowedOrigins.includes('*') ? '*' : ["'self'", ...allowedOrigins].join(' ');

/** Where a post may end up: here, and where the form sends its visitors, since browsers hold `form-action` against redirects too. */
const formTargets = ({ thankYou: { redirect } }: Form): string =>
  redirect === undefined ? "'self'" : `'self' ${new URL(redirect).origin}`;

/** Headers of a form's own pages: nothing comes from anywhere else, and no script but the form's own runs. */
export const pageHeaders = (form: Form): Record<string, string> => ({
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${STYLE_HASH}`,
    "connect-src 'self'",
    "base-uri 'none'",
    `form-action ${formTargets(form)}`,
    `frame-ancestors ${framers(form)}`,
  ].join('; '),
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-content-type-options': 'nosniff',
});

const MOST_CHARACTERS = 500;

type Query = Readonly<Record<string, unknown>>;

/** What the page's address hands on to the post: campaign parameters, and values for the form's hidden fields. */
const handedOn = ({ fields }: Form, query: Query): Record<string, string> => {
  const names = [...ATTRIBUTION_PARAMETERS, ...fields.filter(({ kind }) => kind === 'hidden').map(({ key }) => key)];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = query[name];
      return typeof value === 'string' && value !== '' ? [[name, value.slice(0, MOST_CHARACTERS)]] : [];
    }),
  );
};

/** The query of the page before, when that was this page too: a post that came back. */
const queryBefore = ({ address, referrer }: Pick<Showing, 'address' | 'referrer'>): Query | undefined => {
  if (referrer === undefined || !URL.canParse(referrer)) return undefined;
  const { origin, pathname, searchParams } = new URL(referrer);
  return `${origin}${pathname}` === address ? Object.fromEntries(searchParams) : undefined;
};

interface Showing {
  /** When it is shown, signed. */
  readonly shown: string;
  /** The page's own address, without its query. */
  readonly address: string;
  /** The address from which the visitor came, if the browser tells. */
  readonly referrer: string | undefined;
  readonly query: Query;
}

/**
 * The form on a page of its own. It works without scripts; where scripts run, the embed script takes the same form over, with whatever was typed into it and
 * whatever it says was wrong.
 */
export const formPage = (form: Form, { shown, address, referrer, query }: Showing): string => {
  const errors = typeof query['faults'] === 'string' ? decodeFaults(query['faults']) : [];
  const before = queryBefore({ address, referrer });
  const hidden = {
    ...handedOn(form, { ...before, ...query }),
    [RESERVED_FIELDS.fillTime]: shown,
    [RESERVED_FIELDS.landingPage]: address,
    ...(referrer && !before && { [RESERVED_FIELDS.referrer]: referrer.slice(0, MOST_CHARACTERS) }),
  };
  return toDocument({
    title: form.name,
    style: STYLE,
    content: [
      ['main', {}, ['h1', {}, form.name], ['div', { 'data-sluice-form': form.id }, drawForm(form, { hidden, errors })]],
      ['script', { src: `/v1/forms/${form.id}/embed.js` }],
    ],
  });
};

/** What a visitor reads after posting the form without scripts. */
export const thanksPage = (form: Form): string => {
  const { text, redirect } = thanksOf(form);
  return toDocument({
    title: form.name,
    style: STYLE,
    content: [
      [
        'main',
        {},
        ['h1', {}, form.name],
        ['p', {}, text],
        ...(redirect === undefined ? [] : [['p', {}, ['a', { href: redirect }, 'Continue']] as const]),
      ],
    ],
  });
};
