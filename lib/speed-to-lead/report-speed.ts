import type * as z from 'zod';
import { timeOfId } from '../ids.ts';
import type { Lead } from '../leads/lead-entity.ts';
import { findLeads } from '../leads/lead-repository.ts';
import { batchesOf, someAtATime } from '../some-at-a-time.ts';
import { walkSubmissions } from '../submissions/submission-repository.ts';
import type { Table } from '../table/table.ts';
import type { User } from '../users/user-entity.ts';
import { listUsers } from '../users/user-repository.ts';
import { speedOf } from './speed.ts';
import type { speedToLead } from './speed-contract.ts';

type Report = z.output<typeof speedToLead>;

const DAY = 86_400_000;
/** Leads that a report looks at, so that a request is answered in time. */
const MOST = 10_000;
/** Leads of one read, and reads under way at a time. */
const BATCH = 100;
const AT_A_TIME = 8;

/** The ids of the leads that forms made or fed from one moment to another (milliseconds). */
const fedByForms = async (table: Table, from: number, to: number): Promise<Set<string>> => {
  const ids = new Set<string>();
  for await (const { leadId } of walkSubmissions(table, from, to)) if (leadId !== undefined) ids.add(leadId);
  return ids;
};

/** Leads by id, so many at a time. */
const readLeads = async (table: Table, ids: readonly string[]): Promise<Lead[]> =>
  (await someAtATime(batchesOf(ids, BATCH), AT_A_TIME, (batch) => findLeads(table, batch))).flat();

/** Each owner's part, by name; what nobody owns comes last. */
const byOwner = (leads: readonly Lead[], users: readonly User[], now: string): Report['owners'] => {
  const owners = new Map<string | undefined, Lead[]>();
  for (const lead of leads) owners.set(lead.ownerId, [...(owners.get(lead.ownerId) ?? []), lead]);
  const names = new Map(users.map(({ id, name }) => [id, name]));
  return [...owners]
    .map(([ownerId, theirs]) => ({
      ownerId: ownerId ?? null,
      name: (ownerId && names.get(ownerId)) || null,
      ...speedOf(theirs, now),
    }))
    .sort(
      (a, b) => Number(a.ownerId === null) - Number(b.ownerId === null) || (a.name ?? '').localeCompare(b.name ?? ''),
    );
};

/**
 * How soon those who filled in forms in the last days were spoken to. Goes back day by day from `now` (milliseconds) until about 10,000 leads
 * are found, and says when it stopped short.
 */
export const reportSpeed = async (table: Table, days: number, now: number): Promise<Report> => {
  const first = now - days * DAY;
  const ids = new Set<string>();
  let from = now;
  while (from > first && ids.size < MOST) {
    const until = from;
    from = Math.max(first, until - DAY);
    for (const id of await fedByForms(table, from, until)) ids.add(id);
  }
  const [found, users] = await Promise.all([readLeads(table, [...ids].slice(0, MOST)), listUsers(table)]);
  // Others were there before, or came in another way, and only heard from their person again.
  const leads = found.filter(({ id, submissionId }) => submissionId !== undefined && timeOfId(id) >= from);
  const at = new Date(now).toISOString();
  return {
    from: new Date(from).toISOString(),
    to: at,
    complete: from <= first && ids.size <= MOST,
    overall: speedOf(leads, at),
    owners: byOwner(leads, users, at),
  };
};
