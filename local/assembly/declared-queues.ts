import { z } from 'zod';
import type { QueueDefinition } from '../engines/queue-definition.ts';
import { type ResourceView, readProperties } from './resources.ts';

// Default visibility 30 s: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html
const queueSchema = z.looseObject({
  VisibilityTimeout: z.coerce.number().default(30),
  MessageRetentionPeriod: z.coerce.number().optional(),
  DelaySeconds: z.coerce.number().optional(),
  ReceiveMessageWaitTimeSeconds: z.coerce.number().optional(),
  RedrivePolicy: z.looseObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() }).optional(),
});

export interface DeclaredQueue {
  arn: string;
  url: string;
  visibilityTimeoutMs: number;
  definition: QueueDefinition;
}

/** Gives the queues of the template, each dead-letter queue before the queues that lead to it. */
export function readQueues(view: ResourceView): DeclaredQueue[] {
  const queues = view.ofType('AWS::SQS::Queue').map((resource): DeclaredQueue => {
    const queue = readProperties(resource, queueSchema);
    const name = resource.ref.slice(resource.ref.lastIndexOf('/') + 1);
    const redrive = queue.RedrivePolicy;
    return {
      arn: resource.arn ?? '',
      url: resource.ref,
      visibilityTimeoutMs: queue.VisibilityTimeout * 1000,
      definition: {
        name,
        visibilityTimeout: queue.VisibilityTimeout,
        messageRetentionPeriod: queue.MessageRetentionPeriod,
        delaySeconds: queue.DelaySeconds,
        receiveMessageWaitTimeSeconds: queue.ReceiveMessageWaitTimeSeconds,
        fifo: name.endsWith('.fifo'),
        redrive:
          redrive === undefined
            ? undefined
            : { deadLetterTargetArn: redrive.deadLetterTargetArn, maxReceiveCount: redrive.maxReceiveCount },
      },
    };
  });
  const ordered: DeclaredQueue[] = [];
  const add = (queue: DeclaredQueue, path: readonly DeclaredQueue[]) => {
    if (ordered.includes(queue) || path.includes(queue)) return;
    const target = queue.definition.redrive?.deadLetterTargetArn;
    const next = queues.find(({ arn }) => arn === target);
    if (target !== undefined && next === undefined) {
      throw new Error(`The queue ${queue.definition.name} leads to ${target}, which is no queue of the assembly`);
    }
    if (next !== undefined) add(next, [...path, queue]);
    ordered.push(queue);
  };
  for (const queue of queues) add(queue, []);
  return ordered;
}
