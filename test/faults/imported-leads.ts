import type { FileStore } from '../../lib/files/file-store.ts';
import { claimEmail, findEmailIdentities } from '../../lib/identity/email-identity-repository.ts';
import { newId } from '../../lib/ids.ts';
import { getImport } from '../../lib/imports/import-repository.ts';
import { listRows } from '../../lib/imports/list-rows.ts';
import { newLead } from '../../lib/leads/lead.ts';
import { type Lead, leadEntity, leadListPartitions } from '../../lib/leads/lead-entity.ts';
import { insertLead } from '../../lib/leads/lead-repository.ts';
import { LEAD_STATUSES } from '../../lib/leads/lead-status.ts';
import { DEFAULT_SCORING } from '../../lib/scoring/default-scoring.ts';
import { compileScoring } from '../../lib/scoring/scorer.ts';
import type { Table } from '../../lib/table/table.ts';
import type { KnownPerson } from './damaged-list.ts';

const partitionOf = async (table: Table, partition: string): Promise<Lead[]> => {
  const leads: Lead[] = [];
  for (let more = true, after: string | undefined; more; ) {
    const page = await table.query({ index: 'byList', partition, after });
    leads.push(...page.items.map((item) => leadEntity.fromItem(item)));
    after = String(page.items.at(-1)?.['listSort']);
    more = page.more;
  }
  return leads;
};

/** Every lead that there is, by id. */
export const allLeads = async (table: Table): Promise<Lead[]> => {
  const leads: Lead[] = [];
  const partitions = LEAD_STATUSES.flatMap((status) => [
    ...leadListPartitions(status, true),
    ...leadListPartitions(status, false),
  ]);
  for (const partition of partitions) leads.push(...(await partitionOf(table, partition)));
  return leads.sort((one, other) => (one.id < other.id ? -1 : 1));
};

/** Makes somebody a lead, past the functions. */
export const enterLead = async (table: Table, fields: KnownPerson, ownerId: string): Promise<void> => {
  const now = Date.now();
  const id = newId(now);
  const lead = newLead(
    { id, fields, source: 'rep', ownerId, submissionCount: 0, now: new Date(now).toISOString() },
    { scorer: compileScoring(DEFAULT_SCORING, 0), now },
  );
  await table.transact([insertLead(lead), claimEmail(fields.email, undefined, { partyId: id, leadId: id })]);
};

const BATCH = 100;

/** The lead or contact that has each address, by address; those that nobody has are left out. */
export const holdersOf = async (table: Table, emails: readonly string[]): Promise<Map<string, string>> => {
  const holders = new Map<string, string>();
  for (let start = 0; start < emails.length; start += BATCH) {
    for (const { mailbox, leadId, contactId } of await findEmailIdentities(table, emails.slice(start, start + BATCH))) {
      const holder = leadId ?? contactId;
      if (holder !== undefined) holders.set(mailbox, holder);
    }
  }
  return holders;
};

/** More rows than a file may have. */
const ALL = 2_000_000;

/** All rows of an import in one page, as the API gives them by the hundred. */
export const plannedRows = async (table: Table, files: FileStore, importId: string) =>
  (
    await listRows({ table, files }, await getImport(table, importId), {
      state: undefined,
      limit: ALL,
      after: undefined,
    })
  ).items;
