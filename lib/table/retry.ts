import { setTimeout as wait } from 'node:timers/promises';
import { ConditionFailed, Contention } from './write-errors.ts';

/** Reads, decides and writes again when another writer came between; each attempt must read afresh. */
const ATTEMPTS = 6;
/** Milliseconds; full jitter over a doubling base keeps racers apart. */
const BASE_DELAY = 8;

/**
 * Runs a read-decide-write step until no other writer comes between, at most six times. Errors: the last one, when the
 * record stays contended; every other error at once.
 */
export const retryOnContention = async <T>(step: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await step();
    } catch (error) {
      const contended = error instanceof Contention || error instanceof ConditionFailed;
      if (!contended || attempt === ATTEMPTS) throw error;
      await wait(Math.random() * BASE_DELAY * 2 ** attempt);
    }
  }
};
