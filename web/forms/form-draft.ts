import type { Form } from './form-queries.ts';
import { type FormFieldKind, type FormPart, hasOptions } from './form-words.ts';
import { newRow } from './rows.ts';

/** A field as it is being edited. */
export interface FieldDraft {
  /** Tells rows apart while they move; it is never sent. */
  readonly row: string;
  readonly key: string;
  /** Whether its key follows its label: as long as no page can post it yet and nobody chose another. */
  readonly keyFollows: boolean;
  readonly label: string;
  readonly kind: FormFieldKind;
  readonly required: boolean;
  readonly placeholder: string;
  /** One value a line. */
  readonly options: string;
  /** The field of the lead that it feeds; empty when it is kept as an extra. */
  readonly feeds: string;
}

export interface ConsentDraft {
  readonly row: string;
  readonly purpose: string;
  readonly wording: string;
  readonly required: boolean;
}

/** A form as it is being edited: figures and lists are texts until they are sent. */
export interface FormDraft {
  readonly name: string;
  readonly active: boolean;
  readonly fields: readonly FieldDraft[];
  readonly anyPage: boolean;
  /** One origin a line. */
  readonly origins: string;
  readonly thanks: string;
  readonly redirect: string;
  readonly consents: readonly ConsentDraft[];
  readonly doubleOptIn: boolean;
  readonly campaign: string;
  readonly tags: readonly string[];
  readonly minimumSeconds: string;
  readonly tokenRequired: boolean;
  readonly proofOfWork: Form['spam']['proofOfWork'];
  readonly perMinute: string;
  readonly perAddressPerMinute: string;
  readonly webToLeadOid: string;
  readonly hubspotFormGuid: string;
}

/** What of a form can be edited, as the API takes it. */
export type FormContent = Pick<Form, FormPart>;

const ANY = '*';

const linesOf = (text: string): string[] =>
  text.split('\n').flatMap((line) => {
    const trimmed = line.trim();
    return trimmed === '' ? [] : [trimmed];
  });

/** A form's content as texts to edit. */
export const draftOf = (form: FormContent): FormDraft => ({
  name: form.name,
  active: form.active,
  fields: form.fields.map(({ placeholder = '', options = [], feeds = '', ...field }) => ({
    ...field,
    row: newRow(),
    keyFollows: false,
    placeholder,
    options: options.join('\n'),
    feeds,
  })),
  anyPage: form.allowedOrigins.includes(ANY),
  origins: form.allowedOrigins.filter((origin) => origin !== ANY).join('\n'),
  thanks: form.thankYou.text ?? '',
  redirect: form.thankYou.redirect ?? '',
  consents: form.consents.map((consent) => ({ ...consent, row: newRow() })),
  doubleOptIn: form.doubleOptIn,
  campaign: form.defaults.campaign ?? '',
  tags: form.defaults.tags ?? [],
  minimumSeconds: String(form.spam.minimumSeconds),
  tokenRequired: form.spam.tokenRequired,
  proofOfWork: form.spam.proofOfWork,
  perMinute: String(form.spam.perMinute),
  perAddressPerMinute: String(form.spam.perAddressPerMinute),
  webToLeadOid: form.dropIn.webToLeadOid ?? '',
  hubspotFormGuid: form.dropIn.hubspotFormGuid ?? '',
});

/** The origin of an address as people copy it, with its path or without its scheme; the text itself when it is no address. */
export const originTyped = (text: string): string => {
  const address = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  return URL.canParse(address) ? new URL(address).origin : text;
};

/** A figure as typed; NaN, which the API refuses, for what is none. */
const figure = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

/** What the draft says, as the API takes it. */
export const contentOf = (draft: FormDraft): FormContent => ({
  name: draft.name.trim(),
  active: draft.active,
  fields: draft.fields.map(({ key, label, kind, required, placeholder, options, feeds }) => ({
    key: key.trim(),
    label: label.trim(),
    kind,
    required: required && kind !== 'hidden',
    ...(placeholder.trim() && { placeholder: placeholder.trim() }),
    ...(hasOptions(kind) && { options: linesOf(options) }),
    ...(feeds && { feeds }),
  })),
  allowedOrigins: draft.anyPage ? [ANY] : [...new Set(linesOf(draft.origins).map(originTyped))],
  thankYou: {
    ...(draft.thanks.trim() && { text: draft.thanks.trim() }),
    ...(draft.redirect.trim() && { redirect: draft.redirect.trim() }),
  },
  consents: draft.consents.map(({ purpose, wording, required }) => ({
    purpose: purpose.trim(),
    wording: wording.trim(),
    required,
  })),
  doubleOptIn: draft.doubleOptIn,
  defaults: {
    ...(draft.campaign.trim() && { campaign: draft.campaign.trim() }),
    ...(draft.tags.length > 0 && { tags: [...draft.tags] }),
  },
  spam: {
    minimumSeconds: figure(draft.minimumSeconds),
    tokenRequired: draft.tokenRequired,
    proofOfWork: draft.proofOfWork,
    perMinute: figure(draft.perMinute),
    perAddressPerMinute: figure(draft.perAddressPerMinute),
  },
  dropIn: {
    ...(draft.webToLeadOid.trim() && { webToLeadOid: draft.webToLeadOid.trim() }),
    ...(draft.hubspotFormGuid.trim() && { hubspotFormGuid: draft.hubspotFormGuid.trim().toLowerCase() }),
  },
});
