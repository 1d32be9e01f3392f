import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readAssembly } from './assembly/assembly.ts';
import { type ResolvedResource, refuseUnknownTypes } from './assembly/resources.ts';
import { accessKeyFor } from './engines/access-key.ts';
import type { EngineCallListener } from './engines/tap.ts';
import { startEventSources } from './events/event-sources.ts';
import { layFoundation } from './foundation.ts';
import { readApis } from './gateway/api-definition.ts';
import { createResponder } from './gateway/responder.ts';
import { listenGateway } from './gateway/server.ts';
import { readFunctions } from './lambda/function-definition.ts';
import { createFunctions } from './lambda/functions.ts';
import type { InvocationResult } from './lambda/invocation.ts';
import type { ThreadMemory } from './lambda/worker-thread.ts';
import { createMailPages, mailPath } from './mail/mail-page.ts';
import type { Person } from './sign-in/person.ts';

export interface LocalOptions {
  /** Folder of a synthesized cloud assembly. */
  assembly: string;
  /** Folder for tables, objects of buckets, keys, checkpoints and logs; kept between runs. */
  dataDir: string;
  /** 0 takes any free port. */
  port: number;
  /** Values of CloudFormation parameters; the others take their default. */
  parameters?: Record<string, string>;
  /** Environment variables that every function of this run gets beside those of the template. */
  environment?: Record<string, string>;
  people?: Person[];
  /** Folder of static files for GET requests that match no route; pages without a dot fall back to index.html. */
  site?: string;
  log?: (line: string) => void;
  /** Sees every call of a function to an engine and may inject a fault. */
  onEngineCall?: EngineCallListener;
  /** Whether each rate also fires right after the start; true unless said otherwise. */
  scheduleOnStart?: boolean;
  /** Whether a worker of each function is started before the first request; false unless said otherwise. */
  prewarm?: boolean;
}

export interface LocalStack {
  /** http://127.0.0.1:<port> */
  url: string;
  /** OIDC issuer; empty without a user pool. */
  issuer: string;
  /** Id of the first user pool client; empty without one. */
  clientId: string;
  /** Where the mails that functions sent can be read; they are files in `mail` in the data folder. */
  mailUrl: string;
  outputs: Record<string, string>;
  /** By `<stack>/<logical id>`. */
  resources: ReadonlyMap<string, ResolvedResource>;
  endpoints: { dynamodb: string; sqs: string; s3: string };
  /** Resolves with one line when an engine died by itself: the run cannot go on. */
  failed: Promise<string>;
  /** Runs a function, named by logical id or construct path, and gives how it ended; an unknown one rejects. */
  invoke(functionId: string, event: unknown): Promise<InvocationResult>;
  /**
   * Ends all workers of a function, named by logical id or construct path, in the middle of whatever they do; gives how many worked on something. What they had in
   * hand fails, and new ones start with the next event.
   */
  killWorkers(functionId: string): Promise<number>;
  /** What each worker thread of a function, named by logical id or construct path, holds at the moment, also in the middle of its work. */
  memoryOf(functionId: string): Promise<ThreadMemory[]>;
  /** Stops handing over what is in queues and streams. */
  pauseQueues(): void;
  resumeQueues(): void;
  /** Resolves when nothing is visible or in flight in a queue that a function reads, streams are read and no function runs. */
  idle(): Promise<void>;
  /** Takes no more requests, finishes what is under way and stops everything that was started. */
  stop(): Promise<void>;
}

const idleCheckMs = 20;

/** Runs a synthesized cloud assembly on this machine; rejects with one clear line when it cannot. */
export async function startLocal(options: LocalOptions): Promise<LocalStack> {
  const closers: (() => Promise<void>)[] = [];
  /** Stops what was started, the last first; what cannot be stopped keeps nothing else from it. */
  const closeAll = async () => {
    const failures: unknown[] = [];
    for (const close of closers.splice(0).reverse()) await close().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, `Not everything could be stopped: ${failures[0]}`);
  };
  try {
    return { ...(await start(options, (close) => closers.push(close))), stop: closeAll };
  } catch (error) {
    await closeAll().catch(() => undefined); // why it could not start is what counts
    throw error;
  }
}

async function start(
  options: LocalOptions,
  onClose: (close: () => Promise<void>) => void,
): Promise<Omit<LocalStack, 'stop'>> {
  const log = options.log ?? (() => undefined);
  const dataDir = resolve(options.dataDir);
  const stacks = readAssembly(resolve(options.assembly));
  refuseUnknownTypes(stacks);
  // Functions run in UTC in the cloud, and the time zone belongs to the whole process.
  process.env.TZ = 'UTC';

  // First of all, so that a port in use is told before anything is started.
  const main = await listenGateway(options.port, log);
  onClose(main.stop);
  const foundation = await layFoundation({
    stacks,
    parameters: options.parameters ?? {},
    main,
    dataDir,
    people: options.people ?? [],
    listener: options.onEngineCall,
    log,
    onClose,
  });
  const { dynamodb, sqs, s3, view, functionView, gateways } = foundation;

  const functions = createFunctions(readFunctions(functionView, stacks, dataDir), {
    endpoints: foundation.functionEndpoints,
    accessKeyFor,
    logDir: join(dataDir, 'logs'),
    environment: options.environment ?? {},
  });
  onClose(async () => {
    while (functions.running() > 0) await sleep(idleCheckMs);
    await functions.stop();
  });
  if (options.prewarm === true) await functions.prewarm();

  const sources = await startEventSources({
    ...foundation,
    functions,
    dataDir,
    scheduleOnStart: options.scheduleOnStart ?? true,
    log,
  });
  onClose(sources.stop);
  for (const api of readApis(view)) {
    const gateway = gateways.get(api.id) ?? main;
    gateway.serve(
      gateway === main
        ? createResponder(api, functions, { site: options.site, ownPages: createMailPages(foundation.mailbox) })
        : createResponder(api, functions),
    );
    onClose(gateway.stop); // once more, so that requests are finished before anything else is stopped
  }

  const isBusy = () => functions.running() > 0 || [...gateways.values()].some((gateway) => gateway.running() > 0);
  return {
    url: main.url,
    issuer: foundation.issuer,
    clientId: foundation.clientId,
    mailUrl: `${main.url}${mailPath}`,
    outputs: view.outputs(),
    resources: view.resources,
    endpoints: { dynamodb: dynamodb.endpoint, sqs: sqs.endpoint, s3: s3.endpoint },
    failed: dynamodb.died,
    invoke: async (functionId, event) => {
      const target = functions.byId(functionId);
      if (target === undefined) throw new Error(`There is no function ${functionId}`);
      return target.invoke(event);
    },
    killWorkers: functions.kill,
    memoryOf: functions.memoryOf,
    pauseQueues: sources.pause,
    resumeQueues: sources.resume,
    idle: async () => {
      while (isBusy() || !(await sources.isIdle()) || isBusy()) await sleep(idleCheckMs);
    },
  };
}
