import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { HouseFunction } from './house-function.ts';

export interface WorkQueueProps {
  /** The queue's name in kebab-case: it gives the environment variables and the alarms their names. */
  readonly queueName: string;
  /** At most this long a run of the function that reads it. */
  readonly workerTimeout: Duration;
  /** Whether a function looks through the dead letters, which hides them for a while: the alarm then counts both kinds, for one metric more. */
  readonly lettersAreLookedThrough?: boolean;
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

/** Metrics of a queue are looked at in steps of this length. */
const PERIOD = Duration.minutes(5);

/**
 * A queue for one worker: encrypted, TLS only, with a dead-letter queue; both lie in the construct that it is made for. Grants hand over `<QUEUE_NAME>_QUEUE_URL` and
 * `<QUEUE_NAME>_DEAD_LETTER_QUEUE_URL`.
 */
export class WorkQueue {
  readonly queueName: string;
  readonly workerTimeout: Duration;
  readonly queue: Queue;
  readonly #deadLetters: Queue;
  readonly #variable: string;

  readonly #lettersAreLookedThrough: boolean;

  constructor(scope: Construct, { queueName, workerTimeout, lettersAreLookedThrough = false }: WorkQueueProps) {
    this.#lettersAreLookedThrough = lettersAreLookedThrough;
    this.queueName = queueName;
    this.workerTimeout = workerTimeout;
    this.#variable = queueName.replaceAll('-', '_').toUpperCase();
    this.#deadLetters = new Queue(scope, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Longer than the source keeps them: a dead letter's age counts from when it was first sent.
      // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
      retentionPeriod: Duration.days(14),
    });
    this.queue = new Queue(scope, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.seconds(workerTimeout.toSeconds() * VISIBILITY_FACTOR),
      deadLetterQueue: { queue: this.#deadLetters, maxReceiveCount: MAX_RECEIVE_COUNT },
    });
  }

  /** Gives how many messages were given up. */
  deadLettersMetric(): IMetric {
    const visible = this.#deadLetters.metricApproximateNumberOfMessagesVisible({
      statistic: Stats.MAXIMUM,
      period: PERIOD,
    });
    if (!this.#lettersAreLookedThrough) return visible;
    // Both kinds: an alarm must not go out because somebody looks.
    return new MathExpression({
      label: 'dead letters',
      expression: 'visible + hidden',
      period: PERIOD,
      usingMetrics: {
        visible,
        hidden: this.#deadLetters.metricApproximateNumberOfMessagesNotVisible({ statistic: Stats.MAXIMUM }),
      },
    });
  }

  /** Gives the age of the oldest message in seconds. */
  oldestMessageMetric(): IMetric {
    return this.queue.metricApproximateAgeOfOldestMessage({ statistic: Stats.MAXIMUM, period: PERIOD });
  }

  /** Lets a function put messages into the queue, and tells it the queue's URL. */
  grantSend(to: HouseFunction): void {
    this.tellUrl(to);
    to.allow({ service: 'sqs', actions: ['SendMessage'], resources: [this.queue.queueArn] });
  }

  /** Tells a function the queue's URL, which opens the queue together with another one and sends nothing to it. */
  tellUrl(to: HouseFunction): void {
    to.tell(`${this.#variable}_QUEUE_URL`, this.queue.queueUrl);
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

  /** Lets Lambda's own poller read the queue, in the name of the role of the function that it feeds. */
  grantFeed(to: HouseFunction): void {
    // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
    to.allow({
      service: 'sqs',
      actions: ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'],
      resources: [this.queue.queueArn],
    });
  }
}
