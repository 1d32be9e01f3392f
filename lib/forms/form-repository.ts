import { conflict, notFound, versionMismatch } from '../errors.ts';
import { mergedList } from '../table/merged-list.ts';
import { type Expression, hasVersion, isNew, type Table, type Write } from '../table/table.ts';
import { failedOn } from '../table/write-errors.ts';
import { DEMO_FORM, type Form } from './form.ts';
import {
  FORM_LIST,
  type FormAlias,
  formAliasEntity,
  formAliasKey,
  formEntity,
  formKey,
  formVersionEntity,
  formVersionKey,
} from './form-entity.ts';

/** Characters of what names a form, here or in another system; the table's keys take no text of any length. */
const LONGEST_NAME = 64;

/** The form as it is now, or `undefined` when there is none or it was taken away. */
export const findForm = async (table: Table, id: string): Promise<Form | undefined> => {
  if (id.length > LONGEST_NAME) return undefined;
  const item = await table.get(formKey(id));
  if (!item) return id === DEMO_FORM.id ? DEMO_FORM : undefined;
  const { deletedAt, ...form } = formEntity.fromItem(item);
  return deletedAt === undefined ? form : undefined;
};

/** The form as it is now. Errors: `form-not-found`. */
export const getForm = async (table: Table, id: string): Promise<Form> => {
  const form = await findForm(table, id);
  if (!form) throw notFound('form');
  return form;
};

/** The form as a submission answered it. Errors: `form-not-found`. */
export const getFormVersion = async (table: Table, id: string, version: number): Promise<Form> => {
  const item = await table.get(formVersionKey(id, version));
  if (item) return formVersionEntity.fromItem(item);
  if (id === DEMO_FORM.id && version === DEMO_FORM.version) return DEMO_FORM;
  throw notFound('form');
};

/** The form that takes another system's posts, or `undefined`. */
export const findFormByAlias = async (
  table: Table,
  alias: Pick<FormAlias, 'kind' | 'value'>,
): Promise<Form | undefined> => {
  if (alias.value.length > LONGEST_NAME) return undefined;
  const item = await table.get(formAliasKey(alias));
  return item && findForm(table, formAliasEntity.fromItem(item).formId);
};

/** A page of forms by name. */
export const listForms = async (
  table: Table,
  { limit, after }: { limit: number; after: string | undefined },
): Promise<{ items: Form[]; next: string | undefined }> => {
  const sources = [{ index: 'byList', partition: FORM_LIST } as const];
  const { items, next } = await mergedList(table, { sources, sortKey: 'listSort', limit, after });
  return { items: items.map((item) => formEntity.fromItem(item)), next };
};

const aliasesOf = ({ id, dropIn }: Form): FormAlias[] => [
  ...(dropIn.webToLeadOid ? [{ kind: 'oid' as const, value: dropIn.webToLeadOid, formId: id }] : []),
  ...(dropIn.hubspotFormGuid ? [{ kind: 'guid' as const, value: dropIn.hubspotFormGuid, formId: id }] : []),
];

const ALIAS = 'form-alias';

const moveAliases = (before: Form | undefined, after: Form | undefined): Write[] => {
  const old = before ? aliasesOf(before) : [];
  const wanted = after ? aliasesOf(after) : [];
  const isIn = (list: FormAlias[]) => (one: FormAlias) =>
    list.some(({ kind, value }) => kind === one.kind && value === one.value);
  return [
    ...old
      .filter((one) => !isIn(wanted)(one))
      .map((one) => ({ label: 'form-alias-release', remove: formAliasKey(one) })),
    ...wanted
      .filter((one) => !isIn(old)(one))
      .map((one) => ({ label: ALIAS, put: formAliasEntity.toItem(one), condition: isNew })),
  ];
};

/** The form that always exists is stored with its first change. */
const asBefore = (before: Form | undefined): Expression => {
  if (!before) return isNew;
  const same = hasVersion(before.version);
  return before === DEMO_FORM ? isNew : same;
};

/**
 * Stores a form, with the version beside it and its claims on other systems' posts. `before` is what it is based on. Errors: `version-mismatch`,
 * `drop-in-taken` when another form has a claim.
 */
export const saveForm = async (table: Table, before: Form | undefined, form: Form): Promise<void> => {
  try {
    await table.transact([
      { label: 'form', put: formEntity.toItem(form), condition: asBefore(before) },
      { label: 'form-version', put: formVersionEntity.toItem(form), condition: isNew },
      ...moveAliases(before, form),
    ]);
  } catch (error) {
    if (failedOn(error, ALIAS))
      throw conflict('drop-in-taken', 'Another form takes the posts of that oid or form GUID.');
    if (failedOn(error, 'form') || failedOn(error, 'form-version')) throw versionMismatch();
    throw error;
  }
};

/** Takes a form away: it answers no more, its versions stay. Errors: `version-mismatch`. */
export const removeForm = async (table: Table, form: Form, now: string): Promise<void> => {
  const removed = formEntity.toItem({ ...form, deletedAt: now });
  try {
    await table.transact([
      { label: 'form', put: removed, condition: hasVersion(form.version) },
      ...moveAliases(form, undefined),
    ]);
  } catch (error) {
    if (failedOn(error, 'form')) throw versionMismatch();
    throw error;
  }
};
