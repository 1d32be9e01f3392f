import { randomUUID } from 'node:crypto';
import type { LambdaFunction } from '../lambda/functions.ts';
import type { InvocationResult } from '../lambda/invocation.ts';

/** What becomes of an event that a function failed on, as AWS::Lambda::EventInvokeConfig and DeadLetterConfig say. */
export interface FailureHandling {
  maximumRetries: number;
  /** Takes a record of the failure (destination). */
  onFailure?: (record: unknown) => Promise<void>;
  /** Takes the event itself (dead-letter queue). */
  deadLetter?: (event: unknown) => Promise<void>;
}

export interface AsynchronousInvocations {
  /** Hands an event to a function and returns at once. */
  send(target: LambdaFunction, event: unknown): void;
  stop(): void;
}

// One minute before the first retry, two before the second: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
const retryDelaysMs = [60_000, 120_000];
const throttledDelayMs = 1000;

function failureRecord(target: LambdaFunction, event: unknown, result: InvocationResult, attempts: number) {
  const failure = result.kind === 'error' ? { errorType: result.errorType, errorMessage: result.message } : undefined;
  return {
    version: '1.0',
    timestamp: new Date().toISOString(),
    requestContext: {
      requestId: randomUUID(),
      functionArn: `${target.definition.arn}:$LATEST`,
      condition: 'RetriesExhausted',
      approximateInvokeCount: attempts,
    },
    requestPayload: event,
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: failure ?? { errorMessage: 'Task timed out' },
  };
}

/** Invokes functions asynchronously, as rules and schedules do: a failed event is tried again, a throttled one waits. */
export function createAsynchronousInvocations(
  failureHandlingOf: (functionId: string) => FailureHandling,
  log: (line: string) => void,
): AsynchronousInvocations {
  const timers = new Set<NodeJS.Timeout>();
  let stopped = false;

  function later(ms: number, work: () => void): void {
    if (stopped) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, ms);
    timers.add(timer);
  }

  async function attempt(target: LambdaFunction, event: unknown, failures: number): Promise<void> {
    const result = await target.invoke(event);
    if (result.kind === 'success') return;
    const again = (count: number) => () => void attempt(target, event, count);
    if (result.kind === 'throttled') return later(throttledDelayMs, again(failures));
    const handling = failureHandlingOf(target.definition.id);
    const delay = retryDelaysMs[failures];
    if (failures < handling.maximumRetries && delay !== undefined) return later(delay, again(failures + 1));
    try {
      await handling.onFailure?.(failureRecord(target, event, result, failures + 1));
      await handling.deadLetter?.(event);
    } catch (error) {
      log(`A failed event of ${target.definition.id} cannot be kept: ${String(error)}`);
    }
  }

  return {
    send: (target, event) => void attempt(target, event, 0),
    stop: () => {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
