import { describe, expect, it } from 'vitest';
import { setFields } from '../../../lib/fields/set-fields.ts';
import { DEMO_FORM } from '../../../lib/forms/form.ts';
import { formRoutes } from '../../../lib/forms/form-contract.ts';
import { findForm, findFormByAlias, getFormVersion, listForms } from '../../../lib/forms/form-repository.ts';
import {
  createForm,
  deleteForm,
  type FormDesk,
  unlistedDemoForm,
  updateForm,
} from '../../../lib/forms/manage-forms.ts';
import type { Table } from '../../../lib/table/table.ts';
import { AT, aDesk, later, MINUTE, NOW } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';

const EMAIL = { key: 'email', label: 'E-mail', kind: 'email', required: true, feeds: 'email' };
const OID = '00D000000000001';
const GUID = '11111111-2222-4333-8444-555555555555';

/** A request body as it comes in, checked and filled up by the contract. */
const aBody = (changes: Record<string, unknown> = {}) =>
  formRoutes.createForm.body.parse({ name: 'Guide download', fields: [EMAIL], ...changes });

const deskAt = (table: Table, changes: Partial<FormDesk> = {}): FormDesk => ({
  ...aDesk(table),
  sendsMail: true,
  ...changes,
});
const anOffice = () => {
  const table = memoryTable();
  return { table, desk: deskAt(table) };
};

describe('making a form', () => {
  it('gives it an id that reads like its name and is its own', async () => {
    const { desk } = anOffice();
    const ids = await Promise.all(
      ['Führer für Anfänger!', '  ', '日本', 'x'.repeat(100)].map(async (name) => {
        const { id } = await createForm(desk, { ...aBody(), name });
        expect(formRoutes.getForm.params.safeParse({ formId: id }).success).toBe(true);
        return id.replace(/-[a-z0-9]{5}$/, '');
      }),
    );
    expect(ids).toEqual(['fuhrer-fur-anfanger', 'form', 'form', 'x'.repeat(28)]);
    const twice = [await createForm(desk, aBody()), await createForm(desk, aBody())];
    expect(new Set(twice.map(({ id }) => id)).size).toBe(2);
  });

  it('fills up what was left out, and can be found as it was made', async () => {
    const { table, desk } = anOffice();
    const form = await createForm(desk, aBody());
    expect(form).toMatchObject({ version: 1, active: true, allowedOrigins: ['*'], doubleOptIn: false, createdAt: AT });
    expect(await findForm(table, form.id)).toEqual(form);
    expect(await getFormVersion(table, form.id, 1)).toEqual(form);
  });

  it('is refused where it could reach nobody', async () => {
    const { desk } = anOffice();
    const text = { ...EMAIL, kind: 'text' };
    const other = { ...EMAIL, key: 'other' };
    for (const fields of [[{ ...EMAIL, feeds: undefined }], [text], [{ ...EMAIL, required: false }], [EMAIL, other]]) {
      await expect(createForm(desk, aBody({ fields }))).rejects.toMatchObject({
        code: 'invalid-form',
        details: { errors: [expect.objectContaining({ path: 'fields' })] },
      });
    }
  });

  it('is refused where it feeds a custom field that leads have not', async () => {
    const { desk } = anOffice();
    await setFields(desk, 0, [
      { key: 'seats', label: 'Seats', kind: 'number', on: ['lead'] },
      { key: 'industry', label: 'Industry', kind: 'text', on: ['account'] },
    ]);
    const feeding = (feeds: string) => aBody({ fields: [EMAIL, { key: 'a', label: 'A', kind: 'text', feeds }] });
    expect((await createForm(desk, feeding('custom.seats'))).fields).toHaveLength(2);
    for (const feeds of ['custom.industry', 'custom.nothing']) {
      await expect(createForm(desk, feeding(feeds))).rejects.toMatchObject({
        details: { errors: [expect.objectContaining({ path: 'fields.1.feeds' })] },
      });
    }
  });

  it('is refused where people would wait for a mail that never goes out', async () => {
    const { table } = anOffice();
    const silent = deskAt(table, { sendsMail: false });
    await expect(createForm(silent, aBody({ doubleOptIn: true }))).rejects.toMatchObject({ code: 'mail-not-set-up' });
    expect(table.all()).toEqual([]);
  });

  it('refuses names that mean something else here, and the same name twice', () => {
    for (const key of ['website_address', 'constructor', 'toString', '_shown', '1st']) {
      const fields = [EMAIL, { key, label: 'A', kind: 'text' }];
      expect(formRoutes.createForm.body.safeParse({ name: 'X', fields }).success, key).toBe(false);
    }
    expect(formRoutes.createForm.body.safeParse({ name: 'X', fields: [EMAIL, EMAIL] }).success).toBe(false);
  });

  it('keeps the address of its thank-you page in letters that a header may have', () => {
    const { thankYou } = aBody({ thankYou: { redirect: 'https://bücher.example/größe?q=ü' } });
    expect(thankYou.redirect).toBe('https://xn--bcher-kva.example/gr%C3%B6%C3%9Fe?q=%C3%BC');
  });
});

describe('changing a form', () => {
  it('keeps every version as it was', async () => {
    const { table, desk } = anOffice();
    const first = await createForm(desk, aBody());
    const second = await updateForm(deskAt(table, { now: () => NOW + MINUTE }), first.id, 1, {
      name: 'Guide',
      spam: { tokenRequired: true },
    });
    expect(second).toEqual({
      ...first,
      name: 'Guide',
      spam: { ...first.spam, tokenRequired: true },
      version: 2,
      updatedAt: later(MINUTE),
    });
    expect(await findForm(table, first.id)).toEqual(second);
    expect(await getFormVersion(table, first.id, 1)).toEqual(first);
    expect(await getFormVersion(table, first.id, 2)).toEqual(second);
    await expect(getFormVersion(table, first.id, 3)).rejects.toMatchObject({ code: 'form-not-found' });
  });

  it('is refused when somebody else was quicker, before or meanwhile', async () => {
    const { table, desk } = anOffice();
    const { id } = await createForm(desk, aBody());
    const races = ['One', 'Other'].map((name) => updateForm(desk, id, 1, { name }));
    const outcomes = await Promise.allSettled(races);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(updateForm(desk, id, 1, { name: 'Late' })).rejects.toMatchObject({ code: 'version-mismatch' });
    expect((await findForm(table, id))?.version).toBe(2);
  });

  it('is checked like a new one', async () => {
    const { desk } = anOffice();
    const { id } = await createForm(desk, aBody());
    await expect(updateForm(desk, id, 1, { fields: [] })).rejects.toMatchObject({ code: 'invalid-form' });
    await expect(updateForm(desk, 'gone', 1, {})).rejects.toMatchObject({ code: 'form-not-found' });
  });
});

describe('the posts of other systems', () => {
  const dropIn = { webToLeadOid: OID, hubspotFormGuid: GUID };
  const holders = async (table: Table) => [
    (await findFormByAlias(table, { kind: 'oid', value: OID }))?.id,
    (await findFormByAlias(table, { kind: 'guid', value: GUID }))?.id,
  ];

  it('belong to one form at a time, and move with its claim', async () => {
    const { table, desk } = anOffice();
    const old = await createForm(desk, aBody({ dropIn }));
    const next = await createForm(desk, aBody());
    expect(await holders(table)).toEqual([old.id, old.id]);
    await expect(updateForm(desk, next.id, 1, { dropIn })).rejects.toMatchObject({ code: 'drop-in-taken' });
    expect((await findForm(table, next.id))?.version).toBe(1);
    await updateForm(desk, old.id, 1, { dropIn: { hubspotFormGuid: GUID } });
    expect(await holders(table)).toEqual([undefined, old.id]);
    await updateForm(desk, next.id, 1, { dropIn: { webToLeadOid: OID } });
    expect(await holders(table)).toEqual([next.id, old.id]);
  });

  it('are free again when their form is taken away', async () => {
    const { table, desk } = anOffice();
    const { id } = await createForm(desk, aBody({ dropIn }));
    await deleteForm(desk, id, undefined);
    expect(await holders(table)).toEqual([undefined, undefined]);
    expect((await createForm(desk, aBody({ dropIn }))).dropIn).toEqual(dropIn);
  });

  it('are asked for by no name that the table could not hold', async () => {
    const refusing: Table = { ...memoryTable(), get: () => Promise.reject(new Error('a key of this length')) };
    const value = 'x'.repeat(3000);
    expect(await findFormByAlias(refusing, { kind: 'oid', value })).toBeUndefined();
    expect(await findForm(refusing, value)).toBeUndefined();
  });
});

describe('taking a form away', () => {
  it('ends it, and leaves its versions to the submissions that answered them', async () => {
    const { table, desk } = anOffice();
    const form = await createForm(desk, aBody());
    await expect(deleteForm(desk, form.id, 2)).rejects.toMatchObject({ code: 'version-mismatch' });
    await deleteForm(desk, form.id, 1);
    expect(await findForm(table, form.id)).toBeUndefined();
    expect((await listForms(table, { limit: 10, after: undefined })).items).toEqual([]);
    expect(await getFormVersion(table, form.id, 1)).toEqual(form);
    await expect(deleteForm(desk, form.id, 1)).rejects.toMatchObject({ code: 'form-not-found' });
  });

  it('is refused for the demo form, changed or not', async () => {
    const { desk } = anOffice();
    await expect(deleteForm(desk, 'demo', undefined)).rejects.toMatchObject({ code: 'form-needed' });
    await updateForm(desk, 'demo', 1, { active: false });
    await expect(deleteForm(desk, 'demo', 2)).rejects.toMatchObject({ code: 'form-needed' });
  });
});

describe('the demo form', () => {
  it('is there before anybody stored it, and is stored with its first change', async () => {
    const { table, desk } = anOffice();
    expect(await unlistedDemoForm(desk)).toEqual([DEMO_FORM]);
    const changed = await updateForm(desk, 'demo', 1, { active: false });
    expect(changed).toMatchObject({ id: 'demo', version: 2, active: false, fields: DEMO_FORM.fields });
    expect(await unlistedDemoForm(desk)).toEqual([]);
    expect((await listForms(table, { limit: 10, after: undefined })).items).toEqual([changed]);
    expect(await getFormVersion(table, 'demo', 1)).toEqual(DEMO_FORM);
    await expect(updateForm(desk, 'demo', 1, { active: true })).rejects.toMatchObject({ code: 'version-mismatch' });
  });
});
