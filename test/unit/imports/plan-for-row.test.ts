import { describe, expect, it } from 'vitest';
import { claimEmail } from '../../../lib/identity/email-identity-repository.ts';
import { claimExternal } from '../../../lib/identity/external-identity-repository.ts';
import type { ImportOptions } from '../../../lib/imports/import-contract.ts';
import { lookUpPeople } from '../../../lib/imports/match-rows.ts';
import { planForRow } from '../../../lib/imports/plan-for-row.ts';
import type { Told } from '../../../lib/imports/plan-row.ts';
import type { Lead } from '../../../lib/leads/lead-entity.ts';
import { insertLead } from '../../../lib/leads/lead-repository.ts';
import { ADA, AT, aLead } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';
import { someRules } from './an-import.ts';

const tableWith = async (...leads: readonly Lead[]) => {
  const table = memoryTable();
  for (const lead of leads) {
    const { id: leadId, partyId, email, externalIds = {} } = lead;
    await table.transact([
      insertLead(lead),
      ...(email === undefined ? [] : [claimEmail(email, undefined, { partyId, leadId })]),
      ...Object.entries(externalIds).map(([system, externalId]) => claimExternal({ system, externalId, leadId })),
    ]);
  }
  return table;
};

/** What is planned for a row, in a table with some leads. */
const planned = async (told: Told, leads: readonly Lead[], options: Partial<ImportOptions> = {}) => {
  const rules = someRules(options);
  return planForRow(rules, told, await lookUpPeople(await tableWith(...leads), rules, [told]));
};

const MIA = aLead({ email: 'mia@acme.example' });
const BY_ID = aLead({ email: 'ida@acme.example', externalIds: { oldcrm: 'A1' } });

describe('a row', () => {
  it('makes a lead of somebody whom nobody knows', async () => {
    expect(await planned({ email: 'zoe@acme.example' }, [MIA])).toEqual({ state: 'create' });
    expect(await planned({ lastName: 'Stone', company: 'Acme' }, [MIA])).toEqual({ state: 'create' });
  });

  it('changes the lead that has its address, in any spelling of the mailbox', async () => {
    const gmail = { ...MIA, email: 'miastone@gmail.com' };
    const row = { email: 'mia.stone+fair@gmail.com', title: 'CEO' };
    expect(await planned(row, [gmail])).toMatchObject({ state: 'update', leadId: MIA.id, before: gmail });
  });

  it('leaves a lead alone of which it tells nothing new', async () => {
    expect(await planned({ email: MIA.email, company: 'Other' }, [MIA])).toEqual({
      state: 'unchanged',
      reason: 'nothing-new',
      leadId: MIA.id,
    });
  });

  it('only creates, or only updates, where that is wanted', async () => {
    const known = { email: MIA.email, title: 'CEO' };
    expect(await planned(known, [MIA], { mode: 'create' })).toMatchObject({
      state: 'unchanged',
      reason: 'only-creates',
    });
    expect(await planned({ email: 'zoe@acme.example' }, [MIA], { mode: 'update' })).toEqual({
      state: 'unchanged',
      reason: 'only-updates',
    });
  });

  it('touches no lead that is closed', async () => {
    const row = { externalId: 'A1', title: 'CEO' };
    const disqualified = { ...BY_ID, status: 'disqualified' as const };
    expect(await planned(row, [disqualified], { matchBy: 'external-id' })).toEqual({
      state: 'conflict',
      reason: 'lead-closed',
      leadId: BY_ID.id,
    });
  });

  it('makes no second lead of a contact', async () => {
    const conversion = {
      leadId: BY_ID.id,
      accountId: 'account',
      contactId: 'contact',
      accountCreated: true,
      at: AT,
      by: ADA,
    };
    const converted = { ...BY_ID, status: 'converted' as const, conversion };
    expect(await planned({ externalId: 'A1' }, [converted], { matchBy: 'external-id' })).toEqual({
      state: 'contact',
      reason: 'is-contact',
      contactId: 'contact',
    });
    const table = memoryTable();
    await table.transact([claimEmail('mia@acme.example', undefined, { partyId: 'party', contactId: 'contact' })]);
    const rules = someRules();
    const row = { email: 'mia@acme.example' };
    expect(planForRow(rules, row, await lookUpPeople(table, rules, [row]))).toMatchObject({
      state: 'contact',
      contactId: 'contact',
    });
  });

  it('finds its lead by the id of another system, whatever its address', async () => {
    const row = { externalId: 'A1', email: 'new@acme.example', phone: '+4930123456' };
    expect(await planned(row, [BY_ID], { matchBy: 'external-id' })).toMatchObject({
      state: 'update',
      leadId: BY_ID.id,
    });
  });

  it('finds its lead by its address where nobody has its id', async () => {
    const row = { externalId: 'Z9', email: MIA.email };
    expect(await planned(row, [MIA, BY_ID], { matchBy: 'external-id' })).toMatchObject({
      state: 'update',
      leadId: MIA.id,
    });
  });

  it('is for a person to say where its id and its address are of two leads', async () => {
    const row = { externalId: 'A1', email: MIA.email };
    expect(await planned(row, [MIA, BY_ID], { matchBy: 'external-id' })).toEqual({
      state: 'conflict',
      reason: 'other-lead-has-email',
      leadId: MIA.id,
    });
    expect(await planned(row, [MIA, BY_ID])).toEqual({
      state: 'conflict',
      reason: 'other-lead-has-id',
      leadId: BY_ID.id,
    });
  });

  it('is for a person to say where several leads have its number', async () => {
    const phone = '+49 30 123456';
    const leads = [aLead({ email: undefined, phone }), aLead({ email: undefined, phone })];
    const row = { phone, e164: '+4930123456', title: 'CEO' };
    expect(await planned(row, leads, { matchBy: 'phone' })).toEqual({ state: 'conflict', reason: 'several-match' });
    expect(await planned(row, leads.slice(1), { matchBy: 'phone' })).toMatchObject({
      state: 'update',
      leadId: leads[1]?.id,
    });
    expect(await planned(row, leads)).toEqual({ state: 'create' });
  });

  it('makes a new lead of a person who is known and has no open one', async () => {
    const table = memoryTable();
    await table.transact([claimEmail('mia@acme.example', undefined, { partyId: 'party' })]);
    const rules = someRules();
    const row = { email: 'mia@acme.example' };
    expect(planForRow(rules, row, await lookUpPeople(table, rules, [row]))).toEqual({
      state: 'create',
      known: { mailbox: 'mia@acme.example', partyId: 'party' },
    });
  });
});

describe('the look-up', () => {
  it('asks for hundreds of people in batches that a table takes', async () => {
    const table = await tableWith(MIA);
    const batches: number[] = [];
    const counting = {
      ...table,
      getMany: (keys: Parameters<typeof table.getMany>[0]) => {
        batches.push(keys.length);
        return table.getMany(keys);
      },
    };
    const people = Array.from({ length: 950 }, (_, index) => ({ email: `p${index}@acme.example` }));
    const known = await lookUpPeople(counting, someRules(), [...people, ...people, { email: 'mia@acme.example' }]);
    expect(known.lead(known.identityOf('mia@acme.example')?.leadId)).toEqual(MIA);
    expect(Math.max(...batches)).toBeLessThanOrEqual(100);
    expect(batches.reduce((all, one) => all + one, 0)).toBe(952);
  });
});
