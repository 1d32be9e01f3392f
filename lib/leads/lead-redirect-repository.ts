import { notFound } from '../errors.ts';
import { isId } from '../ids.ts';
import { hasVersion, type Table, type Write } from '../table/table.ts';
import { type Lead, leadEntity, leadKey } from './lead-entity.ts';
import { type LeadRedirect, leadRedirectEntity } from './lead-redirect-entity.ts';
import { LEAD_WRITE } from './lead-repository.ts';

/** Leads that were merged one into the next are followed so far: a lead takes at most 20 others (`lib/merge/merged-lead.ts`). */
const MOST_HOPS = 25;

const readPlace = async (table: Table, id: string): Promise<Lead | LeadRedirect> => {
  const item = isId(id) ? await table.get(leadKey(id), { consistent: true }) : undefined;
  if (item?.['type'] === leadEntity.type) return leadEntity.fromItem(item);
  if (item?.['type'] === leadRedirectEntity.type) return leadRedirectEntity.fromItem(item);
  throw notFound('lead');
};

const isRedirect = (place: Lead | LeadRedirect): place is LeadRedirect => 'mergedInto' in place;

/** The lead of an id, or the one that it was merged into, strongly read. Errors: `lead-not-found`. */
export const followLead = async (table: Table, id: string): Promise<Lead> => {
  let place = await readPlace(table, id);
  for (let hop = 0; isRedirect(place) && hop < MOST_HOPS; hop += 1) place = await readPlace(table, place.mergedInto);
  if (isRedirect(place)) throw notFound('lead');
  return place;
};

/** What stands in the place of a lead that was merged, or `undefined` while it is a lead of its own. Errors: `lead-not-found`. */
export const findRedirect = async (table: Table, id: string): Promise<LeadRedirect | undefined> => {
  const place = await readPlace(table, id);
  return isRedirect(place) ? place : undefined;
};

/** The party of a lead, also of one that was merged: what belongs to the person stays with them. Errors: `lead-not-found`. */
export const partyOfLead = async (table: Table, id: string): Promise<string> => (await readPlace(table, id)).partyId;

/** The label of the write that turns a lead into a redirect, or back. */
export const REDIRECT_WRITE = 'lead-redirect';

/** Puts a redirect in the place of a lead as it was when `redirect.version` was one lower. */
export const redirectLead = (redirect: LeadRedirect): Write => ({
  label: REDIRECT_WRITE,
  put: leadRedirectEntity.toItem(redirect),
  condition: hasVersion(redirect.version - 1),
});

/** Puts a lead back in the place of its redirect, whose version is one lower. */
export const restoreLead = (lead: Lead): Write => ({
  label: LEAD_WRITE,
  put: leadEntity.toItem(lead),
  condition: hasVersion(lead.version - 1),
});
