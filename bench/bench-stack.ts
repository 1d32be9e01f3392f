import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PEOPLE } from '../demo/people.ts';
import { accessTokenOf } from '../demo/sign-in.ts';
import { type LocalStack, startLocal } from '../local/stack.ts';
import type { Send } from '../test/integration/sluice-stack.ts';

/** Starts a stack with a fresh store, and takes both away afterwards. */
export const onFreshStack = async <T>(assembly: string, work: (stack: LocalStack) => Promise<T>): Promise<T> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'sluice-bench-'));
  try {
    const stack = await startLocal({ assembly, dataDir, port: 0, people: [...PEOPLE], scheduleOnStart: false });
    try {
      return await work(stack);
    } finally {
      await stack.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
};

/** Ref or logical id of the first resource of a type whose construct path has a part of that name. */
export const resourceOf = (stack: LocalStack, type: RegExp, part = '') => {
  for (const resource of stack.resources.values()) {
    if (type.test(resource.type) && resource.path.includes(part)) return resource;
  }
  throw new Error(`the template has no ${type.source} at ${part}`);
};

export const tableNameOf = (stack: LocalStack): string => resourceOf(stack, /^AWS::DynamoDB::/).ref;

const senderOf =
  (url: string, token: string): Send =>
  async (method, path, { body, headers = {} } = {}) => {
    const response = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };

/** Signs everybody in, so that leads go round, and gives the calls of one of them. */
export const signInAs = async (stack: LocalStack, name: string): Promise<Send> => {
  const tokens = new Map<string, string>();
  for (const person of PEOPLE) tokens.set(person.username, await accessTokenOf(stack, person));
  return senderOf(stack.url, tokens.get(name) ?? '');
};

/** Errors: an answer that is no success. */
export const expectSuccess = <T extends { status: number; body: unknown }>(answer: T): T => {
  if (answer.status >= 300) throw new Error(`answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer;
};
