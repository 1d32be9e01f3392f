import type * as z from 'zod';
import type { LeadDesk } from '../leads/lead-desk.ts';
import type { Lead } from '../leads/lead-entity.ts';
import { followLead } from '../leads/lead-redirect-repository.ts';
import { findLeads } from '../leads/lead-repository.ts';
import { presentLeadSummary } from '../leads/present-lead.ts';
import type { Scorer } from '../scoring/scorer.ts';
import { fromCursor, toCursor } from '../table/cursor.ts';
import type { duplicateRoutes } from './duplicate-contract.ts';
import { likenessOf, traitsOf } from './likeness.ts';
import { type Pair, pairId } from './pair-entity.ts';
import { listOpenPairs, listPairsOfLead } from './pair-repository.ts';

type Shelf = Pick<LeadDesk, 'table' | 'scorers'>;
type WirePage = z.output<(typeof duplicateRoutes.listDuplicates.responses)[200]>;
type WirePair = WirePage['items'][number];

const presentPair = (pair: Pair, leads: readonly [Lead, Lead], today: Scorer): WirePair => ({
  id: pairId(pair),
  score: pair.score,
  reasons: pair.reasons,
  state: pair.state,
  foundAt: pair.at,
  leads: [presentLeadSummary(leads[0], today), presentLeadSummary(leads[1], today)],
});

/** The pairs whose leads are both open, and alike by what they say now: what has changed a moment ago may not have been followed yet. */
const presentPairs = async ({ table, scorers }: Shelf, pairs: readonly Pair[]): Promise<WirePair[]> => {
  const today = await scorers.current();
  const leads = new Map(
    (
      await findLeads(
        table,
        pairs.flatMap(({ a, b }) => [a, b]),
      )
    ).map((lead) => [lead.id, lead]),
  );
  return pairs.flatMap((pair) => {
    const [a, b] = [leads.get(pair.a), leads.get(pair.b)];
    const [one, other] = [traitsOf(a), traitsOf(b)];
    return a && b && one && other && likenessOf(one, other) ? [presentPair(pair, [a, b], today)] : [];
  });
};

/** A page of the pairs that nobody has decided on, the likeliest first; it may be shorter than asked for. Errors: `invalid-cursor`. */
export const showDuplicates = async (
  shelf: Shelf,
  { limit, cursor }: { limit: number; cursor: string | undefined },
): Promise<WirePage> => {
  const { pairs, next } = await listOpenPairs(shelf.table, { limit, after: fromCursor(cursor) });
  return { items: await presentPairs(shelf, pairs), nextCursor: toCursor(next) };
};

/** The pairs of a lead that nobody has decided on, the likeliest first. Errors: `lead-not-found`. */
export const showDuplicatesOfLead = async (shelf: Shelf, id: string): Promise<WirePair[]> => {
  const { id: leadId } = await followLead(shelf.table, id);
  const pairs = (await listPairsOfLead(shelf.table, leadId)).filter(({ state }) => state === 'open');
  return (await presentPairs(shelf, pairs)).sort((one, other) => other.score - one.score);
};
