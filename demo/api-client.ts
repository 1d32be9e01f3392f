import { setTimeout as wait } from 'node:timers/promises';

type Json = Record<string, unknown>;

/** Calls the API as somebody, or as nobody. Errors: every answer that is not a success, with its problem. */
export type Call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Json>;

export const callerAs =
  (url: string, token?: string): Call =>
  async (method, path, body, headers = {}) => {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${JSON.stringify(answer)}`);
    return typeof answer === 'object' && answer !== null ? { ...answer } : {};
  };

const PATIENCE = 30_000;

/** Resolves when a submission is processed; errors after half a minute. */
export const untilProcessed = async (call: Call, submissionId: string): Promise<void> => {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await wait(50)) {
    const { state } = await call('GET', `/v1/submissions/${submissionId}`);
    if (state === 'processed') return;
  }
  throw new Error(`submission ${submissionId} was not processed within ${PATIENCE / 1000} seconds`);
};
