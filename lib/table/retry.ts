import { setTimeout as wait } from 'node:timers/promises';
import { ConditionFailed, Contention } from './write-errors.ts';

/** Reads, decides and writes again when another writer came between; each attempt must read afresh. Half a second at most, while somebody waits. */
const ATTEMPTS = 6;
/** Nobody waits for a worker: some two seconds of trying, where a message that failed would come back after minutes. */
export const WORKER_ATTEMPTS = 12;
/** Milliseconds; full jitter over a doubling base keeps racers apart. */
const BASE_DELAY = 8;
const LONGEST_DELAY = 500;

/** Runs a step again while it fails of something that passes. Errors: the last one; every other error at once. */
export const retryWhile = async <T>(
  passes: (error: unknown) => boolean,
  step: () => Promise<T>,
  attempts: number,
): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await step();
    } catch (error) {
      if (!passes(error) || attempt === attempts) throw error;
      await wait(Math.random() * Math.min(LONGEST_DELAY, BASE_DELAY * 2 ** attempt));
    }
  }
};

/**
 * Runs a read-decide-write step until no other writer comes between, at most six times unless said otherwise. Errors: the last
 * one, when the record stays contended; every other error at once.
 */
export const retryOnContention = <T>(step: () => Promise<T>, attempts = ATTEMPTS): Promise<T> =>
  retryWhile((error) => error instanceof Contention || error instanceof ConditionFailed, step, attempts);
