import { messageOf } from '../api/problem.ts';
import type { Review } from './submission-queries.ts';

/** Calls under way at the same time, so that a long selection is no burst. */
const AT_ONCE = 4;

export interface Outcome {
  readonly done: readonly string[];
  /** Why each of the others was refused. */
  readonly refused: readonly string[];
}

/** Calls once for each id, a few at a time; one refusal does not hold up the others. */
export const doEach = async (ids: readonly string[], call: (id: string) => Promise<unknown>): Promise<Outcome> => {
  const done: string[] = [];
  const refused: string[] = [];
  const waiting = [...ids];
  const work = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      try {
        await call(id);
        done.push(id);
      } catch (error) {
        // Told together with the others, once all are through.
        refused.push(messageOf(error));
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, ids.length) }, work));
  return { done, refused };
};

const DONE: Readonly<Record<Review, string>> = {
  release: 'released to the intake',
  reject: 'rejected',
  redrive: 'sent through the intake again',
  replay: 'going through today’s rules again',
};

const counted = (count: number): string => (count === 1 ? 'One submission' : `${count} submissions`);

/** What to say when all are through. */
export const outcomeInWords = (review: Review, done: number, refused: readonly string[]): string => {
  const good = done > 0 ? `${counted(done)} ${DONE[review]}.` : '';
  const bad = refused.length > 0 ? `${counted(refused.length)} left as before: ${refused[0]}` : '';
  return [good, bad].filter(Boolean).join(' ');
};
