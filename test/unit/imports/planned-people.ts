import fc from 'fast-check';
import { mailboxOf } from '../../../lib/identity/email.ts';
import { claimEmail } from '../../../lib/identity/email-identity-repository.ts';
import { claimExternal } from '../../../lib/identity/external-identity-repository.ts';
import { newId } from '../../../lib/ids.ts';
import type { RowRules } from '../../../lib/imports/import-job.ts';
import { lookUpPeople } from '../../../lib/imports/match-rows.ts';
import { planForRow } from '../../../lib/imports/plan-for-row.ts';
import type { PlanRow, Told } from '../../../lib/imports/plan-row.ts';
import type { Lead } from '../../../lib/leads/lead-entity.ts';
import { insertLead } from '../../../lib/leads/lead-repository.ts';
import { aLead, DAY, NOW } from '../builders.ts';
import { type MemoryTable, memoryTable } from '../memory-table.ts';
import { someRules } from './an-import.ts';

/** Somebody as the table knows them, and what a row says of them. */
const person = fc.record({
  /** What the table knows: a lead with some ways to tell it, an address without a lead, or nobody. */
  known: fc.constantFrom('lead', 'person', 'nobody'),
  hasEmail: fc.boolean(),
  hasExternal: fc.boolean(),
  email: fc.constantFrom('same', 'new', 'of somebody known', 'none'),
  external: fc.constantFrom('same', 'new', 'none'),
  title: fc.constantFrom('CEO', 'Buyer', undefined),
  tags: fc.option(fc.constant<string[]>(['vip']), { nil: undefined }),
});

type Person = typeof person extends fc.Arbitrary<infer T> ? T : never;

const leadOf = ({ known, hasEmail, hasExternal }: Person, index: number): Lead | undefined =>
  known === 'lead'
    ? aLead({
        id: newId(NOW - DAY),
        email: hasEmail ? `old-${index}@acme.example` : undefined,
        externalIds: hasExternal ? { oldcrm: `old-${index}` } : undefined,
        title: index % 2 === 0 ? 'CEO' : undefined,
      })
    : undefined;

const toldBy = ({ email, external, title, tags }: Person, index: number): Told => {
  const names = { same: 'old', new: 'new', 'of somebody known': 'known', none: undefined };
  const [mailName, idName] = [names[email], names[external]];
  return {
    ...(mailName !== undefined && { email: `${mailName}-${index}@acme.example` }),
    ...(idName !== undefined && { externalId: `${idName}-${index}` }),
    lastName: 'Stone',
    company: 'Acme',
    title,
    tags,
  };
};

const settle = async (table: MemoryTable, one: Person, index: number): Promise<void> => {
  const lead = leadOf(one, index);
  if (lead) {
    const { id: leadId, partyId, email, externalIds = {} } = lead;
    await table.transact([
      insertLead(lead),
      ...(email === undefined ? [] : [claimEmail(email, undefined, { partyId, leadId })]),
      ...Object.entries(externalIds).map(([system, externalId]) => claimExternal({ system, externalId, leadId })),
    ]);
  }
  const strangers = [
    one.known === 'person' ? 'old' : undefined,
    one.email === 'of somebody known' ? 'known' : undefined,
  ];
  for (const name of strangers) {
    const mailbox = mailboxOf(`${name}-${index}@acme.example`);
    if (name) await table.transact([claimEmail(mailbox, undefined, { partyId: newId(NOW - DAY) })]);
  }
};

/** Rules under which a row may write all that a row can. */
const rules: fc.Arbitrary<RowRules> = fc
  .record({
    matchBy: fc.constantFrom('email' as const, 'external-id' as const),
    write: fc.constantFrom('if-blank' as const, 'always' as const),
    consent: fc.constantFrom(undefined, { purpose: 'news', basis: 'They asked for it at the fair.' }),
    tags: fc.option(fc.constant<string[]>(['fair']), { nil: undefined }),
  })
  .map(({ write, ...options }) => someRules(options, { write }));

/** People that a table may know and what a list says of them, under any rules. */
export const peopleOfAList = fc.record({ rules, people: fc.array(person, { minLength: 1, maxLength: 120 }) });

/** The table that knows them, and the plan of the list. */
export const planOf = async ({
  rules,
  people,
}: {
  readonly rules: RowRules;
  readonly people: readonly Person[];
}): Promise<{ table: MemoryTable; rows: PlanRow[] }> => {
  const table = memoryTable();
  for (const [index, one] of people.entries()) await settle(table, one, index);
  const told = people.map(toldBy);
  const known = await lookUpPeople(table, rules, told);
  return { table, rows: told.map((one, index) => ({ row: index + 2, told: one, ...planForRow(rules, one, known) })) };
};
