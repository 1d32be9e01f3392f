import { randomInt } from 'node:crypto';
import type * as z from 'zod';
import { conflict, invalid, versionMismatch } from '../errors.ts';
import { FIELD_SETTINGS } from '../fields/field-settings.ts';
import { readSettings } from '../settings/settings-repository.ts';
import { type Desk, nowOf } from '../use-case.ts';
import { DEMO_FORM, type Form } from './form.ts';
import type { formRoutes } from './form-contract.ts';
import { findForm, getForm, removeForm, saveForm } from './form-repository.ts';

const SLUG_LENGTH = 28;
/** Ways to tell two forms of the same name apart. */
const SUFFIXES = 36 ** 5;

/** An id that reads like the form's name and is nobody else's. */
const idFor = (name: string): string => {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, SLUG_LENGTH);
  return `${slug || 'form'}-${randomInt(SUFFIXES).toString(36).padStart(5, '0')}`;
};

/** Where forms are made; `sendsMail` says whether this installation can send any. */
export interface FormDesk extends Desk {
  readonly sendsMail: boolean;
}

/** Errors: `mail-not-set-up` for a form that would wait for mail that never goes out. */
const checkMail = ({ sendsMail }: FormDesk, { doubleOptIn }: Pick<Form, 'doubleOptIn'>): void => {
  if (!doubleOptIn || sendsMail) return;
  const message = 'needs mail, which is not set up';
  throw invalid('mail-not-set-up', 'No mail goes out from here, so nobody could confirm.', [
    { path: 'doubleOptIn', message },
  ]);
};

const CUSTOM = 'custom.';

/** Errors: `invalid-form` when a form asks for nothing by which to reach somebody, or feeds a field that is not there. */
const checkForm = async ({ table }: Desk, { fields }: Pick<Form, 'fields'>): Promise<void> => {
  const { value: definitions } = await readSettings(table, FIELD_SETTINGS);
  const known = new Set(definitions.filter(({ on }) => on.includes('lead')).map(({ key }) => `${CUSTOM}${key}`));
  const errors = fields.flatMap(({ key, feeds }, index) =>
    feeds?.startsWith(CUSTOM) && !known.has(feeds)
      ? [{ path: `fields.${index}.feeds`, message: `${key} feeds ${feeds}, which is no custom field of a lead` }]
      : [],
  );
  const email = fields.filter(({ feeds }) => feeds === 'email');
  if (email.length !== 1 || email[0]?.kind !== 'email' || !email[0].required) {
    errors.push({ path: 'fields', message: 'one required field of kind email must feed email' });
  }
  if (errors.length > 0) throw invalid('invalid-form', 'The form cannot work like this.', errors);
};

/** Makes a form. Errors: `invalid-form`, `mail-not-set-up`, `drop-in-taken`. */
export const createForm = async (desk: FormDesk, body: z.output<typeof formRoutes.createForm.body>): Promise<Form> => {
  checkMail(desk, body);
  await checkForm(desk, body);
  const at = nowOf(desk);
  const form: Form = { ...body, id: idFor(body.name), version: 1, createdAt: at, updatedAt: at };
  await saveForm(desk.table, undefined, form);
  return form;
};

/** Changes a form as of the version that the caller read; every version is kept. Errors: `version-mismatch`, `invalid-form`, `mail-not-set-up`, `drop-in-taken`. */
export const updateForm = async (
  desk: FormDesk,
  id: string,
  expectedVersion: number,
  { spam, ...changes }: z.output<typeof formRoutes.updateForm.body>,
): Promise<Form> => {
  const form = await getForm(desk.table, id);
  if (form.version !== expectedVersion) throw versionMismatch();
  const changed: Form = {
    ...form,
    ...changes,
    spam: { ...form.spam, ...spam },
    version: form.version + 1,
    updatedAt: nowOf(desk),
  };
  checkMail(desk, changed);
  await checkForm(desk, changed);
  await saveForm(desk.table, form, changed);
  return changed;
};

/** Takes a form away. Errors: `form-needed` for the one that always exists, `version-mismatch`. */
export const deleteForm = async (desk: Desk, id: string, expectedVersion: number | undefined): Promise<void> => {
  const form = await getForm(desk.table, id);
  if (id === DEMO_FORM.id) throw conflict('form-needed', 'The demo form always exists. Switch it off instead.');
  if (expectedVersion !== undefined && form.version !== expectedVersion) throw versionMismatch();
  await removeForm(desk.table, form, nowOf(desk));
};

/** The form that always exists, as long as nobody changed it: it is in no list of the table then. */
export const unlistedDemoForm = async ({ table }: Pick<Desk, 'table'>): Promise<Form[]> => {
  const demo = await findForm(table, DEMO_FORM.id);
  return demo === DEMO_FORM ? [DEMO_FORM] : [];
};
