import { identity } from '../assembly/identity.ts';
import type { QueueNotification } from './bucket-definition.ts';
import type { StoredObject } from './object-index.ts';
import type { Creation } from './store.ts';

let latest = 0n;

/** Hexadecimal digits that are greater for each later event, also after a restart. */
function nextSequencer(): string {
  const now = BigInt(Date.now()) * 1_000_000n;
  latest = now > latest ? now : latest + 1n;
  return latest.toString(16).toUpperCase().padStart(18, '0');
}

/** As S3 writes keys in events: like a form, with the slashes left as they are. */
function encodeKey(key: string): string {
  return encodeURIComponent(key)
    .replace(/[!'()~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
    .replaceAll('%2F', '/');
}

/** Whether a notification is for a new object with this key. */
export function isFor({ event, prefix, suffix }: QueueNotification, creation: Creation, key: string): boolean {
  const isKind = event === 's3:ObjectCreated:*' || event === `s3:${creation}`;
  return isKind && key.startsWith(prefix) && key.endsWith(suffix);
}

/** Gives the message that S3 sends for a new object: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
export function createdEvent(
  configurationId: string,
  bucket: string,
  object: StoredObject,
  creation: Creation,
): Record<string, unknown> {
  return {
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: identity.region,
        eventTime: new Date(object.modified).toISOString(),
        eventName: creation,
        userIdentity: { principalId: `AWS:${identity.account}` },
        requestParameters: { sourceIPAddress: '127.0.0.1' },
        responseElements: { 'x-amz-request-id': 'LOCAL', 'x-amz-id-2': 'LOCAL' },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId,
          bucket: {
            name: bucket,
            ownerIdentity: { principalId: identity.account },
            arn: `arn:${identity.partition}:s3:::${bucket}`,
          },
          object: {
            key: encodeKey(object.key),
            size: object.bodies.reduce((sum, { size }) => sum + size, 0),
            eTag: object.etag,
            sequencer: nextSequencer(),
          },
        },
      },
    ],
  };
}

/** Gives the message that S3 sends when a notification is set up: https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-enable-disable-notification-intro.html */
export function testEvent(bucket: string): Record<string, unknown> {
  return {
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Time: new Date().toISOString(),
    Bucket: bucket,
    RequestId: 'LOCAL',
    HostId: 'LOCAL',
  };
}
