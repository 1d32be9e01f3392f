import { isOpen } from '../../lib/leads/lead-status.ts';
import type { Lead } from '../leads/lead-queries.ts';
import { timeOrDay } from '../wording/relative-time.ts';
import { spanInWords } from '../wording/span.ts';

export interface AnswerState {
  readonly text: string;
  readonly tone: 'due' | 'overdue' | 'kept' | 'plain';
}

type Answered = Pick<Lead, 'status' | 'createdAt' | 'firstTouchAt' | 'promise' | 'submissionCount'>;

/**
 * How a lead's first answer stands: by when it is promised, for how long it is overdue, or how fast it came. Nothing for
 * somebody who asked nothing, and for a lead that was closed without a word.
 */
export const answerState = (lead: Answered, now: number): AnswerState | undefined => {
  const { status, createdAt, firstTouchAt, promise, submissionCount } = lead;
  if (firstTouchAt !== null) {
    if (promise === null && submissionCount === 0) return undefined;
    const took = Math.max(0, Date.parse(firstTouchAt) - Date.parse(createdAt)) / 1000;
    const kept = promise !== null && Date.parse(firstTouchAt) <= Date.parse(promise.dueAt);
    const late = promise !== null && !kept ? ', later than promised' : '';
    return { text: `First answer in ${spanInWords(took)}${late}`, tone: kept ? 'kept' : 'plain' };
  }
  if (promise === null || !isOpen(status)) return undefined;
  const late = (now - Date.parse(promise.dueAt)) / 1000;
  return late > 0
    ? { text: `Answer overdue for ${spanInWords(late)}`, tone: 'overdue' }
    : { text: `Answer by ${timeOrDay(promise.dueAt, now)}`, tone: 'due' };
};
