import { Duration } from 'aws-cdk-lib';
import { MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { AlarmDesk } from './alarm-desk.ts';
import { HouseFunction, type HouseFunctionProps } from './house-function.ts';

export interface QueueWorkerProps extends HouseFunctionProps {
  /** The queue's name in kebab-case: it gives the environment variables and the alarms their names. */
  readonly queueName: string;
  readonly alarms: AlarmDesk;
  /** What it means for somebody when a message was given up, in one sentence; the alarm says it. */
  readonly deadLetterMeaning: string;
  /** How long the oldest message may wait before the alarm rings; not under the time of a first retry. */
  readonly oldestMayWait: Duration;
  /** Messages handed to one run. */
  readonly batchSize: number;
}

/**
 * How often a message is tried. AWS asks for at least 5, since a throttled function uses tries up as well.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
const MAX_RECEIVE_COUNT = 5;

/**
 * The visibility timeout over the function's timeout, so that Lambda can retry a throttled batch itself.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
const VISIBILITY_FACTOR = 6;

/**
 * A function with the queue that feeds it: encrypted, TLS only, with partial batch responses, a dead-letter queue and
 * an alarm on it. Grants hand over `<QUEUE_NAME>_QUEUE_URL` and `<QUEUE_NAME>_DEAD_LETTER_QUEUE_URL`.
 */
export class QueueWorker extends Construct {
  readonly function: HouseFunction;
  readonly #queue: Queue;
  readonly #deadLetters: Queue;
  readonly #variable: string;

  constructor(scope: Construct, id: string, props: QueueWorkerProps) {
    super(scope, id);
    const { queueName, alarms, deadLetterMeaning, oldestMayWait, batchSize, ...functionProps } = props;
    this.#variable = queueName.replaceAll('-', '_').toUpperCase();
    this.#deadLetters = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Longer than the source keeps them: a dead letter's age counts from when it was first sent.
      // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
      retentionPeriod: Duration.days(14),
    });
    this.#queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.seconds(props.timeout.toSeconds() * VISIBILITY_FACTOR),
      deadLetterQueue: { queue: this.#deadLetters, maxReceiveCount: MAX_RECEIVE_COUNT },
    });
    this.function = new HouseFunction(this, 'Worker', functionProps);
    this.#feed(batchSize);

    alarms.watch({
      runbook: `${queueName}-dead-letters`,
      meaning: deadLetterMeaning,
      // Both kinds: whoever looks through the dead letters hides them for a while, and the alarm must not go out for it.
      metric: new MathExpression({
        label: 'dead letters',
        expression: 'visible + hidden',
        period: Duration.minutes(5),
        usingMetrics: {
          visible: this.#deadLetters.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM }),
          hidden: this.#deadLetters.metricApproximateNumberOfMessagesNotVisible({ statistic: Stats.MAXIMUM }),
        },
      }),
      threshold: 1,
    });
    alarms.watch({
      runbook: `${queueName}-late`,
      meaning: `The oldest message in ${queueName} has waited ${oldestMayWait.toMinutes()} minutes or longer.`,
      metric: this.#queue.metricApproximateAgeOfOldestMessage({
        statistic: Stats.MAXIMUM,
        period: Duration.minutes(5),
      }),
      threshold: oldestMayWait.toSeconds(),
    });
  }

  /** Lets a function put messages into the queue, and tells it the queue's URL. */
  grantSend(to: HouseFunction): void {
    to.tell(`${this.#variable}_QUEUE_URL`, this.#queue.queueUrl);
    to.allow({ service: 'sqs', actions: ['SendMessage'], resources: [this.#queue.queueArn] });
  }

  /** Lets a function look through the dead letters and delete what is settled, and tells it their queue's URL. */
  grantSettleDeadLetters(to: HouseFunction): void {
    to.tell(`${this.#variable}_DEAD_LETTER_QUEUE_URL`, this.#deadLetters.queueUrl);
    to.allow({
      service: 'sqs',
      actions: ['ReceiveMessage', 'DeleteMessage'],
      resources: [this.#deadLetters.queueArn],
    });
  }

  #feed(batchSize: number): void {
    // What Lambda's own poller needs, in the name of the function's role.
    // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
    this.function.allow({
      service: 'sqs',
      actions: ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'],
      resources: [this.#queue.queueArn],
    });
    new EventSourceMapping(this, 'Feed', {
      target: this.function.lambda,
      eventSourceArn: this.#queue.queueArn,
      batchSize,
      reportBatchItemFailures: true,
    });
  }
}
