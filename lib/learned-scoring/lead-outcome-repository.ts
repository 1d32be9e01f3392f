import { hasVersion, isNew, type Table, type Write } from '../table/table.ts';
import {
  isPending,
  type LeadOutcome,
  leadOutcomeEntity,
  leadOutcomeKey,
  PENDING_OUTCOMES,
} from './lead-outcome-entity.ts';

/** The outcome of a lead, or `undefined` while it never ended; strongly read. */
export const findLeadOutcome = async (table: Table, leadId: string): Promise<LeadOutcome | undefined> => {
  const item = await table.get(leadOutcomeKey(leadId), { consistent: true });
  return item && leadOutcomeEntity.fromItem(item);
};

/** Keeps an outcome that is new, or as it was when its version was one lower. */
export const keepLeadOutcome = (outcome: LeadOutcome): Write => ({
  label: 'lead-outcome',
  put: leadOutcomeEntity.toItem(outcome),
  condition: outcome.version === 1 ? isNew : hasVersion(outcome.version - 1),
});

/**
 * Outcomes that the counts have yet to follow, as they are now, and where to go on. The index names them and may be late, so each is read once more, strongly:
 * what has been folded meanwhile is left out.
 */
export const pendingOutcomes = async (
  table: Table,
  { limit, after }: { limit: number; after: string | undefined },
): Promise<{ outcomes: LeadOutcome[]; next: string | undefined }> => {
  const { items, more } = await table.query({
    index: 'byList',
    partition: PENDING_OUTCOMES,
    limit,
    ...(after !== undefined && { after }),
  });
  if (items.length === 0) return { outcomes: [], next: undefined };
  const listed = items.map((item) => leadOutcomeEntity.fromItem(item).leadId);
  const read = await table.getMany(listed.map(leadOutcomeKey));
  const outcomes = read.map((item) => leadOutcomeEntity.fromItem(item)).filter(isPending);
  return { outcomes, next: more ? listed.at(-1) : undefined };
};
