import { z } from 'zod';
import { arnOf, identity } from '../../local/assembly/identity.ts';
import type { EngineCall } from '../../local/engines/tap.ts';
import type { Permission } from './policy.ts';

/** A recorded call, as the integration tests write it, one a line. */
export const engineCallSchema = z.object({
  functionId: z.string(),
  service: z.enum(['dynamodb', 'sqs', 's3', 'cognito-idp', 'email']),
  operation: z.string(),
  input: z.unknown(),
}) satisfies z.ZodType<EngineCall>;

const onTable = z.object({ TableName: z.string(), IndexName: z.string().optional() });
const byTable = z.object({ RequestItems: z.record(z.string(), z.unknown()) });
const writeBatch = z.object({
  RequestItems: z.record(
    z.string(),
    z.array(z.union([z.object({ PutRequest: z.unknown() }), z.object({ DeleteRequest: z.unknown() })])),
  ),
});
const transaction = z.object({
  TransactItems: z.array(z.partialRecord(z.enum(['Put', 'Update', 'Delete', 'ConditionCheck', 'Get']), onTable)),
});
const onQueue = z.object({ QueueUrl: z.string() });
const fromSender = z.object({ FromEmailAddress: z.string() });
const inBucket = z.object({ Bucket: z.string(), Key: z.string().optional() });
const fromObject = z.object({ CopySource: z.string() });
const onPool = z.object({ UserPoolId: z.string() });

const tableArn = (name: string): string => (name.startsWith('arn:') ? name : arnOf('dynamodb', `table/${name}`));

const tableOrIndex = ({ TableName, IndexName }: z.infer<typeof onTable>): string =>
  IndexName === undefined ? tableArn(TableName) : `${tableArn(TableName)}/index/${IndexName}`;

/** What is written or read item by item, and asks for the action of the same name. */
const SINGLE = ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'Scan'];

/**
 * A transaction has no action of its own: each of its parts asks for what it would ask for alone.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 */
const ACTION_OF_PART = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
} as const;

const ofTransaction = (input: unknown): readonly Permission[] =>
  transaction.parse(input).TransactItems.flatMap((parts) =>
    z
      .array(z.tuple([z.enum(['Put', 'Update', 'Delete', 'ConditionCheck', 'Get']), onTable]))
      .parse(Object.entries(parts))
      .map(([part, target]) => ({ action: `dynamodb:${ACTION_OF_PART[part]}`, resource: tableArn(target.TableName) })),
  );

const ofDynamoDb = (operation: string, input: unknown): readonly Permission[] => {
  if (operation === 'TransactWriteItems' || operation === 'TransactGetItems') return ofTransaction(input);
  if (operation === 'BatchGetItem' || operation === 'BatchWriteItem') {
    // Unlike a transaction, a batch has an action of its own.
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
    const { RequestItems } = operation === 'BatchGetItem' ? byTable.parse(input) : writeBatch.parse(input);
    return Object.keys(RequestItems).map((name) => ({ action: `dynamodb:${operation}`, resource: tableArn(name) }));
  }
  if (SINGLE.includes(operation)) {
    return [{ action: `dynamodb:${operation}`, resource: tableOrIndex(onTable.parse(input)) }];
  }
  throw new Error(`It is not written down which permission dynamodb ${operation} needs`);
};

/** Batches ask for the single action: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html */
const ofSqs = (operation: string, input: unknown): readonly Permission[] => {
  const name = new URL(onQueue.parse(input).QueueUrl).pathname.split('/').at(-1) ?? '';
  return [{ action: `sqs:${operation.replace(/Batch$/, '')}`, resource: arnOf('sqs', name) }];
};

/**
 * The parts of an upload ask for what the object asks for, and a look at an object for what reading it does.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
 */
const S3_ACTIONS: Readonly<Record<string, string>> = {
  GetObject: 'GetObject',
  HeadObject: 'GetObject',
  PutObject: 'PutObject',
  CreateMultipartUpload: 'PutObject',
  UploadPart: 'PutObject',
  CompleteMultipartUpload: 'PutObject',
  AbortMultipartUpload: 'AbortMultipartUpload',
  ListParts: 'ListMultipartUploadParts',
  DeleteObject: 'DeleteObject',
  ListObjectsV2: 'ListBucket',
  HeadBucket: 'ListBucket',
};

/** Of a bucket, or of the object whose key follows the bucket's name. */
const s3Arn = (place: string): string => `arn:${identity.partition}:s3:::${place}`;

const ofS3 = (operation: string, input: unknown): readonly Permission[] => {
  if (operation === 'CopyObject') {
    // What is copied is read, and what comes of it is put: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
    const { CopySource } = fromObject.parse(input);
    return [{ action: 's3:GetObject', resource: s3Arn(CopySource) }, ...ofS3('PutObject', input)];
  }
  const action = S3_ACTIONS[operation];
  if (action === undefined) throw new Error(`It is not written down which permission s3 ${operation} needs`);
  const { Bucket, Key } = inBucket.parse(input);
  const place = Key === undefined ? Bucket : `${Bucket}/${Key}`;
  return [{ action: `s3:${action}`, resource: s3Arn(place) }];
};

const ofCognito = (operation: string, input: unknown): readonly Permission[] => [
  { action: `cognito-idp:${operation}`, resource: arnOf('cognito-idp', `userpool/${onPool.parse(input).UserPoolId}`) },
];

/**
 * SES asks about the sender's address where that is an identity of its own, else about its domain; which of them the owner verified is not known here, so both must
 * do. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html
 */
const ofEmail = (operation: string, input: unknown): readonly Permission[] => {
  if (operation !== 'SendEmail') throw new Error(`It is not written down which permission email ${operation} needs`);
  const { FromEmailAddress: from } = fromSender.parse(input);
  return [from, from.slice(from.indexOf('@') + 1)].map((identity) => ({
    action: 'ses:SendEmail',
    resource: arnOf('ses', `identity/${identity}`),
    context: { 'ses:FromAddress': from },
  }));
};

/** Gives what the caller must be allowed to do for a call to go through in the cloud; an unknown call is an error. */
export const permissionsOf = ({ service, operation, input }: EngineCall): readonly Permission[] => {
  switch (service) {
    case 'dynamodb':
      return ofDynamoDb(operation, input);
    case 'sqs':
      return ofSqs(operation, input);
    case 's3':
      return ofS3(operation, input);
    case 'cognito-idp':
      return ofCognito(operation, input);
    case 'email':
      return ofEmail(operation, input);
  }
};
