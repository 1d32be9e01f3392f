import type { FieldError } from '../errors.ts';
import { RESERVED_FIELDS } from '../spam/reserved-fields.ts';
import { CONSENT_PREFIX, CONTROL_PREFIX, FAULT_SUFFIX, type Markup } from './embed-contract.ts';
import type { Form, FormField } from './form.ts';

/** What browsers know about their person (https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill). */
const AUTOCOMPLETE: Readonly<Record<string, string>> = {
  email: 'email',
  firstName: 'given-name',
  lastName: 'family-name',
  company: 'organization',
  title: 'organization-title',
  phone: 'tel',
  country: 'country-name',
};

/** The input of each kind that is one line; lengths as the server takes them. */
const INPUTS = {
  text: { type: 'text', maxlength: '400' },
  email: { type: 'email', maxlength: '254' },
  phone: { type: 'tel', maxlength: '40' },
  // Not of type number, which takes no decimal comma.
  number: { type: 'text', inputmode: 'decimal', maxlength: '24' },
  date: { type: 'date' },
} as const;

/** Characters of a long text as the server takes them. */
const LONG_TEXT = '4000';

type Faults = ReadonlyMap<string, string>;

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const controlId = (key: string): string => `${CONTROL_PREFIX}${key}`;
const faultId = (key: string): string => `${controlId(key)}${FAULT_SUFFIX}`;

/** Whom a required mark helps: people who see it. Browsers tell the others by the `required` attribute. */
const mark = (required: boolean): Markup[] =>
  required ? [['span', { class: 'mark', 'aria-hidden': 'true' }, ' *']] : [];

const faultOf = (key: string, faults: Faults): Markup => {
  const fault = faults.get(key);
  return [
    'p',
    { id: faultId(key), class: 'fault', ...(!fault && { hidden: '' }) },
    ...(fault ? [capitalised(fault)] : []),
  ];
};

const controlAttributes = ({ key, required }: Pick<FormField, 'key' | 'required'>, faults: Faults) => ({
  id: controlId(key),
  name: key,
  ...(required && { required: '' }),
  ...(faults.has(key) && { 'aria-invalid': 'true' }),
  'aria-describedby': faultId(key),
});

const drawControl = (field: FormField, faults: Faults): Markup => {
  const shared = {
    ...controlAttributes(field, faults),
    ...(field.placeholder && { placeholder: field.placeholder }),
    ...(field.feeds && AUTOCOMPLETE[field.feeds] && { autocomplete: AUTOCOMPLETE[field.feeds] }),
  };
  if (field.kind === 'long-text') return ['textarea', { ...shared, rows: '4', maxlength: LONG_TEXT }];
  if (field.kind === 'choice') {
    const { placeholder = 'Choose…', ...attributes } = shared;
    const options = (field.options ?? []).map((option): Markup => ['option', { value: option }, option]);
    return ['select', attributes, ['option', { value: '' }, placeholder], ...options];
  }
  const { kind } = field;
  return ['input', { ...(kind in INPUTS && isOneLine(kind) ? INPUTS[kind] : INPUTS.text), ...shared }];
};

const isOneLine = (kind: string): kind is keyof typeof INPUTS => Object.hasOwn(INPUTS, kind);

const drawTick = (field: Pick<FormField, 'key' | 'required' | 'label'>, faults: Faults): Markup => [
  'div',
  { class: 'field' },
  [
    'label',
    { class: 'tick', for: controlId(field.key) },
    ['input', { type: 'checkbox', value: 'true', ...controlAttributes(field, faults) }],
    ['span', {}, field.label, ...mark(field.required)],
  ],
  faultOf(field.key, faults),
];

const drawChoices = ({ key, label, required, options = [] }: FormField, faults: Faults): Markup => [
  'fieldset',
  { class: 'field', id: controlId(key), 'aria-describedby': faultId(key) },
  ['legend', {}, label, ...(required ? [['span', { class: 'mark' }, ' *'] as const] : [])],
  ...options.map(
    (option): Markup => [
      'label',
      { class: 'tick' },
      ['input', { type: 'checkbox', name: key, value: option }],
      ['span', {}, option],
    ],
  ),
  faultOf(key, faults),
];

const drawField = (field: FormField, faults: Faults): Markup => {
  if (field.kind === 'hidden') return ['input', { type: 'hidden', name: field.key }];
  if (field.kind === 'checkbox') return drawTick(field, faults);
  if (field.kind === 'choices') return drawChoices(field, faults);
  return [
    'div',
    { class: 'field' },
    ['label', { for: controlId(field.key) }, field.label, ...mark(field.required)],
    drawControl(field, faults),
    faultOf(field.key, faults),
  ];
};

/**
 * A field for robots. No browser fills in what is not displayed, and the style hides it in place of an attribute, which a robot would see. Its label is for
 * people whose browser shows no style.
 */
const honeypot: Markup = [
  'div',
  { class: 'extra', 'aria-hidden': 'true' },
  [
    'label',
    {},
    'Leave this empty',
    ['input', { type: 'text', name: RESERVED_FIELDS.honeypot, tabindex: '-1', autocomplete: 'off' }],
  ],
];

/** Every field of a form, consents among them, by the name under which it is posted. */
export const fieldsOf = (form: Form): Pick<FormField, 'key' | 'label' | 'kind' | 'required' | 'options'>[] => [
  ...form.fields,
  ...form.consents.map(({ purpose, wording, required }) => ({
    key: `${CONSENT_PREFIX}${purpose}`,
    label: wording,
    kind: 'checkbox' as const,
    required,
  })),
];

/** Characters of a field's name in a summary: a consent's wording may be long. */
const MOST_NAME = 80;

/** What a field is called where only its name stands. */
export const nameOf = ({ label }: Pick<FormField, 'label'>): string => {
  const [first = ''] = label.split('\n');
  const name = first.length > MOST_NAME ? `${first.slice(0, MOST_NAME).trimEnd()}…` : first;
  return name.replace(/[.:\s]+$/, '');
};

const drawSummary = (form: Form, faults: Faults): Markup => {
  const listed = fieldsOf(form).flatMap((field): Markup[] => {
    const { key } = field;
    const fault = faults.get(key);
    return fault ? [['li', {}, ['a', { href: `#${controlId(key)}` }, `${nameOf(field)}: ${fault}`]]] : [];
  });
  return [
    'div',
    { class: 'summary', role: 'alert', tabindex: '-1', ...(listed.length > 0 ? { autofocus: '' } : { hidden: '' }) },
    ['p', {}, 'Please check these answers:'],
    ['ul', {}, ...listed],
  ];
};

interface Drawing {
  /** Values for the form's hidden fields, and further ones to post along. */
  readonly hidden?: Readonly<Record<string, string>>;
  /** What was wrong with the post that came back. */
  readonly errors?: readonly FieldError[];
}

const setHidden = (field: Markup, hidden: Readonly<Record<string, string>>): Markup => {
  if (typeof field === 'string') return field;
  const [tag, attributes, ...children] = field;
  const value = attributes['type'] === 'hidden' ? hidden[attributes['name'] ?? ''] : undefined;
  return value === undefined ? field : [tag, { ...attributes, value }, ...children];
};

/** A form as it is shown, with the place for its outcome behind it; errors of fields that it does not have are left out. */
export const drawForm = (form: Form, { hidden = {}, errors = [] }: Drawing = {}): Markup => {
  const known = new Set(fieldsOf(form).map(({ key }) => key));
  const faults = new Map(errors.filter(({ path }) => known.has(path)).map(({ path, message }) => [path, message]));
  const further = Object.entries(hidden).filter(([name]) => !known.has(name));
  const consents = fieldsOf(form).slice(form.fields.length);
  return [
    'div',
    { class: 'sluice' },
    [
      'form',
      { method: 'post', action: `/v1/forms/${form.id}/submissions` },
      drawSummary(form, faults),
      ...form.fields.map((field) => setHidden(drawField(field, faults), hidden)),
      ...consents.map((consent) => drawTick(consent, faults)),
      honeypot,
      ...further.map(([name, value]): Markup => ['input', { type: 'hidden', name, value }]),
      ...(fieldsOf(form).some(({ required }) => required)
        ? [['p', { class: 'hint' }, 'Answers marked * are needed.'] satisfies Markup]
        : []),
      ['button', { type: 'submit' }, 'Send'],
    ],
    ['div', { class: 'outcome', role: 'status', tabindex: '-1' }],
  ];
};
