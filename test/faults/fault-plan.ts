import type { EngineCall, Fault } from '../../local/engines/tap.ts';

/** Which engine calls a fault is for. */
export type CallFilter = (call: EngineCall) => boolean;

/** Calls of an operation whose input mentions a text, for example an address or an id. */
export const calls =
  (operation: string, mentioning = ''): CallFilter =>
  (call) =>
    call.operation === operation && JSON.stringify(call.input).includes(mentioning);

export interface PlannedFault {
  /** How many calls it struck. */
  struck(): number;
  /** Lets calls through from now on. */
  end(): void;
}

export interface FaultPlan {
  readonly onCall: (call: EngineCall) => Fault | undefined;
  /** Strikes the next `times` calls that the filter names. */
  strike(filter: CallFilter, fault: Fault, times?: number): PlannedFault;
}

/** Decides which engine calls fail, while the stack runs. */
export const planFaults = (): FaultPlan => {
  const plan = new Set<{ filter: CallFilter; fault: Fault; left: number; struck: number }>();
  return {
    onCall: (call) => {
      for (const entry of plan) {
        if (entry.left === 0 || !entry.filter(call)) continue;
        entry.left -= 1;
        entry.struck += 1;
        return entry.fault;
      }
      return undefined;
    },
    strike: (filter, fault, times = Number.POSITIVE_INFINITY) => {
      const entry = { filter, fault, left: times, struck: 0 };
      plan.add(entry);
      return { struck: () => entry.struck, end: () => plan.delete(entry) };
    },
  };
};

/** The engine did as it was told, and nobody heard so. */
export const LOST_ANSWER: Fault = { kind: 'lose-answer' };

/** The engine is broken for a moment. */
export const BROKEN: Fault = { kind: 'error', status: 500, code: 'InternalServerError' };

/** The engine refuses a call because there are too many; on-demand tables do when traffic doubles at once. */
export const THROTTLED = { kind: 'error', status: 400, code: 'ThrottlingException' } as const satisfies Fault;

/** A transaction is called off for a reason that lies in none of its conditions. */
export const calledOff = (reason: string): Fault => ({
  kind: 'error',
  status: 400,
  code: 'TransactionCanceledException',
  body: { CancellationReasons: [{ Code: 'None' }, { Code: reason }, { Code: 'None' }] },
});
