import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { functionEntries } from '../../infra/function-entries.ts';
import { reference, resourcesOf, synthesizeSluice, withoutImports } from './sluice-assembly.ts';

const sluice = synthesizeSluice();
const { data } = sluice;
const service = withoutImports(sluice.service, data);

const MINUTE = 60;
/** Seconds that a worker may run, by what its id begins with; any other function answers a caller. */
const MOST_SECONDS = {
  LeadEvents: 30,
  Enrichment: 30,
  Sweeper: 30,
  Timers: 30,
  Projector: 30,
  ImportsImportFiles: 15 * MINUTE,
  ImportsImportChunks: 2 * MINUTE,
  ScoringJobs: MINUTE,
};
/** Of whom a backlog is no bad news. */
const MAY_WAIT = ['ImportsImportFiles', 'ImportsImportChunks', 'Enrichment', 'ScoringJobs'];

const functions = resourcesOf(
  service,
  'AWS::Lambda::Function',
  z.object({
    Runtime: z.string(),
    Architectures: z.array(z.string()),
    Handler: z.string(),
    Timeout: z.number(),
    MemorySize: z.number(),
    Role: reference,
    LoggingConfig: z.object({ LogFormat: z.string(), LogGroup: reference }),
    TracingConfig: z.undefined().optional(),
    Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
  }),
);
const queueSchema = z.object({
  SqsManagedSseEnabled: z.boolean(),
  MessageRetentionPeriod: z.number(),
  VisibilityTimeout: z.number().optional(),
  RedrivePolicy: z.object({ deadLetterTargetArn: reference, maxReceiveCount: z.number() }).optional(),
});
const queues = [data, service].flatMap((stack) => resourcesOf(stack, 'AWS::SQS::Queue', queueSchema));
const allMappings = resourcesOf(
  service,
  'AWS::Lambda::EventSourceMapping',
  z.object({
    EventSourceArn: reference,
    FunctionName: reference,
    FunctionResponseTypes: z.array(z.string()).optional(),
    ScalingConfig: z.object({ MaximumConcurrency: z.number() }).optional(),
    BisectBatchOnFunctionError: z.boolean().optional(),
    MaximumRetryAttempts: z.number().optional(),
    FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
    DestinationConfig: z.object({ OnFailure: z.object({ Destination: reference }) }).optional(),
  }),
);
const queueIds = queues.map(({ id }) => id);
const mappings = allMappings.filter(({ properties }) => queueIds.includes(properties.EventSourceArn));
const streamMappings = allMappings.filter((mapping) => !mappings.includes(mapping));
const metric = z.object({ MetricName: z.string(), Dimensions: z.array(z.object({ Value: reference })) });
const alarms = resourcesOf(
  service,
  'AWS::CloudWatch::Alarm',
  z.object({
    AlarmDescription: z.string(),
    AlarmActions: z.array(reference).min(1),
    MetricName: metric.shape.MetricName.optional(),
    Dimensions: metric.shape.Dimensions.optional(),
    Metrics: z.array(z.object({ MetricStat: z.object({ Metric: metric }).optional() })).optional(),
  }),
);
/** Each metric that some alarm looks at, as `<metric> <resource>`. */
const watched = alarms
  .flatMap(({ properties: { MetricName = '', Dimensions = [], Metrics = [] } }) => [
    { MetricName, Dimensions },
    ...Metrics.flatMap(({ MetricStat }) => MetricStat?.Metric ?? []),
  ])
  .flatMap(({ MetricName, Dimensions }) => Dimensions.map(({ Value }) => `${MetricName} ${Value}`));
const logGroups = resourcesOf(service, 'AWS::Logs::LogGroup', z.object({ RetentionInDays: z.number() }));
const workerOf = (queueId: string) => {
  const mapping = mappings.find(({ properties }) => properties.EventSourceArn === queueId);
  return functions.find(({ id }) => id === mapping?.properties.FunctionName);
};
const sources = queues.filter(({ properties }) => properties.RedrivePolicy !== undefined);

describe('every function', () => {
  it('is one of those that have a source file', () => {
    expect(functions).toHaveLength(Object.keys(functionEntries()).length);
  });

  it('runs Node 24 on arm64 without tracing', () => {
    for (const { properties } of functions) {
      expect(properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' });
    }
  });

  it('has a role of its own', () => {
    expect(new Set(functions.map(({ properties }) => properties.Role)).size).toBe(functions.length);
  });

  it('writes JSON to a log of its own that is kept for a month', () => {
    expect(new Set(functions.map(({ properties }) => properties.LoggingConfig.LogGroup)).size).toBe(functions.length);
    for (const { properties } of functions) {
      const logGroup = logGroups.find(({ id }) => id === properties.LoggingConfig.LogGroup);
      expect(properties.LoggingConfig.LogFormat).toBe('JSON');
      expect(logGroup?.properties.RetentionInDays).toBe(30);
    }
  });

  it('knows the table', () => {
    for (const { properties } of functions) expect(properties.Environment.Variables).toHaveProperty('TABLE_NAME');
  });

  it('answers or gives up before its caller does', () => {
    for (const { id, properties } of functions) {
      const limit = Object.entries(MOST_SECONDS).find(([name]) => id.startsWith(name))?.[1] ?? 10;
      expect(properties.Timeout, id).toBeLessThanOrEqual(limit);
    }
  });
});

describe('every queue', () => {
  it('is encrypted and refuses what is not sent over TLS', () => {
    const policySchema = z.object({
      Queues: z.array(reference),
      PolicyDocument: z.object({
        Statement: z.array(z.object({ Effect: z.string(), Action: z.string(), Condition: z.unknown() })),
      }),
    });
    const policies = [data, service].flatMap((stack) => resourcesOf(stack, 'AWS::SQS::QueuePolicy', policySchema));
    for (const { id, properties } of queues) {
      const policy = policies.find((candidate) => candidate.properties.Queues.includes(id));
      expect(properties.SqsManagedSseEnabled).toBe(true);
      expect(policy?.properties.PolicyDocument.Statement).toContainEqual({
        Effect: 'Deny',
        Action: 'sqs:*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      });
    }
  });

  it('has a dead-letter queue, unless it is one, that keeps messages longer than itself', () => {
    const targets = sources.map(({ properties }) => properties.RedrivePolicy?.deadLetterTargetArn);
    expect(sources.length).toBeGreaterThan(0);
    const ofStreams = streamMappings.map(({ properties }) => properties.DestinationConfig?.OnFailure.Destination);
    expect(sources.length + new Set([...targets, ...ofStreams]).size).toBe(queues.length);
    for (const source of sources) {
      const target = queues.find(({ id }) => id === source.properties.RedrivePolicy?.deadLetterTargetArn);
      expect(target?.properties.MessageRetentionPeriod).toBeGreaterThan(source.properties.MessageRetentionPeriod);
      expect(source.properties.RedrivePolicy?.maxReceiveCount).toBeGreaterThanOrEqual(5);
    }
  });

  it('feeds a worker', () => {
    expect(mappings.map(({ properties }) => properties.EventSourceArn).sort()).toEqual(
      sources.map(({ id }) => id).sort(),
    );
  });

  it('has an alarm on its dead letters, and on its oldest message unless a backlog is normal', () => {
    for (const { id, properties } of sources) {
      const mayWait = MAY_WAIT.some((name) => workerOf(id)?.id.startsWith(name));
      expect(watched.includes(`ApproximateAgeOfOldestMessage ${id}`), id).toBe(!mayWait);
      const deadLetters = properties.RedrivePolicy?.deadLetterTargetArn;
      expect(watched).toContain(`ApproximateNumberOfMessagesVisible ${deadLetters}`);
      // The sweeper hides the dead letters that it looks at, those of the intake alone.
      const areHidden = workerOf(id)?.id.startsWith('LeadEvents') ?? false;
      expect(watched.includes(`ApproximateNumberOfMessagesNotVisible ${deadLetters}`), id).toBe(areHidden);
    }
  });

  it('hides a message at least six times as long as its function may run, and takes partial answers', () => {
    for (const source of sources) {
      const mapping = mappings.find(({ properties }) => properties.EventSourceArn === source.id);
      expect(source.properties.VisibilityTimeout).toBeGreaterThanOrEqual(
        (workerOf(source.id)?.properties.Timeout ?? Infinity) * 6,
      );
      expect(mapping?.properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
    }
  });
});

describe('every follower of the stream', () => {
  it('halves what fails, gives up after five tries, and has an alarm on what it gave up', () => {
    expect(streamMappings).toHaveLength(1);
    for (const { id, properties } of streamMappings) {
      expect(properties.BisectBatchOnFunctionError, id).toBe(true);
      expect(properties.MaximumRetryAttempts, id).toBe(5);
      const givenUp = properties.DestinationConfig?.OnFailure.Destination;
      expect(watched).toContain(`ApproximateNumberOfMessagesVisible ${givenUp}`);
    }
  });

  it('runs for changes of leads alone', () => {
    const patterns = streamMappings.flatMap(({ properties }) => properties.FilterCriteria?.Filters ?? []);
    expect(patterns.map(({ Pattern }) => JSON.parse(Pattern))).toEqual([
      { dynamodb: { NewImage: { type: { S: ['lead'] } } } },
      { dynamodb: { OldImage: { type: { S: ['lead'] } } } },
    ]);
  });
});

describe('long work', () => {
  it('is done some at a time, which leaves room for the others: ten chunks, two batches of look-ups and four lists', () => {
    const limits = mappings.map(({ id, properties }) => [
      id.slice(0, -8),
      properties.ScalingConfig?.MaximumConcurrency,
    ]);
    expect(limits.filter(([, limit]) => limit !== undefined)).toEqual([
      ['ImportsImportChunksFeed', 10],
      ['EnrichmentFeed', 2],
      ['ScoringJobsFeed', 4],
    ]);
  });
});

describe('every alarm', () => {
  it('goes to the alarm topic and names its section of the runbook', () => {
    const sections = alarms.map(({ properties }) => properties.AlarmDescription.split('docs/operations.md#')[1]);
    expect(new Set(sections).size).toBe(alarms.length);
    expect(sections).not.toContain(undefined);
    expect(new Set(alarms.flatMap(({ properties }) => properties.AlarmActions)).size).toBe(1);
  });
});

describe('the schedules', () => {
  const rules = resourcesOf(
    service,
    'AWS::Events::Rule',
    z.object({ ScheduleExpression: z.string(), Targets: z.array(z.object({ Arn: reference })) }),
  );
  const scheduled = ['Sweeper', 'Timers'].map((name) => functions.find(({ id }) => id.startsWith(name))?.id);

  it('run the sweeper and the timers each minute', () => {
    expect(rules.map(({ properties }) => properties)).toEqual(
      scheduled.map((id) => ({ ScheduleExpression: 'rate(1 minute)', Targets: [{ Arn: id }] })),
    );
  });

  it('ring when they do not run at all', () => {
    const alarms = resourcesOf(
      service,
      'AWS::CloudWatch::Alarm',
      z.object({
        MetricName: z.string().optional(),
        Dimensions: z.array(z.object({ Value: reference })).optional(),
        TreatMissingData: z.string(),
      }),
    ).filter(({ properties }) => properties.MetricName === 'Errors');
    expect(alarms.map(({ properties: { Dimensions = [] } }) => Dimensions[0]?.Value)).toEqual(scheduled);
    expect(alarms.map(({ properties }) => properties.TreatMissingData)).toEqual(['breaching', 'breaching']);
  });
});
