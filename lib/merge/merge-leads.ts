import type * as z from 'zod';
import { partyTimeline } from '../activities/timeline-entry-entity.ts';
import { addTimelineEntry } from '../activities/timeline-repository.ts';
import { sidesOf } from '../duplicates/pair-entity.ts';
import { findPair, writePair } from '../duplicates/pair-repository.ts';
import { conflict, invalid, versionMismatch } from '../errors.ts';
import { claimEmail, findEmailIdentities } from '../identity/email-identity-repository.ts';
import { findExternals, passExternal } from '../identity/external-identity-repository.ts';
import { newId } from '../ids.ts';
import { leadName, requireOpen } from '../leads/lead.ts';
import { type LeadDesk, scoringOf } from '../leads/lead-desk.ts';
import { emailsOfLead } from '../leads/lead-emails.ts';
import type { Lead } from '../leads/lead-entity.ts';
import { findRedirect, redirectLead } from '../leads/lead-redirect-repository.ts';
import { getLead, replaceLead } from '../leads/lead-repository.ts';
import { scoreChange } from '../leads/score-change.ts';
import { scoreTimerWrites } from '../leads/score-timer.ts';
import { addPastScore } from '../scoring/past-score-repository.ts';
import { retryOnContention } from '../table/retry.ts';
import type { Table, Write } from '../table/table.ts';
import { type Desk, nowOf } from '../use-case.ts';
import { actorRef } from '../users/user-repository.ts';
import type { mergeRoutes } from './merge-contract.ts';
import type { Merge } from './merge-entity.ts';
import { addMerge, getMerge } from './merge-repository.ts';
import {
  type Choices,
  type FieldChoice,
  fieldChoices,
  MOST_MERGES,
  mergedLead,
  unknownChoices,
} from './merged-lead.ts';

/** What a merge came to, or would come to. */
export interface MergeOutcome {
  readonly mergeId: string | undefined;
  readonly lead: Lead;
  readonly fields: readonly FieldChoice[];
}

type MergeRequest = z.output<typeof mergeRoutes.mergeLead.body>;

const requireMergeable = (winner: Lead, loser: Lead, choices: Choices): void => {
  requireOpen(winner);
  requireOpen(loser);
  const merges = (winner.merges?.length ?? 0) + (loser.merges?.length ?? 0);
  if (merges >= MOST_MERGES) throw conflict('merge-limit', `A lead can hold at most ${MOST_MERGES} others.`);
  const unknown = unknownChoices(winner, loser, choices);
  if (unknown.length > 0) {
    const errors = unknown.map((field) => ({ path: `fields.${field}`, message: 'is no field of the two leads' }));
    throw invalid('unknown-merge-field', 'A choice names a field that neither lead has.', errors);
  }
};

/** The writes by which the addresses and ids of one lead lead to the other; the person to whom an address belongs stays the same. */
const identityWrites = async (table: Table, loser: Lead, winnerId: string): Promise<Write[]> => {
  const identities = await findEmailIdentities(table, emailsOfLead(loser));
  const externals = await Promise.all(
    Object.entries(loser.externalIds ?? {}).map(([system, id]) => findExternals(table, system, [id])),
  );
  return [
    ...identities
      .filter(({ leadId }) => leadId === loser.id)
      .map((known) => claimEmail(known.mailbox, known, { partyId: known.partyId, leadId: winnerId })),
    ...externals
      .flat()
      .filter(({ leadId }) => leadId === loser.id)
      .map((identity) => passExternal(identity, winnerId)),
  ];
};

/** Settles what is known of the likeness of the two. */
const pairWrites = async (
  table: Table,
  one: string,
  other: string,
): Promise<{ writes: Write[]; state?: Merge['pairState'] }> => {
  const pair = await findPair(table, sidesOf(one, other));
  if (!pair) return { writes: [] };
  return { writes: [writePair({ ...pair, state: 'merged', version: pair.version + 1 })], state: pair.state };
};

/** The outcome of the merge that made a redirect, for whoever asks for it once more. */
const outcomeOf = async (desk: Desk, mergeId: string): Promise<MergeOutcome> => {
  const { before, loser, after } = await getMerge(desk.table, mergeId);
  const taken = fieldChoices(before, loser, {}).map((choice) => ({ ...choice, taken: sideTaken(choice, after) }));
  return { mergeId, lead: await getLead(desk.table, before.id), fields: taken };
};

const sideTaken = ({ field, theirs }: FieldChoice, after: Lead): 'this' | 'other' => {
  const values: Readonly<Record<string, unknown>> = { ...after, ...prefixed(after.custom) };
  return JSON.stringify(values[field]) === JSON.stringify(theirs) ? 'other' : 'this';
};

const prefixed = (custom: Lead['custom'] = {}) =>
  Object.fromEntries(Object.entries(custom).map(([key, value]) => [`custom.${key}`, value]));

/**
 * Merges a lead into another one in one transaction: the lead that stays has the fields that were chosen, the other one becomes a redirect, and its
 * addresses and ids lead to the one that stays. Nothing of their timelines moves. Asked once more, it gives the first outcome again. With `dryRun` the same is
 * worked out and nothing written. Errors: `same-lead`, `lead-merged`, `lead-closed`, `merge-limit`, `unknown-merge-field`, `version-mismatch`.
 */
export const mergeLeads = async (
  desk: LeadDesk,
  winnerId: string,
  { otherId, fields: choices = {}, otherVersion, dryRun = false }: MergeRequest,
  expectedVersion: number | undefined,
): Promise<MergeOutcome> => {
  if (otherId === winnerId) throw conflict('same-lead', 'A lead cannot be merged with itself.');
  const { table } = desk;
  const by = await actorRef(table, desk.actor);
  const scoring = await scoringOf(desk);
  return retryOnContention(async () => {
    const redirect = await findRedirect(table, otherId);
    if (redirect?.mergedInto === winnerId && !dryRun) return outcomeOf(desk, redirect.mergeId);
    const [winner, loser] = [await getLead(table, winnerId), await getLead(table, otherId)];
    const isStale = (lead: Lead, expected: number | undefined) => expected !== undefined && lead.version !== expected;
    if (isStale(winner, expectedVersion) || isStale(loser, otherVersion)) throw versionMismatch();
    requireMergeable(winner, loser, choices);
    const [now, mergeId] = [nowOf(desk), newId(desk.now())];
    const merged = mergedLead(winner, loser, choices, { mergeId, now });
    const itsOwn = await desk.scorers.ofVersion(winner.rules);
    const { lead: after, past } = scoreChange(winner, merged, scoring, itsOwn);
    const fields = fieldChoices(winner, loser, choices);
    if (dryRun) return { mergeId: undefined, lead: after, fields };
    const pair = await pairWrites(table, winner.id, loser.id);
    const { id, partyId, source, submissionId } = loser;
    const name = leadName(loser);
    await table.transact([
      replaceLead(after),
      redirectLead({
        id,
        partyId,
        mergedInto: winner.id,
        mergeId,
        source,
        submissionId,
        name,
        version: loser.version + 1,
      }),
      ...(await identityWrites(table, loser, winner.id)),
      addMerge({ id: mergeId, state: 'done', before: winner, after, loser, pairState: pair.state, at: now, by }),
      addTimelineEntry({
        id: newId(desk.now()),
        kind: 'system',
        event: 'leads-merged',
        at: now,
        by,
        subject: name,
        on: { type: 'lead', id: winner.id },
        timeline: partyTimeline(winner.partyId),
      }),
      ...(past ? [addPastScore(past)] : []),
      ...scoreTimerWrites(after, scoring),
      ...pair.writes,
    ]);
    return { mergeId, lead: after, fields };
  });
};
