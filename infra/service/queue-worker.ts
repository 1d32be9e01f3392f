import type { Duration } from 'aws-cdk-lib';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { AlarmDesk } from './alarm-desk.ts';
import { HouseFunction, type HouseFunctionProps } from './house-function.ts';
import { WorkQueue, type WorkQueueProps } from './work-queue.ts';

export interface QueueWorkerProps extends Omit<HouseFunctionProps, 'timeout'> {
  /** What feeds it: a queue that is there already, or what one is to be made by. Its `workerTimeout` is the function's timeout. */
  readonly queue: WorkQueue | WorkQueueProps;
  readonly alarms: AlarmDesk;
  /** What it means for somebody when a message was given up, in one sentence; the alarm says it. */
  readonly deadLetterMeaning: string;
  /** How long the oldest message may wait before an alarm rings; not under the time of a first retry. None where a backlog is normal. */
  readonly oldestMayWait?: Duration;
  /** Messages handed to one run. */
  readonly batchSize: number;
  /** Runs at a time, 2 or more. Default: as many as Lambda has room for. */
  readonly maximumConcurrency?: number;
}

/** A function with the queue that feeds it, partial batch responses, and an alarm on the dead letters. */
export class QueueWorker extends Construct {
  readonly function: HouseFunction;
  readonly #queue: WorkQueue;

  constructor(scope: Construct, id: string, props: QueueWorkerProps) {
    super(scope, id);
    const { queue, alarms, deadLetterMeaning, oldestMayWait, batchSize, maximumConcurrency, ...functionProps } = props;
    this.#queue = queue instanceof WorkQueue ? queue : new WorkQueue(this, queue);
    const { queueName, workerTimeout } = this.#queue;
    this.function = new HouseFunction(this, 'Worker', { ...functionProps, timeout: workerTimeout });
    this.#queue.grantFeed(this.function);
    new EventSourceMapping(this, 'Feed', {
      target: this.function.lambda,
      eventSourceArn: this.#queue.queue.queueArn,
      batchSize,
      maxConcurrency: maximumConcurrency,
      reportBatchItemFailures: true,
    });

    alarms.watch({
      runbook: `${queueName}-dead-letters`,
      meaning: deadLetterMeaning,
      metric: this.#queue.deadLettersMetric(),
      threshold: 1,
    });
    if (oldestMayWait === undefined) return;
    alarms.watch({
      runbook: `${queueName}-late`,
      meaning: `The oldest message in ${queueName} has waited ${oldestMayWait.toMinutes()} minutes or longer.`,
      metric: this.#queue.oldestMessageMetric(),
      threshold: oldestMayWait.toSeconds(),
    });
  }

  /** Lets a function put messages into the queue, and tells it the queue's URL. */
  grantSend(to: HouseFunction): void {
    this.#queue.grantSend(to);
  }

  /** Tells a function the queue's URL, which opens the queue together with another one and sends nothing to it. */
  tellUrl(to: HouseFunction): void {
    this.#queue.tellUrl(to);
  }

  /** Lets a function look through the dead letters and delete what is settled, and tells it their queue's URL. */
  grantSettleDeadLetters(to: HouseFunction): void {
    this.#queue.grantSettleDeadLetters(to);
  }
}
