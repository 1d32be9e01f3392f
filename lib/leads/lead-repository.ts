import { conflict, notFound } from '../errors.ts';
import { firstIdAt, isId } from '../ids.ts';
import { mergedList, type Source } from '../table/merged-list.ts';
import { hasVersion, isNew, type Table, type Write } from '../table/table.ts';
import {
  type Lead,
  leadEntity,
  leadKey,
  leadListPartitions,
  leadOwnerPartitions,
  phonePartition,
} from './lead-entity.ts';
import { leadRedirectEntity } from './lead-redirect-entity.ts';
import { isOpen, LEAD_STATUSES, type LeadStatus } from './lead-status.ts';

/** The label of the write of a lead. */
export const LEAD_WRITE = 'lead';

/** One lead, strongly read. Errors: `lead-not-found`, `lead-merged` with the id of the lead that it became part of. */
export const getLead = async (table: Table, id: string): Promise<Lead> => {
  const item = isId(id) ? await table.get(leadKey(id), { consistent: true }) : undefined;
  if (item?.['type'] === leadRedirectEntity.type) {
    const { mergedInto } = leadRedirectEntity.fromItem(item);
    throw conflict('lead-merged', 'The lead was merged into another one.', { leadId: mergedInto });
  }
  if (!item || item['type'] !== leadEntity.type) throw notFound('lead');
  return leadEntity.fromItem(item);
};

/** Several leads by id, strongly read; those that are not there are left out. */
export const findLeads = async (table: Table, ids: readonly string[]): Promise<Lead[]> => {
  const items = await table.getMany([...new Set(ids)].filter(isId).map(leadKey));
  return items.filter((item) => item['type'] === leadEntity.type).map((item) => leadEntity.fromItem(item));
};

/** Leads of one number beyond this are not told apart any more: it is a switchboard. */
const MOST_OF_A_PHONE = 5;

/** The leads that have a phone number in E.164, at most five unless said otherwise; one that got it milliseconds ago may be missing. */
export const findLeadsByPhone = async (table: Table, e164: string, limit = MOST_OF_A_PHONE): Promise<Lead[]> => {
  const { items } = await table.query({ index: 'byRelation', partition: phonePartition(e164), limit });
  return items.map((item) => leadEntity.fromItem(item));
};

/** Every shard of every list, which together hold each lead once. */
const ALL_LISTS: readonly string[] = LEAD_STATUSES.flatMap((status) => [
  ...leadListPartitions(status, false),
  ...(isOpen(status) ? leadListPartitions(status, true) : []),
]);

/** Shards read at the same time, and leads read of one of them before the others have their turn. */
const LISTS_AT_ONCE = 16;
const LEADS_OF_A_LIST = 200;

/**
 * The leads that came in since a moment in milliseconds, oldest first. Lists are in the order of scores, so all leads have to be looked at: at most `most`, some
 * of each list in turn, the best first; `complete` says whether that was all.
 */
export const findRecentLeads = async (
  table: Table,
  since: number,
  most: number,
): Promise<{ leads: Lead[]; complete: boolean }> => {
  const firstId = firstIdAt(since);
  const leads: Lead[] = [];
  let looked = 0;
  let rest = ALL_LISTS.map((partition): { partition: string; after: string | undefined } => ({
    partition,
    after: undefined,
  }));
  while (rest.length > 0 && looked < most) {
    const further: typeof rest = [];
    for (let start = 0; start < rest.length && looked < most; start += LISTS_AT_ONCE) {
      const lists = rest.slice(start, start + LISTS_AT_ONCE);
      const pages = await Promise.all(
        lists.map(({ partition, after }) =>
          table.query({ index: 'byList', partition, limit: LEADS_OF_A_LIST, ...(after !== undefined && { after }) }),
        ),
      );
      for (const [index, { items, more }] of pages.entries()) {
        looked += items.length;
        leads.push(...items.filter(({ id }) => String(id) >= firstId).map((item) => leadEntity.fromItem(item)));
        const partition = lists[index]?.partition;
        if (more && partition !== undefined) further.push({ partition, after: String(items.at(-1)?.['listSort']) });
      }
      if (looked >= most) further.push(...rest.slice(start + LISTS_AT_ONCE));
    }
    rest = further;
  }
  return { leads: leads.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(-most), complete: rest.length === 0 };
};

/** The leads of somebody that are new or being worked; of each shard, those in its first MB. */
export const countLeadsInWork = async (table: Table, ownerId: string): Promise<number> => {
  const where = {
    text: '#status = :new OR #status = :working',
    names: { '#status': 'status' },
    values: { ':new': 'new', ':working': 'working' },
  };
  const counts = await Promise.all(
    leadOwnerPartitions(ownerId).map((partition) => table.count({ index: 'byOwner', partition, where })),
  );
  return counts.reduce((sum, count) => sum + count, 0);
};

/** Unassigned leads beyond this in a shard are not counted: the list is long, and a page that shows its length is opened often. */
const MOST_COUNTED = 50;

/** How many open leads nobody owns; `more` says that there are further ones. */
export const countUnassigned = async (table: Table): Promise<{ count: number; more: boolean }> => {
  const counts = await Promise.all(
    leadOwnerPartitions(undefined).map((partition) =>
      table.count({ index: 'byOwner', partition, limit: MOST_COUNTED }),
    ),
  );
  return {
    count: counts.reduce((sum, count) => sum + count, 0),
    more: counts.some((count) => count === MOST_COUNTED),
  };
};

/** Adds a lead that is new. */
export const insertLead = (lead: Lead): Write => ({
  label: LEAD_WRITE,
  put: leadEntity.toItem(lead),
  condition: isNew,
});

/** Replaces a lead as it was when `lead.version` was one lower. */
export const replaceLead = (lead: Lead): Write => ({
  label: LEAD_WRITE,
  put: leadEntity.toItem(lead),
  condition: hasVersion(lead.version - 1),
});

/** Takes a lead back that is still as it was at a version. */
export const removeLead = ({ id, version }: Pick<Lead, 'id' | 'version'>): Write => ({
  label: LEAD_WRITE,
  remove: leadKey(id),
  condition: hasVersion(version),
});

/** A lead with its place in its list. */
export interface ListedLead {
  readonly lead: Lead;
  readonly place: string;
}

/** The leads of one shard of a list behind a place in it, best score first; for work that goes through all of them. */
export const readLeadList = async (
  table: Table,
  partition: string,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<{ items: ListedLead[]; more: boolean }> => {
  const { items, more } = await table.query({
    index: 'byList',
    partition,
    limit,
    ...(after !== undefined && { after }),
  });
  return { items: items.map((item) => ({ lead: leadEntity.fromItem(item), place: String(item['listSort']) })), more };
};

const byList = (status: LeadStatus, candidate: boolean): Source[] =>
  leadListPartitions(status, candidate).map((partition) => ({ index: 'byList', partition }));

const byOwner = (ownerId: string | undefined): Source[] =>
  leadOwnerPartitions(ownerId).map((partition) => ({ index: 'byOwner', partition }));

/** What a list of leads holds. */
export type LeadList =
  | { readonly view: 'candidates' | 'new' | 'unassigned' | 'all' }
  | { readonly view: 'mine'; readonly ownerId: string };

/**
 * The groups of a list, in order; within a group the best score comes first. `all` goes through the statuses one after the other, the
 * ones that want attention first, so that a page asks the shards of one group and not of all.
 */
const groupsOf = (list: LeadList): Source[][] => {
  switch (list.view) {
    case 'candidates':
      return [[...byList('new', true), ...byList('working', true), ...byList('qualified', true)]];
    case 'new':
      return [byList('new', true), byList('new', false)];
    case 'unassigned':
      return [byOwner(undefined)];
    case 'mine':
      return [byOwner(list.ownerId)];
    case 'all':
      return [
        [...byList('new', true), ...byList('working', true)],
        byList('new', false),
        byList('working', false),
        [...byList('qualified', true), ...byList('qualified', false)],
        [...byList('nurturing', true), ...byList('nurturing', false)],
        byList('converted', false),
        byList('disqualified', false),
      ];
  }
};

interface PageOf<T> {
  readonly items: T[];
  readonly next: string | undefined;
}

const PLACE = /^(\d{1,2}):(.*)$/s;

/** A page of a list, best score first; `after` is the place that the page before gave. */
export const listLeads = async (
  table: Table,
  list: LeadList,
  { limit, after }: { limit: number; after: string | undefined },
): Promise<PageOf<Lead>> => {
  const [, startGroup = '0', startAfter] = PLACE.exec(after ?? '') ?? [];
  const groups = groupsOf(list);
  const found: Lead[] = [];
  let place = startAfter;
  for (let group = Number(startGroup); group < groups.length; group += 1) {
    const sources = groups[group] ?? [];
    const { items, next } = await mergedList(table, {
      sources,
      sortKey: 'listSort',
      limit: limit - found.length,
      after: place || undefined,
    });
    found.push(...items.map((item) => leadEntity.fromItem(item)));
    if (next !== undefined) return { items: found, next: `${group}:${next}` };
    place = undefined;
    if (found.length >= limit && group + 1 < groups.length) return { items: found, next: `${group + 1}:` };
  }
  return { items: found, next: undefined };
};
