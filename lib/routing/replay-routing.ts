import { timeOfId } from '../ids.ts';
import type { Lead } from '../leads/lead-entity.ts';
import type { Scorer } from '../scoring/scorer.ts';
import type { User } from '../users/user-entity.ts';
import type { CompiledRouting } from './compile-routing.ts';
import { decide } from './decide.ts';
import { decisionId, poolOf, roundOfDecision } from './decision.ts';
import { routingFactsOf } from './routing-facts.ts';
import { atTurn } from './weighted-turns.ts';

/** Where a lead goes: the rule that decides, none for what holds otherwise, and whoever gets it. */
export interface Went {
  readonly rule: string | undefined;
  readonly ownerId: string | undefined;
}

/**
 * Routes leads of the past one after the other by some settings, at the time at which each came in, with turns of its own. Everybody is as they are now, and nobody is
 * full, as how many leads somebody had then is not kept.
 */
export const startReplay = (routing: CompiledRouting, users: readonly User[], scorer: Pick<Scorer, 'gradeOf'>) => {
  const turns = new Map<string, number>();
  const rounds = new Map<string, readonly string[]>();
  return async (lead: Lead): Promise<Went> => {
    const situation = { routing, users, at: timeOfId(lead.id), isFull: async () => false };
    const { decision, way } = await decide(situation, routingFactsOf(lead, scorer));
    const id = decisionId(decision);
    const round = rounds.get(id) ?? roundOfDecision(decision);
    rounds.set(id, round);
    const pool = poolOf(decision);
    const turn = turns.get(pool) ?? 0;
    if (new Set(round).size > 1) turns.set(pool, turn + 1);
    return { rule: way?.rule?.id, ownerId: atTurn(round, turn) };
  };
};
