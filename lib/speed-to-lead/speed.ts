import type * as z from 'zod';
import { timeOfId } from '../ids.ts';
import { firstTouchOf } from '../leads/lead.ts';
import type { Lead } from '../leads/lead-entity.ts';
import { isOpen } from '../leads/lead-status.ts';
import type { speedToLead } from './speed-contract.ts';

export type Speed = z.output<typeof speedToLead>['overall'];

type Answered = Pick<Lead, 'id' | 'status' | 'firstTouchAt' | 'lastTouch' | 'promise'>;

/** The value that so much of a sorted list does not exceed, by the nearest rank. */
const quantile = (sorted: readonly number[], share: number): number | null =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;

/** Seconds from coming in to the first touch; a touch before that, which was logged later, counts as none. */
const secondsOf = ({ id }: Answered, touch: string): number =>
  Math.max(0, Math.round((Date.parse(touch) - timeOfId(id)) / 1000));

/** How soon leads were answered, as of `now` in ISO 8601. */
export const speedOf = (leads: readonly Answered[], now: string): Speed => {
  const seconds: number[] = [];
  const counts = { waiting: 0, promised: 0, kept: 0, missed: 0, overdue: 0 };
  for (const lead of leads) {
    const touch = firstTouchOf(lead);
    const waits = touch === undefined && isOpen(lead.status);
    if (touch !== undefined) seconds.push(secondsOf(lead, touch));
    if (waits) counts.waiting += 1;
    if (!lead.promise) continue;
    counts.promised += 1;
    if (touch !== undefined && touch <= lead.promise.dueAt) counts.kept += 1;
    // A lead that was closed without a word is neither.
    else if (touch !== undefined || (waits && lead.promise.dueAt < now)) counts.missed += 1;
    if (waits && lead.promise.dueAt < now) counts.overdue += 1;
  }
  seconds.sort((a, b) => a - b);
  const settled = counts.kept + counts.missed;
  return {
    leads: leads.length,
    touched: seconds.length,
    medianSeconds: quantile(seconds, 0.5),
    p90Seconds: quantile(seconds, 0.9),
    ...counts,
    keptShare: settled === 0 ? null : counts.kept / settled,
  };
};
