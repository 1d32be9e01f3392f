import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type * as z from 'zod';

/** A program of this folder in a process of its own. */
export interface Child<T> {
  /** Its first message. */
  readonly message: T;
  stop(): Promise<void>;
}

const said = async <T>(child: ChildProcess, file: string, schema: z.ZodType<T>): Promise<T> => {
  const gone = Promise.withResolvers<never>();
  child.once('exit', (code) => gone.reject(new Error(`${file} ended with code ${code} before it said anything`)));
  const [message] = await Promise.race([once(child, 'message'), gone.promise]);
  return schema.parse(message);
};

/** Starts a program with one argument and waits for its first message. Errors: when it ends before. */
export const startChild = async <T>(file: string, argument: unknown, schema: z.ZodType<T>): Promise<Child<T>> => {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), [JSON.stringify(argument)]);
  const ended = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  try {
    return { message: await said(child, file, schema), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
