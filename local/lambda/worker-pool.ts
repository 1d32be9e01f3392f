import { availableParallelism } from 'node:os';
import type { InvocationResult } from './invocation.ts';
import type { ThreadMemory, WorkerThread } from './worker-thread.ts';

/** How many events a function without reserved concurrency works on at the same time on this machine. */
const defaultConcurrency = 8;
/**
 * Workers that start as soon as calls wait. More of them do not work faster on the same processors: each compiles the function for
 * itself and drives the others' code out of the caches, which at eight on two processors costs half as much again for every call.
 */
const eagerWorkers = availableParallelism();
/** How long no call may finish, while others wait, before a worker beyond those starts: the busy ones wait for something themselves. */
const growthDelayMs = 100;
/** How long a call waits before a worker beyond those starts in any case. */
const growthLimitMs = 500;
/** How long a call waits for a free worker of a function with reserved concurrency before it is throttled. */
const reservedPatienceMs = 1000;
/** Without reserved concurrency the cloud would start as many as are needed; this machine lets them queue up instead. */
const patienceMs = 25_000;
/** How long a worker beyond the first may be idle. */
const idleLimitMs = 60_000;

type StartWorker = (gone: () => void) => WorkerThread;

interface Waiting {
  since: number;
  give(worker: WorkerThread | InvocationResult): void;
}

export interface WorkerPool {
  concurrency: number;
  /** Runs one event (JSON) on a free worker; over the cap it waits, and is throttled in the end. */
  invoke(event: string): Promise<InvocationResult>;
  /** Starts one worker ahead of the first event; resolves when it has loaded or failed to. */
  prewarm(): Promise<void>;
  running(): number;
  /** What each worker holds at the moment. */
  memory(): Promise<ThreadMemory[]>;
  /**
   * Ends all workers at once, whatever they are in the middle of, as the loss of their machine would; gives how many worked on something. The next event
   * starts new ones.
   */
  kill(): Promise<number>;
  stop(): Promise<void>;
}

/** Gives a pool of workers of one function that grows with the load up to its concurrency and keeps one warm. */
export function createWorkerPool(start: StartWorker, reservedConcurrency: number | undefined): WorkerPool {
  const concurrency = reservedConcurrency ?? defaultConcurrency;
  const patience = reservedConcurrency === undefined ? patienceMs : reservedPatienceMs;
  const all = new Set<WorkerThread>();
  /** The last one used is the first one taken, so that surplus workers stay idle and go. */
  const idle: { worker: WorkerThread; since: number }[] = [];
  const waiting: Waiting[] = [];
  let starting = 0;
  let growthTimer: NodeJS.Timeout | undefined;
  let finishedAt = 0;
  let running = 0;
  let stopped = false;

  function release(worker: WorkerThread): void {
    if (!all.has(worker)) return;
    const next = waiting.shift();
    if (next !== undefined) next.give(worker);
    else idle.push({ worker, since: Date.now() });
  }

  async function grow(): Promise<void> {
    const worker = start(() => {
      all.delete(worker);
      const position = idle.findIndex((entry) => entry.worker === worker);
      if (position >= 0) idle.splice(position, 1);
      if (waiting.length > starting && all.size < concurrency && !stopped) void grow();
    });
    all.add(worker);
    starting += 1;
    const outcome = await worker.ready;
    starting -= 1;
    if (outcome === true) release(worker);
    else waiting.shift()?.give(outcome);
  }

  function growLater(): void {
    if (growthTimer !== undefined || all.size >= concurrency) return;
    growthTimer = setTimeout(() => {
      growthTimer = undefined;
      const [oldest] = waiting;
      if (oldest === undefined || stopped) return;
      const now = performance.now();
      const isStuck = now - Math.max(oldest.since, finishedAt) >= growthDelayMs;
      if (starting === 0 && (isStuck || now - oldest.since >= growthLimitMs)) void grow();
      growLater();
    }, growthDelayMs);
  }

  function takeWorker(): Promise<WorkerThread | InvocationResult> {
    const free = idle.pop();
    if (free !== undefined) return Promise.resolve(free.worker);
    if (stopped || concurrency === 0) return Promise.resolve({ kind: 'throttled' });
    return new Promise((resolve) => {
      const entry: Waiting = {
        since: performance.now(),
        give: (worker) => {
          clearTimeout(timer);
          resolve(worker);
        },
      };
      // A worker that is still loading counts as progress: only a full house throttles.
      const timer = setTimeout(function giveUp() {
        if (starting > 0 && waiting.indexOf(entry) < starting) {
          timer.refresh();
          return;
        }
        waiting.splice(waiting.indexOf(entry), 1);
        resolve({ kind: 'throttled' });
      }, patience);
      waiting.push(entry);
      if (all.size >= Math.min(eagerWorkers, concurrency)) growLater();
      else if (waiting.length > starting) void grow();
    });
  }

  const sweep = setInterval(() => {
    const now = Date.now();
    while (idle.length > 1 && all.size > 1 && now - (idle[0]?.since ?? now) > idleLimitMs) {
      const surplus = idle.shift();
      if (surplus !== undefined) void surplus.worker.stop();
    }
  }, idleLimitMs / 4);
  sweep.unref();

  return {
    concurrency,
    invoke: async (event) => {
      running += 1;
      try {
        const worker = await takeWorker();
        if (!('run' in worker)) return worker;
        const result = await worker.run(event);
        finishedAt = performance.now();
        release(worker);
        return result;
      } finally {
        running -= 1;
      }
    },
    prewarm: async () => {
      if (all.size === 0 && concurrency > 0) await grow();
    },
    running: () => running,
    memory: async () => {
      const held = await Promise.all([...all].map((worker) => worker.memory()));
      return held.filter((memory) => memory !== undefined);
    },
    kill: async () => {
      const free = new Set(idle.map(({ worker }) => worker));
      const lost = [...all];
      await Promise.all(lost.map((worker) => worker.stop()));
      return lost.filter((worker) => !free.has(worker)).length;
    },
    stop: async () => {
      stopped = true;
      clearInterval(sweep);
      clearTimeout(growthTimer);
      for (const entry of waiting.splice(0)) entry.give({ kind: 'throttled' });
      await Promise.all([...all].map((worker) => worker.stop()));
    },
  };
}
