import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { FunctionDefinition } from './function-definition.ts';
import type { InvocationResult, WorkerMessage, WorkerRequest, WorkerSetup } from './invocation.ts';

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib
const initLimitMs = 10_000;
// Request and response payload each: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
const payloadLimitBytes = 6 * 1024 * 1024;

/** What a thread holds at a moment, in bytes. */
export interface ThreadMemory {
  heapUsed: number;
  /** Outside of the heap: the contents of buffers, above all. */
  external: number;
}

export interface WorkerThread {
  /** Settles when the module is loaded: true, or the reason why it could not. */
  ready: Promise<true | InvocationResult>;
  /** Hands over one event; only one at a time. A worker that failed or ran out of time is gone afterwards. */
  run(event: string): Promise<InvocationResult>;
  /** What it holds at the moment, also in the middle of its work; undefined before it is up and once it is gone. */
  memory(): Promise<ThreadMemory | undefined>;
  stop(): Promise<void>;
}

/**
 * Starts a thread with a function's bundle in it. `gone` is called once, as soon as the thread is lost for whatever
 * reason: it must get no further event.
 */
export function startWorkerThread(
  definition: FunctionDefinition,
  environment: Record<string, string>,
  logFile: string,
  gone: () => void,
): WorkerThread {
  const setup: WorkerSetup = {
    file: definition.file,
    exportName: definition.exportName,
    logFile,
    context: {
      functionName: definition.name,
      invokedFunctionArn: definition.arn,
      memoryLimitInMB: String(definition.memoryMb),
    },
  };
  const worker = new Worker(new URL('./runtime.mjs', import.meta.url), {
    workerData: setup,
    env: environment,
    resourceLimits: { maxOldGenerationSizeMb: definition.memoryMb },
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  const loading = Promise.withResolvers<true | InvocationResult>();
  let answer: ((result: InvocationResult) => void) | undefined;
  let isReady = false;
  let exitReason: InvocationResult = { kind: 'error', errorType: 'Runtime.ExitError', message: 'The function exited' };

  let isLost = false;
  const lose = () => {
    if (isLost) return;
    isLost = true;
    gone();
  };
  const note = (text: string) => appendFileSync(logFile, `${text}\n`);
  const settle = (result: InvocationResult) => {
    const waiting = answer;
    answer = undefined;
    waiting?.(result);
  };
  const initTimer = setTimeout(() => {
    exitReason = { kind: 'error', errorType: 'Runtime.InitError', message: 'The function took over 10 s to load' };
    note(exitReason.message);
    lose();
    void worker.terminate();
  }, initLimitMs);

  worker.on('message', (message: WorkerMessage) => {
    if (message.kind === 'ready') {
      isReady = true;
      clearTimeout(initTimer);
      loading.resolve(true);
    } else if (message.kind === 'failure') {
      const result: InvocationResult = { kind: 'error', errorType: message.errorType, message: message.message };
      if (isReady) settle(result);
      else exitReason = result;
    } else if (message.json.length > payloadLimitBytes) {
      const text = `Response payload size exceeded maximum allowed payload size (${payloadLimitBytes} bytes).`;
      note(text);
      settle({ kind: 'error', errorType: 'Function.ResponseSizeTooLarge', message: text });
    } else {
      settle({ kind: 'success', value: JSON.parse(message.json) });
    }
  });
  worker.on('error', (error: unknown) => {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    exitReason = { kind: 'error', errorType: name, message };
    lose();
    note(JSON.stringify({ level: 'ERROR', errorType: name, errorMessage: message }));
  });
  const ended = new Promise<void>((resolve) => {
    worker.on('exit', () => {
      clearTimeout(initTimer);
      loading.resolve(exitReason);
      lose();
      settle(exitReason);
      resolve();
    });
  });

  return {
    ready: loading.promise,
    run: (event) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => {
          exitReason = { kind: 'timeout' };
          lose();
          note(`Task timed out after ${(definition.timeoutMs / 1000).toFixed(2)} seconds`);
          settle(exitReason);
          void worker.terminate();
        }, definition.timeoutMs);
        answer = (result) => {
          clearTimeout(timer);
          resolve(result);
        };
        const request: WorkerRequest = {
          requestId: randomUUID(),
          event,
          deadline: Date.now() + definition.timeoutMs,
        };
        worker.postMessage(request);
      }),
    memory: async () => {
      try {
        // A thread that ends meanwhile never answers.
        const held = await Promise.race([worker.getHeapStatistics(), ended.then(() => undefined)]);
        return held && { heapUsed: held.used_heap_size, external: held.external_memory };
      } catch (error) {
        // It is not up yet, or gone already.
        if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_NOT_RUNNING') return undefined;
        throw error;
      }
    },
    stop: async () => {
      lose();
      await worker.terminate();
      await ended;
    },
  };
}
