import { z } from 'zod';
import type { Stack } from '../../local/assembly/assembly.ts';

/** A part of what a deployment costs in a month in which nobody uses it. */
export interface BillLine {
  readonly what: string;
  readonly usd: number;
  /** Where the price is written. */
  readonly source: string;
}

const MINUTES_A_MONTH = 30 * 24 * 60;
const MILLION = 1_000_000;

/** List prices in us-east-1 in USD, without any free tier. */
const PRICE = {
  // https://aws.amazon.com/sqs/pricing/ : standard queues
  sqsRequest: 0.4 / MILLION,
  // https://aws.amazon.com/lambda/pricing/ : Arm
  lambdaRequest: 0.2 / MILLION,
  lambdaGbSecond: 0.0000133334,
  // https://aws.amazon.com/dynamodb/pricing/on-demand/
  readUnit: 0.125 / MILLION,
  writeUnit: 0.625 / MILLION,
  // https://aws.amazon.com/cloudwatch/pricing/ : standard resolution; logs, standard class
  alarm: 0.1,
  logGb: 0.5,
  // https://aws.amazon.com/eventbridge/pricing/ : the price of a custom event, though a schedule's may be free
  event: 1 / MILLION,
} as const;

/**
 * Lambda keeps five pollers on an idle queue, each waiting 20 seconds a request, the longest that SQS waits.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html
 */
const POLLERS = 5;
const POLL_SECONDS = 20;

/** What one run of a scheduled worker does when there is nothing to do, at most, by what its id begins with. */
const IDLE_RUNS = {
  /**
   * Reads its mark and the shards of two days (docs/data-model.md), half a unit each and one for what is read strongly, moves its mark, looks for steps of imports that
   * are due and for outcomes to learn from, half a unit each, asks for dead letters once, and leaves Lambda's three lines and one of its own in the log.
   */
  Sweeper: { seconds: 0.5, readUnits: 18, writeUnits: 1, sqsRequests: 1, logBytes: 1500 },
  /** Reads its mark, the four shards of this minute and of the four before, and what lies aside; moves its mark. */
  Timers: { seconds: 0.2, readUnits: 11.5, writeUnits: 1, sqsRequests: 0, logBytes: 1200 },
} as const;

const idleRunOf = (id: string) => {
  const found = Object.entries(IDLE_RUNS).find(([name]) => id.startsWith(name));
  if (!found) throw new Error(`It is not written down what an idle run of ${id} does`);
  return found[1];
};

/** What costs nothing in itself while it is idle. Whatever is in neither list is refused. */
const FREE_WHEN_IDLE = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  // Priced by the active user: https://aws.amazon.com/cognito/pricing/
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolDomain',
  'AWS::Cognito::UserPoolGroup',
  'AWS::Cognito::UserPoolResourceServer',
  'AWS::Cognito::UserPoolUser',
  'AWS::Cognito::UserPoolUserToGroupAttachment',
  // On demand, priced by request and by stored GB: https://aws.amazon.com/dynamodb/pricing/on-demand/
  'AWS::DynamoDB::GlobalTable',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  // Priced by request and by stored GB: https://aws.amazon.com/s3/pricing/
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  // Priced by the message: https://aws.amazon.com/sns/pricing/
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::Queue',
  'AWS::SQS::QueuePolicy',
]);

const ruleSchema = z.object({
  ScheduleExpression: z.string(),
  Targets: z.array(z.object({ Arn: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }) })),
});
const alarmSchema = z.object({ Metrics: z.array(z.object({ MetricStat: z.unknown().optional() })).optional() });
const mappingSchema = z.object({ EventSourceArn: z.unknown().optional() });
const functionSchema = z.object({ MemorySize: z.number() });

/** An alarm on an expression costs as much as one on each of its metrics. */
const alarmLine = (id: string, properties: unknown): BillLine => {
  const { Metrics } = alarmSchema.parse(properties);
  const metrics = Metrics?.filter(({ MetricStat }) => MetricStat !== undefined).length ?? 1;
  const source = 'https://aws.amazon.com/cloudwatch/pricing/';
  return { what: `${id}: ${metrics} metrics`, usd: metrics * PRICE.alarm, source };
};

const minutesBetweenRuns = (schedule: string): number => {
  const [, number, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule) ?? [];
  const minutes = { minute: 1, hour: 60, day: 1440 }[unit ?? ''];
  if (minutes === undefined) throw new Error(`It is not known how often ${schedule} comes`);
  return Number(number) * minutes;
};

const scheduleLines = ({ template }: Stack, id: string, properties: unknown): readonly BillLine[] => {
  const { ScheduleExpression, Targets } = ruleSchema.parse(properties);
  const runs = MINUTES_A_MONTH / minutesBetweenRuns(ScheduleExpression);
  return Targets.flatMap(({ Arn }) => {
    const [target] = Arn['Fn::GetAtt'];
    const { MemorySize } = functionSchema.parse(template.Resources[target]?.Properties);
    const idleRun = idleRunOf(target);
    const run = PRICE.lambdaRequest + idleRun.seconds * (MemorySize / 1024) * PRICE.lambdaGbSecond;
    const table = idleRun.readUnits * PRICE.readUnit + idleRun.writeUnits * PRICE.writeUnit;
    const what = `${id}: ${runs} runs`;
    return [
      { what: `${what}, events`, usd: runs * PRICE.event, source: 'https://aws.amazon.com/eventbridge/pricing/' },
      { what: `${what}, ${MemorySize} MB`, usd: runs * run, source: 'https://aws.amazon.com/lambda/pricing/' },
      { what: `${what}, table`, usd: runs * table, source: 'https://aws.amazon.com/dynamodb/pricing/on-demand/' },
      {
        what: `${what}, dead letters`,
        usd: runs * idleRun.sqsRequests * PRICE.sqsRequest,
        source: 'https://aws.amazon.com/sqs/pricing/',
      },
      {
        what: `${what}, log`,
        usd: ((runs * idleRun.logBytes) / 1e9) * PRICE.logGb,
        source: 'https://aws.amazon.com/cloudwatch/pricing/',
      },
    ];
  });
};

/** Gives what a stack costs a month while nobody uses it, line by line; a resource type without a known price is an error. */
export const idleBill = (stack: Stack): readonly BillLine[] =>
  Object.entries(stack.template.Resources).flatMap(([id, { Type, Properties }]): readonly BillLine[] => {
    switch (Type) {
      case 'AWS::CloudWatch::Alarm':
        return [alarmLine(id, Properties)];
      case 'AWS::Lambda::EventSourceMapping': {
        // Lambda's reads of a table's stream are free: https://aws.amazon.com/dynamodb/pricing/on-demand/
        const source = JSON.stringify(mappingSchema.parse(Properties ?? {}).EventSourceArn ?? '');
        if (source.includes('StreamArn')) return [];
        const requests = (MINUTES_A_MONTH * 60 * POLLERS) / POLL_SECONDS;
        return [
          {
            what: `${id}: ${requests} polls`,
            usd: requests * PRICE.sqsRequest,
            source: 'https://aws.amazon.com/sqs/pricing/',
          },
        ];
      }
      case 'AWS::Events::Rule':
        return scheduleLines(stack, id, Properties);
      default:
        if (!FREE_WHEN_IDLE.has(Type)) throw new Error(`It is not written down what an idle ${Type} costs`);
        return [];
    }
  });
