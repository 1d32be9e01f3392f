/** How one invocation of a function ended. */
export type InvocationResult =
  | { kind: 'success'; value: unknown }
  | { kind: 'error'; errorType: string; message: string }
  | { kind: 'timeout' }
  | { kind: 'throttled' };

/** What a worker is started with. */
export interface WorkerSetup {
  file: string;
  exportName: string;
  logFile: string;
  context: { functionName: string; invokedFunctionArn: string; memoryLimitInMB: string };
}

/** What the parent sends: one event at a time, as JSON. */
export interface WorkerRequest {
  requestId: string;
  event: string;
  /** When the time is up, in milliseconds since 1970. */
  deadline: number;
}

/** What the worker sends: that it is ready, what the handler gave (as JSON), or why it failed. */
export type WorkerMessage =
  | { kind: 'ready' }
  | { kind: 'answer'; json: string }
  | { kind: 'failure'; errorType: string; message: string };
