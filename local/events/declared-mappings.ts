import { z } from 'zod';
import type { DeclaredQueue } from '../assembly/declared-queues.ts';
import { type ResolvedResource, type ResourceView, readProperties } from '../assembly/resources.ts';
import { matchesPattern, readEventPattern } from './event-pattern.ts';
import type { QueueMappingDefinition } from './queue-mapping.ts';
import type { StreamMappingDefinition } from './stream-mapping.ts';

export type DeclaredMapping = { id: string; functionArn: string } & (
  | { kind: 'queue'; definition: QueueMappingDefinition }
  | { kind: 'stream'; definition: StreamMappingDefinition; onFailureArn: string | undefined }
);

// Default batch sizes: https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
const mappingSchema = z.looseObject({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z.stringbool().or(z.boolean()).default(true),
  BatchSize: z.coerce.number().optional(),
  MaximumBatchingWindowInSeconds: z.coerce.number().default(0),
  ScalingConfig: z.looseObject({ MaximumConcurrency: z.coerce.number().optional() }).optional(),
  FunctionResponseTypes: z.array(z.string()).default([]),
  StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST']).default('LATEST'),
  BisectBatchOnFunctionError: z.stringbool().or(z.boolean()).default(false),
  MaximumRetryAttempts: z.coerce.number().default(-1),
  DestinationConfig: z
    .looseObject({ OnFailure: z.looseObject({ Destination: z.string().optional() }).optional() })
    .optional(),
  FilterCriteria: z.looseObject({ Filters: z.array(z.looseObject({ Pattern: z.string() })).default([]) }).optional(),
});

function readMapping(resource: ResolvedResource, queues: readonly DeclaredQueue[]): DeclaredMapping | undefined {
  const mapping = readProperties(resource, mappingSchema);
  if (!mapping.Enabled) return undefined;
  const base = { id: `${resource.stack}-${resource.logicalId}`, functionArn: mapping.FunctionName };
  const windowMs = mapping.MaximumBatchingWindowInSeconds * 1000;
  const reportsBatchItemFailures = mapping.FunctionResponseTypes.includes('ReportBatchItemFailures');
  const patterns = (mapping.FilterCriteria?.Filters ?? []).map(({ Pattern }) => readEventPattern(Pattern));
  const queue = queues.find(({ arn }) => arn === mapping.EventSourceArn);
  if (queue !== undefined) {
    if (patterns.length > 0) throw new Error(`The mapping ${base.id} filters a queue, which is not run locally`);
    return {
      ...base,
      kind: 'queue',
      definition: {
        queueUrl: queue.url,
        queueArn: queue.arn,
        visibilityTimeoutMs: queue.visibilityTimeoutMs,
        batchSize: mapping.BatchSize ?? 10,
        windowMs,
        maximumConcurrency: mapping.ScalingConfig?.MaximumConcurrency,
        reportsBatchItemFailures,
      },
    };
  }
  const tableName = /:table\/([^/]+)\/stream\//.exec(mapping.EventSourceArn)?.[1];
  if (tableName === undefined) {
    throw new Error(`The mapping ${base.id} reads from ${mapping.EventSourceArn}, which is not run locally`);
  }
  return {
    ...base,
    kind: 'stream',
    onFailureArn: mapping.DestinationConfig?.OnFailure?.Destination,
    definition: {
      tableName,
      streamArn: mapping.EventSourceArn,
      startingPosition: mapping.StartingPosition,
      batchSize: mapping.BatchSize ?? 100,
      windowMs,
      bisects: mapping.BisectBatchOnFunctionError,
      maximumRetries: mapping.MaximumRetryAttempts,
      reportsBatchItemFailures,
      passes: (record) => patterns.length === 0 || patterns.some((pattern) => matchesPattern(pattern, record)),
    },
  };
}

/** Gives the enabled event source mappings of the template; a source that is not run locally is an error. */
export function readMappings(view: ResourceView, queues: readonly DeclaredQueue[]): DeclaredMapping[] {
  return view
    .ofType('AWS::Lambda::EventSourceMapping')
    .map((resource) => readMapping(resource, queues))
    .filter((mapping) => mapping !== undefined);
}
