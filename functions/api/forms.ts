import { environment } from '../../lib/environment.ts';
import type { Form } from '../../lib/forms/form.ts';
import { formRoutes } from '../../lib/forms/form-contract.ts';
import { getForm, getFormVersion, listForms } from '../../lib/forms/form-repository.ts';
import { createForm, deleteForm, unlistedDemoForm, updateForm } from '../../lib/forms/manage-forms.ts';
import { fromCursor, toCursor } from '../../lib/table/cursor.ts';
import { openTable } from '../../lib/table/table.ts';
import type { Actor } from '../../lib/users/actor.ts';
import { apiHandler } from '../http/api-handler.ts';

const table = openTable(environment.tableName());
const sendsMail = environment.mailFrom() !== undefined;
const deskOf = (actor: Actor) => ({ table, actor, sendsMail, now: Date.now });
const formAnswer = (form: Form) => ({ body: form, version: form.version });

export const handler = apiHandler(formRoutes, {
  listForms: async ({ query: { limit, cursor } }) => {
    const { items, next } = await listForms(table, { limit, after: fromCursor(cursor) });
    const demo = cursor === undefined ? await unlistedDemoForm({ table }) : [];
    return { body: { items: [...demo, ...items], nextCursor: toCursor(next) } };
  },
  createForm: async ({ actor, body }) => formAnswer(await createForm(deskOf(actor), body)),
  getForm: async ({ params, query }) =>
    formAnswer(
      query.version === undefined
        ? await getForm(table, params.formId)
        : await getFormVersion(table, params.formId, query.version),
    ),
  updateForm: async ({ actor, params, ifMatch, body }) =>
    formAnswer(await updateForm(deskOf(actor), params.formId, ifMatch, body)),
  deleteForm: async ({ actor, params, ifMatch }) => {
    await deleteForm(deskOf(actor), params.formId, ifMatch);
    return { body: undefined };
  },
});
