import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type * as z from 'zod';

/** A program of this folder in a process of its own, which answers each message with one. */
export interface Child<T> {
  /** Hands over a message and gives the answer. Errors: when the process ends before. */
  ask(message: object): Promise<T>;
  stop(): Promise<void>;
}

/** Starts a program whose answers are as the schema says. */
export const startChild = <T>(file: string, answers: z.ZodType<T>): Child<T> => {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)));
  const ended = once(child, 'exit');
  const brokeOff = ended.then(([code]) => {
    throw new Error(`${file} ended with code ${code} and without an answer`);
  });
  // Only whoever waits for an answer wants to know.
  brokeOff.catch(() => undefined);
  return {
    ask: async (message) => {
      const answered = once(child, 'message');
      child.send(message);
      const [answer] = await Promise.race([answered, brokeOff]);
      return answers.parse(answer);
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
};
