import { z } from 'zod';
import type { BucketDefinition } from '../buckets/bucket-definition.ts';
import type { DeclaredQueue } from './declared-queues.ts';
import { type ResourceView, readProperties } from './resources.ts';

const texts = z.array(z.string()).default([]);

// Only new objects are told of. Kinds: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html
const queueConfigurationSchema = z.strictObject({
  Event: z.enum([
    's3:ObjectCreated:*',
    's3:ObjectCreated:Put',
    's3:ObjectCreated:Post',
    's3:ObjectCreated:Copy',
    's3:ObjectCreated:CompleteMultipartUpload',
  ]),
  Queue: z.string(),
  Filter: z
    .object({
      S3Key: z.object({
        Rules: z.array(
          z.object({
            Name: z
              .string()
              .transform((name) => name.toLowerCase())
              .pipe(z.enum(['prefix', 'suffix'])),
            Value: z.string(),
          }),
        ),
      }),
    })
    .optional(),
});

const onlyQueues = (what: string) => z.undefined(`${what} of buckets are not run locally, only queues hear of objects`);

/**
 * What is not named here changes nothing on this machine: there is no encryption at rest and no public to block, and what the lifecycle would
 * remove stays until the data folder goes.
 */
const bucketSchema = z.looseObject({
  CorsConfiguration: z
    .looseObject({
      CorsRules: z.array(
        z.looseObject({
          AllowedOrigins: texts,
          AllowedMethods: texts,
          AllowedHeaders: texts,
          ExposedHeaders: texts,
          MaxAge: z.coerce.number().optional(),
        }),
      ),
    })
    .optional(),
  NotificationConfiguration: z
    .object({
      QueueConfigurations: z.array(queueConfigurationSchema).default([]),
      LambdaConfigurations: onlyQueues('Function notifications').optional(),
      TopicConfigurations: onlyQueues('Topic notifications').optional(),
      EventBridgeConfiguration: onlyQueues('EventBridge notifications').optional(),
    })
    .optional(),
});

/** Gives the buckets of the template; one that tells a queue which is not in the assembly is an error. */
export function readBuckets(view: ResourceView, queues: readonly DeclaredQueue[]): BucketDefinition[] {
  return view.ofType('AWS::S3::Bucket').map((resource) => {
    const bucket = readProperties(resource, bucketSchema);
    const configurations = bucket.NotificationConfiguration?.QueueConfigurations ?? [];
    return {
      name: resource.ref,
      corsRules: bucket.CorsConfiguration?.CorsRules ?? [],
      notifications: configurations.map(({ Event, Queue, Filter }, place) => {
        const queue = queues.find(({ arn }) => arn === Queue);
        if (queue === undefined) {
          throw new Error(`The bucket ${resource.ref} tells ${Queue}, which is no queue of the assembly`);
        }
        const rules = Filter?.S3Key.Rules ?? [];
        const ruleOf = (name: string) => rules.find(({ Name }) => Name === name)?.Value ?? '';
        return {
          id: `${resource.logicalId}-${place + 1}`,
          event: Event,
          prefix: ruleOf('prefix'),
          suffix: ruleOf('suffix'),
          queueUrl: queue.url,
        };
      }),
    };
  });
}
