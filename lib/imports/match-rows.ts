import { mailboxOf } from '../identity/email.ts';
import type { EmailIdentity } from '../identity/email-identity-entity.ts';
import { findEmailIdentities } from '../identity/email-identity-repository.ts';
import { findExternals } from '../identity/external-identity-repository.ts';
import type { Lead } from '../leads/lead-entity.ts';
import { findLeads, findLeadsByPhone } from '../leads/lead-repository.ts';
import { batchesOf, someAtATime } from '../some-at-a-time.ts';
import type { Table } from '../table/table.ts';
import type { RowRules } from './import-job.ts';
import type { Told } from './plan-row.ts';

/** What the table knows of the people of a chunk. */
export interface Known {
  identityOf(email: string | undefined): EmailIdentity | undefined;
  /** The leads that the match key points to; none where the import matches by e-mail. */
  keyedLeads(told: Told): readonly Lead[];
  /** The lead that has the row's id in the other system. */
  holderOfExternal(told: Told): string | undefined;
  lead(id: string | undefined): Lead | undefined;
}

/** Keys of one BatchGetItem (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html), and how many of them are asked at once. */
const BATCH = 100;
const AT_ONCE = 4;

/** Asks for many keys in batches, some at a time. */
export const inBatches = async <K, T>(keys: readonly K[], look: (batch: readonly K[]) => Promise<T[]>): Promise<T[]> =>
  (await someAtATime(batchesOf(keys, BATCH), AT_ONCE, look)).flat();

/** The lead that has each id in the import's other system. */
const externalHolders = async (
  table: Table,
  rules: RowRules,
  people: readonly Told[],
): Promise<Map<string, string>> => {
  const { externalSystem } = rules.options;
  const ids = [...new Set(people.flatMap(({ externalId }) => externalId ?? []))];
  if (externalSystem === undefined) return new Map();
  const found = await inBatches(ids, (batch) => findExternals(table, externalSystem, batch));
  return new Map(found.map(({ externalId, leadId }) => [externalId, leadId]));
};

/** The leads of each phone number, where the import matches by it. */
const phoneHolders = async (table: Table, rules: RowRules, people: readonly Told[]): Promise<Map<string, string[]>> => {
  if (rules.options.matchBy !== 'phone') return new Map();
  const numbers = [...new Set(people.flatMap(({ e164 }) => e164 ?? []))];
  const found = await inBatches(numbers, (batch) =>
    Promise.all(
      batch.map(async (number): Promise<[string, string[]]> => {
        const leads = await findLeadsByPhone(table, number);
        return [number, leads.map(({ id }) => id)];
      }),
    ),
  );
  return new Map(found);
};

/** Looks up, in batches, everybody whom the rows of a chunk may be about. */
export const lookUpPeople = async (table: Table, rules: RowRules, people: readonly Told[]): Promise<Known> => {
  const emails = [...new Set(people.flatMap(({ email }) => email ?? []))];
  const [identities, externals, phones] = await Promise.all([
    inBatches(emails, (batch) => findEmailIdentities(table, batch)),
    externalHolders(table, rules, people),
    phoneHolders(table, rules, people),
  ]);
  const leadIds = [
    ...identities.flatMap(({ leadId }) => leadId ?? []),
    ...externals.values(),
    ...[...phones.values()].flat(),
  ];
  const leads = await inBatches([...new Set(leadIds)], (batch) => findLeads(table, batch));
  const identityByMailbox = new Map(identities.map((identity) => [identity.mailbox, identity]));
  const leadById = new Map(leads.map((lead) => [lead.id, lead]));
  const { matchBy } = rules.options;
  const holderOfExternal = ({ externalId = '' }: Told) => externals.get(externalId);
  const keyedIds = (told: Told): readonly string[] => {
    if (matchBy === 'phone') return phones.get(told.e164 ?? '') ?? [];
    const holder = matchBy === 'external-id' ? holderOfExternal(told) : undefined;
    return holder === undefined ? [] : [holder];
  };
  return {
    identityOf: (email) => (email === undefined ? undefined : identityByMailbox.get(mailboxOf(email))),
    keyedLeads: (told) => keyedIds(told).flatMap((id) => leadById.get(id) ?? []),
    holderOfExternal,
    lead: (id) => (id === undefined ? undefined : leadById.get(id)),
  };
};
