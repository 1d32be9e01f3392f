import type * as z from 'zod';
import { retryOnContention } from '../table/retry.ts';
import { type Desk, edited, nowOf } from '../use-case.ts';
import { actorRef } from '../users/user-repository.ts';
import type { leadRoutes } from './lead-contract.ts';
import type { Lead } from './lead-entity.ts';
import { getLead, replaceLead } from './lead-repository.ts';

/**
 * Keeps what somebody who knows the lead says of its score; `undefined` takes it back. It changes no score: it shows where rules are tried out. Errors:
 * `lead-not-found`, `lead-merged`.
 */
export const judgeScore = async (
  desk: Desk,
  id: string,
  judgement: z.output<typeof leadRoutes.judgeScore.body> | undefined,
): Promise<Lead> => {
  const by = await actorRef(desk.table, desk.actor);
  return retryOnContention(async () => {
    const lead = await getLead(desk.table, id);
    const scoreJudgement = judgement && { ...judgement, score: lead.score, by, at: nowOf(desk) };
    const judged = edited(lead, { scoreJudgement }, nowOf(desk));
    await desk.table.transact([replaceLead(judged)]);
    return judged;
  });
};
