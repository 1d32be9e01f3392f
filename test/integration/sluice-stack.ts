import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import { PEOPLE } from '../../demo/people.ts';
import { accessTokenOf } from '../../demo/sign-in.ts';
import { SITE, synthesizeSluice } from '../../demo/synthesize-sluice.ts';
import type { EngineCall, Fault } from '../../local/engines/tap.ts';
import { type LocalStack, startLocal } from '../../local/stack.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers freely; the contract test checks their shape
  readonly body: any;
}

/** One call of the API, whatever it answers. */
export type Send = (
  method: string,
  path: string,
  options?: { body?: unknown; headers?: Record<string, string> },
) => Promise<Answer>;

export const sender =
  (url: string, token?: string): Send =>
  async (method, path, { body, headers = {} } = {}) => {
    const response = await fetch(url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, headers: response.headers, body: isJson && text ? JSON.parse(text) : text };
  };

export interface SluiceStack
  extends Pick<
    LocalStack,
    'url' | 'issuer' | 'clientId' | 'invoke' | 'pauseQueues' | 'resumeQueues' | 'idle' | 'stop'
  > {
  readonly dataDir: string;
  readonly stack: LocalStack;
  /** Calls without a token. */
  readonly visitor: Send;
  /** Signs somebody in by username and calls as them. */
  as(username: string): Promise<Send>;
  /** Posts to the demo form and waits until the intake is through; gives the submission's id. */
  submit(fields: Record<string, string>): Promise<string>;
  /** The id of the function whose construct path ends so. */
  functionId(path: string): string;
}

interface Options {
  readonly dataDir?: string;
  /** Decides on a fault for an engine call, after the call was recorded. */
  readonly onCall?: (call: EngineCall) => Fault | undefined;
  readonly scheduleOnStart?: boolean;
  /** Values of the app's parameters; the others take their default. */
  readonly parameters?: Record<string, string>;
  /** Environment variables of every function beside those of the template. */
  readonly environment?: Record<string, string>;
}

/** Calls of all functions are kept for the permissions test, a file for each test file. */
const recorder = (name: string) => {
  mkdirSync('.build/recordings', { recursive: true });
  const file = join('.build/recordings', `${name}-${process.pid}.jsonl`);
  return (call: EngineCall) => appendFileSync(file, `${JSON.stringify(call)}\n`);
};

/** Runs the synthesized app with its real bundles on a data folder and free ports of its own. */
export const startSluice = async ({
  dataDir,
  onCall,
  scheduleOnStart = false,
  parameters = {},
  environment = {},
}: Options = {}): Promise<SluiceStack> => {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'sluice-'));
  const record = recorder(basename(expect.getState().testPath ?? 'unnamed', '.test.ts'));
  const stack = await startLocal({
    assembly: await synthesizeSluice(),
    dataDir: folder,
    port: 0,
    parameters,
    environment,
    people: [...PEOPLE],
    site: SITE,
    scheduleOnStart,
    onEngineCall: (call) => {
      record(call);
      return onCall?.(call);
    },
  });
  const visitor = sender(stack.url);
  return {
    ...stack,
    stack,
    dataDir: folder,
    visitor,
    as: async (username) => {
      const person = PEOPLE.find((one) => one.username === username);
      if (!person) throw new Error(`there is no ${username}`);
      return sender(stack.url, await accessTokenOf(stack, person));
    },
    submit: async (fields) => {
      const { status, body } = await visitor('POST', '/v1/forms/demo/submissions', { body: fields });
      if (status !== 202) throw new Error(`the form answered ${status}: ${JSON.stringify(body)}`);
      await until(async () => (await visitor('GET', body.statusUrl)).body.state === 'processed');
      return body.submissionId;
    },
    functionId: (path) => {
      for (const resource of stack.resources.values()) {
        if (resource.type === 'AWS::Lambda::Function' && resource.path?.includes(path)) return resource.logicalId;
      }
      throw new Error(`no function lies at ${path}`);
    },
    stop: async () => {
      await stack.stop();
      if (dataDir === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
};

const PATIENCE = 15_000;

/** Resolves once something holds; errors after half a minute. */
export const until = async (holds: () => Promise<boolean>, patience = PATIENCE): Promise<void> => {
  for (const end = Date.now() + patience; Date.now() < end; await wait(20)) if (await holds()) return;
  throw new Error('what was waited for did not happen in time');
};

let count = 0;

/** Fields of a form post that make a candidate; each call is another person. */
export const aVisitor = (changes: Record<string, string> = {}): Record<string, string> => {
  count += 1;
  return {
    email: `visitor-${count}-${process.pid}@company-${count}-${process.pid}.example`,
    firstName: 'Vera',
    lastName: `Visitor ${count}`,
    company: `Company ${count}`,
    message: 'Please call me about forty seats.',
    ...changes,
  };
};
