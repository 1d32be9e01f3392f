import { api } from '../lib/contract/api.ts';

/** The queue and schedule workers: `functions/workers/<name>.ts`. */
export const WORKERS = [
  'intake',
  'enrichment',
  'import-files',
  'import-chunks',
  'scoring-jobs',
  'sweeper',
  'timers',
  'projector',
] as const;
export type WorkerName = (typeof WORKERS)[number];

const kebabCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The source file of every function, by the name of its bundle, relative to the project's root. */
export const functionEntries = (): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(Object.keys(api).map((module) => [`api-${module}`, `functions/api/${kebabCase(module)}.ts`])),
  ...Object.fromEntries(WORKERS.map((worker) => [worker, `functions/workers/${worker}.ts`])),
});
