import type { FORM_FIELD_KINDS } from './form-contract.ts';

/** A piece of a page: text, or an element with its attributes and what is in it. The server writes it as HTML, the embed script as DOM nodes. */
export type Markup =
  | string
  | readonly [tag: string, attributes: Readonly<Record<string, string>>, ...children: Markup[]];

/** What the embed script checks before it posts; a consent is a checkbox. */
export interface EmbeddedField {
  /** The name under which it is posted, and the path of its errors. */
  readonly key: string;
  /** What it is called in a summary. */
  readonly name: string;
  readonly kind: (typeof FORM_FIELD_KINDS)[number];
  readonly required: boolean;
  readonly options?: readonly string[];
}

/** What stands in front of the embed script: the form that it shows. */
export interface EmbeddedForm {
  readonly id: string;
  readonly fields: readonly EmbeddedField[];
  /** The form as drawn by the server, with the place for its outcome. */
  readonly drawing: Markup;
  readonly style: string;
  /** What the visitor reads after posting, or the https address where the visitor is sent. */
  readonly thankYou: { readonly text: string; readonly redirect?: string };
  /** Parameters of the page's address that are kept. */
  readonly parameters: readonly string[];
  /** The names of what the script adds to a post. */
  readonly names: {
    readonly fillTime: string;
    readonly proof: string;
    readonly landingPage: string;
    readonly referrer: string;
  };
}

/** The id of a field's control; its fault has `-fault` behind it. The same in the drawing and in the script. */
export const CONTROL_PREFIX = 'sluice-';
export const FAULT_SUFFIX = '-fault';

/** A consent is posted under this prefix and its purpose. */
export const CONSENT_PREFIX = 'consent.';
