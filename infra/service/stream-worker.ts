import { Duration, Validations } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { EventSourceMapping, FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { CrmTable } from '../data/crm-table.ts';
import type { AlarmDesk } from './alarm-desk.ts';
import { HouseFunction, type HouseFunctionProps } from './house-function.ts';

export interface StreamWorkerProps extends HouseFunctionProps {
  /** The worker's name in kebab-case, which names its alarm. */
  readonly name: string;
  readonly table: CrmTable;
  /** The type of the items whose changes it sees: as they came, changed or went. */
  readonly itemType: string;
  readonly alarms: AlarmDesk;
  /** What it means for somebody when changes were given up, in one sentence; the alarm says it. */
  readonly givenUpMeaning: string;
}

/** Changes of one run, and how long Lambda gathers them: an import fills a batch, and one lead is not long in coming. */
const BATCH = 100;
const WINDOW = Duration.seconds(1);
/** Tries of a batch that cannot be halved any more. */
const RETRIES = 5;

/** A function that follows the table's stream, halves what fails, and puts what it gave up into a queue with an alarm. */
export class StreamWorker extends Construct {
  readonly function: HouseFunction;

  constructor(scope: Construct, id: string, props: StreamWorkerProps) {
    super(scope, id);
    const { name, table, itemType, alarms, givenUpMeaning, ...functionProps } = props;
    this.function = new HouseFunction(this, 'Worker', functionProps);
    const givenUp = this.#createGivenUp();
    table.grantFollow(this.function);
    const ofType = { type: { S: [itemType] } };
    new EventSourceMapping(this, 'Feed', {
      target: this.function.lambda,
      eventSourceArn: table.streamArn,
      // What happened in the day before the first deployment is seen too.
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: BATCH,
      maxBatchingWindow: WINDOW,
      bisectBatchOnError: true,
      retryAttempts: RETRIES,
      // Lambda runs, and bills, for what passes alone: https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-filtering.html
      filters: [
        FilterCriteria.filter({ dynamodb: { NewImage: ofType } }),
        FilterCriteria.filter({ dynamodb: { OldImage: ofType } }),
      ],
      // Lambda sends in the name of the function's role, and a grant is given by this house's own means.
      onFailure: { bind: () => ({ destination: givenUp.queueArn }) },
    });
    this.function.allow({ service: 'sqs', actions: ['SendMessage'], resources: [givenUp.queueArn] });
    alarms.watch({
      runbook: `${name}-given-up`,
      meaning: givenUpMeaning,
      metric: givenUp.metricApproximateNumberOfMessagesVisible({
        statistic: Stats.MAXIMUM,
        period: Duration.minutes(5),
      }),
      threshold: 1,
    });
  }

  #createGivenUp(): Queue {
    const queue = new Queue(this, 'GivenUp', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(queue).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is where a stream leaves what failed, so it takes the place of a dead-letter queue and needs none.',
    });
    return queue;
  }
}
