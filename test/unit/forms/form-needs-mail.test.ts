import { describe, expect, it } from 'vitest';
import { formRoutes } from '../../../lib/forms/form-contract.ts';
import { createForm, type FormDesk } from '../../../lib/forms/manage-forms.ts';
import type { Table } from '../../../lib/table/table.ts';

const emptyTable: Table = {
  get: async () => undefined,
  getMany: async () => [],
  query: async () => ({ items: [], more: false }),
  count: async () => 0,
  put: async () => undefined,
  update: async () => ({}),
  transact: async () => undefined,
};
const desk = (sendsMail: boolean): FormDesk => ({
  table: emptyTable,
  actor: { id: 'tom', role: 'marketing', username: 'tom' },
  now: () => 0,
  sendsMail,
});
const body = (doubleOptIn: boolean) =>
  formRoutes.createForm.body.parse({
    name: 'Guide',
    fields: [{ key: 'email', label: 'E-mail', kind: 'email', required: true, feeds: 'email' }],
    doubleOptIn,
  });

describe('a form with double opt-in', () => {
  it('is refused, with the field at fault, where no mail can be sent', async () => {
    await expect(createForm(desk(false), body(true))).rejects.toMatchObject({
      category: 'validation',
      code: 'mail-not-set-up',
      details: { errors: [{ path: 'doubleOptIn' }] },
    });
  });

  it('is made where mail can be sent, and one without it anywhere', async () => {
    expect((await createForm(desk(true), body(true))).doubleOptIn).toBe(true);
    expect((await createForm(desk(false), body(false))).doubleOptIn).toBe(false);
  });
});
