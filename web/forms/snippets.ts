import { CONSENT_PREFIX } from '../../lib/forms/embed-contract.ts';
import { RESERVED_FIELDS } from '../../lib/spam/reserved-fields.ts';
import type { FormContent } from './form-draft.ts';
import type { FormField } from './form-words.ts';

export interface Snippet {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly text: string;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);

const INPUT_TYPES = { email: 'email', phone: 'tel', date: 'date' } as const;
const typeOf = (kind: string): string =>
  kind === 'email' || kind === 'phone' || kind === 'date' ? INPUT_TYPES[kind] : 'text';

const controlOf = ({ key, kind, required, options = [] }: FormField): string => {
  const attributes = `name="${escaped(key)}"${required ? ' required' : ''}`;
  if (kind === 'long-text') return `<textarea ${attributes}></textarea>`;
  if (kind !== 'choice') return `<input type="${typeOf(kind)}" ${attributes}>`;
  const values = options.map((option) => `<option>${escaped(option)}</option>`);
  return `<select ${attributes}><option value=""></option>${values.join('')}</select>`;
};

const tick = (name: string, value: string, label: string, required: boolean): string =>
  `<label><input type="checkbox" name="${escaped(name)}" value="${escaped(value)}"${required ? ' required' : ''}> ${escaped(label)}</label>`;

const lineOf = (field: FormField): readonly string[] => {
  const { key, label, kind, required, options = [] } = field;
  if (kind === 'hidden') return [`<input type="hidden" name="${escaped(key)}" value="">`];
  if (kind === 'checkbox') return [tick(key, 'true', label, required)];
  if (kind === 'choices') {
    const ticks = options.map((option) => `  ${tick(key, option, option, false)}`);
    return [`<fieldset><legend>${escaped(label)}</legend>`, ...ticks, '</fieldset>'];
  }
  return [`<label>${escaped(label)} ${controlOf(field)}</label>`];
};

const plainForm = (action: string, lines: readonly string[]): string =>
  [
    `<form action="${action}" method="post">`,
    ...lines.map((line) => `  ${line}`),
    '  <button>Send</button>',
    '</form>',
  ].join('\n');

const honeypot = `<div hidden><label>Leave this empty <input name="${RESERVED_FIELDS.honeypot}" tabindex="-1" autocomplete="off"></label></div>`;

/** What a person might write, for the command that tries the form out. */
const EXAMPLES: Readonly<Record<string, string>> = {
  email: 'pat@example.org',
  firstName: 'Pat',
  lastName: 'Doe',
  company: 'Example Works',
  title: 'Head of Operations',
  phone: '+44 20 7946 0018',
  message: 'Please call me',
};

const exampleOf = ({ kind, feeds = '', options = [] }: FormField): unknown => {
  if (kind === 'choices') return options.slice(0, 1);
  if (kind === 'choice') return options[0];
  if (kind === 'checkbox') return true;
  if (kind === 'number') return '40';
  if (kind === 'date') return '2030-01-31';
  return EXAMPLES[feeds] ?? 'text';
};

const curl = (address: string, { fields, consents }: FormContent): string => {
  const body = Object.fromEntries([
    ...fields.filter(({ kind }) => kind !== 'hidden').map((field) => [field.key, exampleOf(field)]),
    ...consents.filter(({ required }) => required).map(({ purpose }) => [`${CONSENT_PREFIX}${purpose}`, true]),
  ]);
  const quoted = JSON.stringify(body).replaceAll("'", "'\\''");
  return `curl -X POST ${address} \\\n  -H 'content-type: application/json' \\\n  -d '${quoted}'`;
};

/** The ways to use a form, ready to be copied; `origin` is where Sluice is. */
export const snippetsOf = (formId: string, form: FormContent, origin: string): readonly Snippet[] => {
  const { webToLeadOid, hubspotFormGuid } = form.dropIn;
  const post = `${origin}/v1/forms/${formId}/submissions`;
  const consents = form.consents.map(({ purpose, wording, required }) =>
    tick(`${CONSENT_PREFIX}${purpose}`, 'true', wording, required),
  );
  return [
    {
      id: 'embed',
      title: 'Embed on a page',
      note: `Put it where the form should be. It takes font and colours from the page. A content security policy has to allow script-src and connect-src ${origin}; a nonce on the script does instead of script-src, and styles need nothing.`,
      text: `<script src="${origin}/v1/forms/${formId}/embed.js" async></script>\n<div data-sluice-form="${formId}"></div>`,
    },
    {
      id: 'page',
      title: 'Page of its own',
      note: 'To link to from a mail or an advertisement. Campaign parameters such as ?utm_source=… are kept.',
      text: `${origin}/f/${formId}`,
    },
    {
      id: 'html',
      title: 'Plain HTML form',
      note: `Your own markup, without a script. The visitor is sent to the thank-you page. A content security policy has to allow form-action ${origin}. Robots fall for the hidden field; keep it.`,
      text: plainForm(post, [...form.fields.flatMap(lineOf), ...consents, honeypot]),
    },
    {
      id: 'curl',
      title: 'From a program',
      note: 'Answers 202 once the post is stored. An Idempotency-Key header makes it safe to send again.',
      text: curl(post, form),
    },
    ...(webToLeadOid
      ? [
          {
            id: 'web-to-lead',
            title: 'Salesforce Web-to-Lead',
            note: 'In the page that you have, change the address of the form. The oid stays, and says which form it is.',
            text: `<form action="${origin}/servlet/servlet.WebToLead?encoding=UTF-8" method="post">\n  <input type="hidden" name="oid" value="${escaped(webToLeadOid)}">`,
          },
        ]
      : []),
    ...(hubspotFormGuid
      ? [
          {
            id: 'hubspot',
            title: 'HubSpot Forms',
            note: 'In the program that you have, change the host. Any portal id will do; the GUID says which form it is.',
            text: `${origin}/submissions/v3/integration/submit/{portalId}/${hubspotFormGuid}`,
          },
        ]
      : []),
  ];
};
