import { mkdirSync } from 'node:fs';
import { devNull } from 'node:os';
import { dirname, join } from 'node:path';
import { identity } from '../assembly/identity.ts';
import type { FunctionDefinition } from './function-definition.ts';
import type { InvocationResult } from './invocation.ts';
import { createWorkerPool, type WorkerPool } from './worker-pool.ts';
import { startWorkerThread, type ThreadMemory } from './worker-thread.ts';

/** Where the functions of a run find the engines, by AWS_ENDPOINT_URL_<key>. */
export type ServiceEndpoints = Readonly<Record<string, string>>;

export interface LambdaFunction {
  definition: FunctionDefinition;
  concurrency: number;
  /** Runs the function on one event; never rejects. */
  invoke(event: unknown): Promise<InvocationResult>;
}

export interface Functions {
  all: readonly LambdaFunction[];
  /** Finds a function by its id or its construct path. */
  byId(id: string): LambdaFunction | undefined;
  /** Finds the function that an ARN means, its versions and aliases and API Gateway's invocation ARN included. */
  byArn(arn: string): LambdaFunction | undefined;
  /** Starts one worker of each function; resolves when all are loaded. */
  prewarm(): Promise<void>;
  /** Invocations under way, those that wait for a worker included. */
  running(): number;
  /** Ends all workers of a function in the middle of what they do; gives how many worked on something. An unknown function rejects. */
  kill(id: string): Promise<number>;
  /** What each worker of a function holds at the moment. An unknown function rejects. */
  memoryOf(id: string): Promise<ThreadMemory[]>;
  stop(): Promise<void>;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
function environmentOf(
  definition: FunctionDefinition,
  endpoints: ServiceEndpoints,
  accessKey: string,
  extra: Readonly<Record<string, string>>,
): Record<string, string> {
  const services = Object.entries(endpoints).map(([service, url]) => [`AWS_ENDPOINT_URL_${service}`, url]);
  return {
    ...definition.environment,
    ...extra,
    AWS_REGION: identity.region,
    AWS_DEFAULT_REGION: identity.region,
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMb),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${definition.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_ACCESS_KEY_ID: accessKey,
    AWS_SECRET_ACCESS_KEY: 'local',
    // A developer's own profile must not reach into a function: there is none in the cloud either.
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    LAMBDA_TASK_ROOT: dirname(definition.file),
    TZ: 'UTC',
    ...Object.fromEntries(services),
  };
}

/** Gives all functions of a run, ready to be invoked; their workers start with their first event. */
export function createFunctions(
  definitions: readonly FunctionDefinition[],
  options: {
    endpoints: ServiceEndpoints;
    accessKeyFor(functionId: string): string;
    logDir: string;
    /** Variables of this run, for every function. */
    environment?: Readonly<Record<string, string>>;
  },
): Functions {
  mkdirSync(options.logDir, { recursive: true });
  const poolOf = new Map<string, WorkerPool>();
  const all = definitions.map((definition): LambdaFunction => {
    const environment = environmentOf(
      definition,
      options.endpoints,
      options.accessKeyFor(definition.id),
      options.environment ?? {},
    );
    const logFile = join(options.logDir, `${definition.id}.log`);
    const pool = createWorkerPool(
      (gone) => startWorkerThread(definition, environment, logFile, gone),
      definition.reservedConcurrency,
    );
    poolOf.set(definition.id, pool);
    return { definition, concurrency: pool.concurrency, invoke: (event) => pool.invoke(JSON.stringify(event)) };
  });
  const byId = new Map(all.map((entry) => [entry.definition.id, entry]));
  const byName = new Map(all.map((entry) => [entry.definition.name, entry]));
  const find = (id: string) => byId.get(id) ?? all.find(({ definition }) => definition.path === id);
  const poolFor = (id: string): WorkerPool => {
    const pool = poolOf.get(find(id)?.definition.id ?? '');
    if (pool === undefined) throw new Error(`There is no function ${id}`);
    return pool;
  };
  return {
    all,
    byId: find,
    byArn: (arn) => byName.get(/:function:([^:/]+)/.exec(arn)?.[1] ?? arn),
    prewarm: async () => {
      await Promise.all([...poolOf.values()].map((pool) => pool.prewarm()));
    },
    running: () => [...poolOf.values()].reduce((sum, pool) => sum + pool.running(), 0),
    kill: async (id) => poolFor(id).kill(),
    memoryOf: async (id) => poolFor(id).memory(),
    stop: async () => {
      await Promise.all([...poolOf.values()].map((pool) => pool.stop()));
    },
  };
}
