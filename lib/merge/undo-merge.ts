import { partyTimeline } from '../activities/timeline-entry-entity.ts';
import { addTimelineEntry } from '../activities/timeline-repository.ts';
import { sidesOf } from '../duplicates/pair-entity.ts';
import { findPair, writePair } from '../duplicates/pair-repository.ts';
import { conflict } from '../errors.ts';
import { findExternals, passExternal } from '../identity/external-identity-repository.ts';
import { newId } from '../ids.ts';
import { leadName, requireOpen } from '../leads/lead.ts';
import { type LeadDesk, scoringOf } from '../leads/lead-desk.ts';
import type { Lead } from '../leads/lead-entity.ts';
import { findRedirect, followLead, restoreLead } from '../leads/lead-redirect-repository.ts';
import { getLead, replaceLead } from '../leads/lead-repository.ts';
import { type ScoreChange, type Scoring, scoreBack, scoreChange } from '../leads/score-change.ts';
import { scoreTimerWrites } from '../leads/score-timer.ts';
import { addPastScore } from '../scoring/past-score-repository.ts';
import { retryOnContention } from '../table/retry.ts';
import type { Table, Write } from '../table/table.ts';
import { nowOf } from '../use-case.ts';
import { actorRef } from '../users/user-repository.ts';
import { moveAddresses } from './address-moves.ts';
import type { Merge } from './merge-entity.ts';
import { endMerge, getMerge } from './merge-repository.ts';
import { unmergedWinner } from './unmerged-lead.ts';

/** What undoing a merge came to. */
export interface UndoOutcome {
  readonly winner: Lead;
  readonly loser: Lead;
  readonly kept: readonly string[];
}

/** Ids in other systems go back, unless an import gave them to somebody else since. */
const externalWrites = async (table: Table, { before, loser }: Merge): Promise<Write[]> => {
  const found = await Promise.all(
    Object.entries(loser.externalIds ?? {}).map(([system, id]) => findExternals(table, system, [id])),
  );
  return found
    .flat()
    .filter(({ leadId }) => leadId === before.id)
    .map((identity) => passExternal(identity, loser.id));
};

const pairWrites = async (table: Table, { before, loser, pairState }: Merge): Promise<Write[]> => {
  const pair = pairState && (await findPair(table, sidesOf(before.id, loser.id)));
  return pair && pairState ? [writePair({ ...pair, state: pairState, version: pair.version + 1 })] : [];
};

/** The merged lead with the score that it had, unless there are other rules by now: nobody applied them to it while it was none. */
const scoredByToday = async (desk: LeadDesk, loser: Lead, again: Lead, scoring: Scoring): Promise<ScoreChange> =>
  loser.rules === scoring.scorer.version
    ? { lead: again, past: undefined }
    : scoreChange(loser, again, scoring, await desk.scorers.ofVersion(loser.rules));

/**
 * Undoes a merge in one transaction: both leads are again what they were, but for what was edited on the one that stayed, which it keeps. What happened since
 * stays on the timeline where it was written. Asked once more, it gives both leads as they are. Errors: `merge-not-found`, `merge-not-last` while a later merge
 * is not undone, `lead-merged`, `lead-closed`, `address-taken` when an address of the other lead is somebody else's by now.
 */
export const undoMerge = async (desk: LeadDesk, mergeId: string): Promise<UndoOutcome> => {
  const { table } = desk;
  const by = await actorRef(table, desk.actor);
  const scoring = await scoringOf(desk);
  return retryOnContention(async () => {
    const merge = await getMerge(table, mergeId);
    const { before, after, loser, kept: keptThen = [] } = merge;
    if (merge.state === 'undone') {
      return { winner: await followLead(table, before.id), loser: await followLead(table, loser.id), kept: keptThen };
    }
    const current = await getLead(table, before.id);
    requireOpen(current);
    if (current.merges?.at(-1)?.id !== mergeId) {
      throw conflict('merge-not-last', 'Another lead was merged into this one since. Undo that first.', {
        mergeId: current.merges?.at(-1)?.id,
      });
    }
    const redirect = await findRedirect(table, loser.id);
    if (redirect?.mergeId !== mergeId) throw new Error(`the redirect of merge ${mergeId} is not in its place`);
    const now = nowOf(desk);
    const moves = await moveAddresses(table, { before, after, current }, loser);
    const { lead: apart, kept } = unmergedWinner({ before, after, current }, moves.addresses, now);
    const back = kept.length > 0 ? scoreChange : scoreBack;
    const { lead: winner, past } = back(current, apart, scoring, await desk.scorers.ofVersion(current.rules));
    const again = { ...loser, version: redirect.version + 1, updatedAt: now };
    const { lead: restored, past: pastOfLoser } = await scoredByToday(desk, loser, again, scoring);
    await table.transact([
      replaceLead(winner),
      restoreLead(restored),
      ...moves.writes,
      ...(await externalWrites(table, merge)),
      endMerge({ ...merge, state: 'undone', undoneAt: now, undoneBy: by, kept }),
      addTimelineEntry({
        id: newId(desk.now()),
        kind: 'system',
        event: 'merge-undone',
        at: now,
        by,
        subject: leadName(loser),
        on: { type: 'lead', id: winner.id },
        timeline: partyTimeline(winner.partyId),
      }),
      ...[past, pastOfLoser].flatMap((one) => (one ? [addPastScore(one)] : [])),
      ...scoreTimerWrites(winner, scoring),
      ...scoreTimerWrites(restored, scoring),
      ...(await pairWrites(table, merge)),
    ]);
    return { winner, loser: restored, kept };
  });
};
