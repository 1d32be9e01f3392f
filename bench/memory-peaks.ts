import { setTimeout as wait } from 'node:timers/promises';
import type { LocalStack } from '../local/stack.ts';

/** The most that any one thread of a function held, in bytes, and the most threads that there were at a time. */
export interface MemoryPeak {
  readonly threads: number;
  readonly heapUsed: number;
  readonly external: number;
  /** Both together. */
  readonly sum: number;
}

const EVERY = 250;

const highest = (peak: MemoryPeak, held: Awaited<ReturnType<LocalStack['memoryOf']>>): MemoryPeak => ({
  threads: Math.max(peak.threads, held.length),
  heapUsed: Math.max(peak.heapUsed, ...held.map(({ heapUsed }) => heapUsed)),
  external: Math.max(peak.external, ...held.map(({ external }) => external)),
  sum: Math.max(peak.sum, ...held.map(({ heapUsed, external }) => heapUsed + external)),
});

/** Looks four times a second at what the threads of some functions hold; gives the peaks, by function, when it is stopped. */
export const watchMemory = (
  stack: Pick<LocalStack, 'memoryOf'>,
  functionIds: readonly string[],
): { stop(): Promise<ReadonlyMap<string, MemoryPeak>> } => {
  const peaks = new Map<string, MemoryPeak>();
  const stopping = new AbortController();
  const look = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      for (const id of functionIds) {
        const peak = peaks.get(id) ?? { threads: 0, heapUsed: 0, external: 0, sum: 0 };
        peaks.set(id, highest(peak, await stack.memoryOf(id)));
      }
      // Stopping ends the pause.
      await wait(EVERY, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const looked = look();
  return {
    stop: async () => {
      stopping.abort();
      await looked;
      return peaks;
    },
  };
};
