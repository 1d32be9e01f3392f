import { join } from 'node:path';
import { z } from 'zod';
import type { DeclaredQueue } from '../assembly/declared-queues.ts';
import { type ResourceView, readProperties } from '../assembly/resources.ts';
import type { DynamoDbEngine } from '../engines/dynamodb.ts';
import type { SqsEngine } from '../engines/sqs.ts';
import { parsePosition } from '../engines/stream-reader.ts';
import type { Functions, LambdaFunction } from '../lambda/functions.ts';
import { createAsynchronousInvocations, type FailureHandling } from './asynchronous-invocation.ts';
import type { DeclaredMapping } from './declared-mappings.ts';
import { readSchedules } from './declared-schedules.ts';
import { createQueueClient } from './queue-client.ts';
import { startQueueMapping } from './queue-mapping.ts';
import { startSchedule } from './schedule.ts';
import { startStreamMapping } from './stream-mapping.ts';

export interface EventSources {
  pause(): void;
  resume(): void;
  /** Whether queues and streams that functions read hold nothing more for them. */
  isIdle(): Promise<boolean>;
  /** Takes nothing more and resolves when what was taken is done. */
  stop(): Promise<void>;
}

interface Options {
  view: ResourceView;
  queues: readonly DeclaredQueue[];
  mappings: readonly DeclaredMapping[];
  functions: Functions;
  dynamodb: DynamoDbEngine;
  sqs: SqsEngine;
  dataDir: string;
  scheduleOnStart: boolean;
  log(line: string): void;
}

const invokeConfigSchema = z.looseObject({
  FunctionName: z.string(),
  MaximumRetryAttempts: z.coerce.number().optional(),
  DestinationConfig: z.looseObject({ OnFailure: z.looseObject({ Destination: z.string() }).optional() }).optional(),
});
const deadLetterSchema = z.looseObject({
  DeadLetterConfig: z.looseObject({ TargetArn: z.string().optional() }).optional(),
});

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
const defaultRetries = 2;

/** Starts all that calls functions by itself: queue and stream mappings, and schedules. */
export async function startEventSources(options: Options): Promise<EventSources> {
  const { view, queues, mappings, functions, dynamodb, sqs, log } = options;
  const client = createQueueClient(sqs.endpoint);

  const functionOf = (arn: string): LambdaFunction => {
    const found = functions.byArn(arn);
    if (found === undefined) throw new Error(`${arn} is no function of the assembly`);
    return found;
  };
  const sendTo = (arn: string) => {
    const queue = queues.find((candidate) => candidate.arn === arn);
    if (queue === undefined) throw new Error(`${arn} takes failed events, but is no queue of the assembly`);
    return (content: unknown) => client.send(queue.url, JSON.stringify(content));
  };

  const positions = new Map<string, Map<string, string>>();
  const readers = new Map<string, number>();

  /** Lets go of records that every mapping of the table is past. */
  async function consumed(tableName: string, mappingId: string, through: string): Promise<void> {
    const ofTable = positions.get(tableName) ?? new Map<string, string>();
    positions.set(tableName, ofTable.set(mappingId, through));
    if (ofTable.size < (readers.get(tableName) ?? 0)) return;
    const sequence = (position: string) => BigInt(parsePosition(position).sequenceNumber ?? 0);
    const [slowest] = [...ofTable.values()].sort((a, b) => (sequence(a) < sequence(b) ? -1 : 1));
    if (slowest !== undefined) await dynamodb.trimStream(tableName, slowest);
  }

  function startStream(mapping: Extract<DeclaredMapping, { kind: 'stream' }>) {
    const { definition, onFailureArn } = mapping;
    const { tableName } = definition;
    const target = functionOf(mapping.functionArn);
    const toDestination = onFailureArn === undefined ? undefined : sendTo(onFailureArn);
    const source = {
      latest: () => dynamodb.latestStreamPosition(tableName),
      read: (after: string | undefined, limit: number) => dynamodb.readStream(tableName, after, limit),
      consumed: (through: string) => consumed(tableName, mapping.id, through),
    };
    // https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
    const discarded = async (records: readonly unknown[], attempts: number) =>
      toDestination?.({
        requestContext: {
          functionArn: target.definition.arn,
          condition: 'RetryAttemptsExhausted',
          approximateInvokeCount: attempts,
        },
        version: '1.0',
        timestamp: new Date().toISOString(),
        DDBStreamBatchInfo: { batchSize: records.length, streamArn: definition.streamArn },
      });
    const checkpoint = join(options.dataDir, 'checkpoints', `${mapping.id}.json`);
    return startStreamMapping(definition, target, source, checkpoint, discarded, log);
  }

  const streamDeclarations = mappings.filter((mapping) => mapping.kind === 'stream');
  for (const { definition } of streamDeclarations) {
    readers.set(definition.tableName, (readers.get(definition.tableName) ?? 0) + 1);
  }
  const streams = await Promise.all(streamDeclarations.map(startStream));
  const polled = mappings
    .filter((mapping) => mapping.kind === 'queue')
    .map(({ definition, functionArn }) => startQueueMapping(definition, functionOf(functionArn), client, log));

  const failureHandling = new Map<string, FailureHandling>();
  for (const resource of view.ofType('AWS::Lambda::EventInvokeConfig')) {
    const config = readProperties(resource, invokeConfigSchema);
    const destination = config.DestinationConfig?.OnFailure?.Destination;
    failureHandling.set(functionOf(config.FunctionName).definition.id, {
      maximumRetries: config.MaximumRetryAttempts ?? defaultRetries,
      onFailure: destination === undefined ? undefined : sendTo(destination),
    });
  }
  for (const resource of view.ofType('AWS::Lambda::Function')) {
    const deadLetterArn = readProperties(resource, deadLetterSchema).DeadLetterConfig?.TargetArn;
    if (deadLetterArn === undefined) continue;
    const { id } = functionOf(resource.arn ?? '').definition;
    const handling = failureHandling.get(id) ?? { maximumRetries: defaultRetries };
    failureHandling.set(id, { ...handling, deadLetter: sendTo(deadLetterArn) });
  }
  const asynchronous = createAsynchronousInvocations(
    (functionId) => failureHandling.get(functionId) ?? { maximumRetries: defaultRetries },
    log,
  );
  const schedules = readSchedules(view).map(({ expression, functionArn, event }) => {
    const target = functionOf(functionArn);
    return startSchedule(expression, options.scheduleOnStart, (due) => asynchronous.send(target, event(due)));
  });

  let isPaused = false;
  return {
    pause: () => {
      isPaused = true;
      for (const mapping of [...polled, ...streams]) mapping.pause();
    },
    resume: () => {
      isPaused = false;
      for (const mapping of [...polled, ...streams]) mapping.resume();
    },
    isIdle: async () => {
      if (isPaused) return true;
      for (const { queueUrl } of polled) {
        const { visible, inFlight } = await sqs.counts(queueUrl);
        if (visible + inFlight > 0) return false;
      }
      for (const stream of streams) if (!(await stream.isIdle())) return false;
      return true;
    },
    stop: async () => {
      for (const schedule of schedules) schedule.stop();
      asynchronous.stop();
      await Promise.all([...polled, ...streams].map((mapping) => mapping.stop()));
      client.close();
    },
  };
}
