import { describe, expect, it } from 'vitest';
import type { EngineCall } from '../../local/engines/tap.ts';
import { permissionsOf } from './engine-call-permissions.ts';

const table = 'arn:aws:dynamodb:us-east-1:000000000000:table/T';
const call = (service: EngineCall['service'], operation: string, input: unknown): EngineCall => ({
  functionId: 'F',
  service,
  operation,
  input,
});

describe('what a call needs', () => {
  it.each(['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'])(
    '%s asks for itself on the table',
    (operation) => {
      expect(permissionsOf(call('dynamodb', operation, { TableName: 'T' }))).toEqual([
        { action: `dynamodb:${operation}`, resource: table },
      ]);
    },
  );

  it('a query of an index asks for the index and not for the table', () => {
    expect(permissionsOf(call('dynamodb', 'Query', { TableName: 'T', IndexName: 'byList' }))).toEqual([
      { action: 'dynamodb:Query', resource: `${table}/index/byList` },
    ]);
  });

  it('a transaction asks for the action of each of its parts', () => {
    const TransactItems = [
      { Put: { TableName: 'T', Item: {} } },
      { Update: { TableName: 'T', Key: {} } },
      { Delete: { TableName: 'T', Key: {} } },
      { ConditionCheck: { TableName: 'U', Key: {} } },
    ];
    expect(permissionsOf(call('dynamodb', 'TransactWriteItems', { TransactItems }))).toEqual([
      { action: 'dynamodb:PutItem', resource: table },
      { action: 'dynamodb:UpdateItem', resource: table },
      { action: 'dynamodb:DeleteItem', resource: table },
      { action: 'dynamodb:ConditionCheckItem', resource: table.replace(/T$/, 'U') },
    ]);
  });

  it('a transaction of reads asks to get items', () => {
    const TransactItems = [{ Get: { TableName: 'T', Key: {} } }];
    expect(permissionsOf(call('dynamodb', 'TransactGetItems', { TransactItems }))).toEqual([
      { action: 'dynamodb:GetItem', resource: table },
    ]);
  });

  it('a batch asks for the batch action on each of its tables', () => {
    const RequestItems = { T: { Keys: [] }, U: { Keys: [] } };
    expect(permissionsOf(call('dynamodb', 'BatchGetItem', { RequestItems }))).toEqual([
      { action: 'dynamodb:BatchGetItem', resource: table },
      { action: 'dynamodb:BatchGetItem', resource: table.replace(/T$/, 'U') },
    ]);
  });

  it.each(['SendMessage', 'SendMessageBatch'])('%s asks to send to the queue of the URL', (operation) => {
    const QueueUrl = 'http://127.0.0.1:4321/000000000000/events';
    expect(permissionsOf(call('sqs', operation, { QueueUrl }))).toEqual([
      { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:us-east-1:000000000000:events' },
    ]);
  });

  it.each([
    ['GetObject', 's3:GetObject'],
    ['HeadObject', 's3:GetObject'],
    ['PutObject', 's3:PutObject'],
    ['CreateMultipartUpload', 's3:PutObject'],
    ['UploadPart', 's3:PutObject'],
    ['CompleteMultipartUpload', 's3:PutObject'],
    ['AbortMultipartUpload', 's3:AbortMultipartUpload'],
    ['ListParts', 's3:ListMultipartUploadParts'],
    ['DeleteObject', 's3:DeleteObject'],
  ])('%s asks for %s on the object', (operation, action) => {
    expect(permissionsOf(call('s3', operation, { Bucket: 'lists', Key: 'imports/a b.csv', partNumber: '1' }))).toEqual([
      { action, resource: 'arn:aws:s3:::lists/imports/a b.csv' },
    ]);
  });

  it('a copy asks to read its source and to put its target', () => {
    const input = { Bucket: 'lists', Key: 'kept/b.csv', CopySource: 'brought/imports/a b.csv' };
    expect(permissionsOf(call('s3', 'CopyObject', input))).toEqual([
      { action: 's3:GetObject', resource: 'arn:aws:s3:::brought/imports/a b.csv' },
      { action: 's3:PutObject', resource: 'arn:aws:s3:::lists/kept/b.csv' },
    ]);
    expect(() => permissionsOf(call('s3', 'CopyObject', { Bucket: 'lists', Key: 'kept/b.csv' }))).toThrow();
  });

  it('a list of objects asks for the bucket', () => {
    expect(permissionsOf(call('s3', 'ListObjectsV2', { Bucket: 'lists', prefix: 'imports/' }))).toEqual([
      { action: 's3:ListBucket', resource: 'arn:aws:s3:::lists' },
    ]);
  });

  it('a call about a person asks for the pool', () => {
    expect(permissionsOf(call('cognito-idp', 'AdminGetUser', { UserPoolId: 'us-east-1_abc' }))).toEqual([
      {
        action: 'cognito-idp:AdminGetUser',
        resource: 'arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_abc',
      },
    ]);
  });

  it('a mail asks for the address that it is from, and for the domain of that address', () => {
    const context = { 'ses:FromAddress': 'sales@example.com' };
    expect(permissionsOf(call('email', 'SendEmail', { FromEmailAddress: 'sales@example.com' }))).toEqual([
      { action: 'ses:SendEmail', resource: 'arn:aws:ses:us-east-1:000000000000:identity/sales@example.com', context },
      { action: 'ses:SendEmail', resource: 'arn:aws:ses:us-east-1:000000000000:identity/example.com', context },
    ]);
  });

  it('a call that nobody has written down is an error, and so is one whose table cannot be read', () => {
    expect(() => permissionsOf(call('dynamodb', 'ExecuteStatement', { Statement: 'SELECT' }))).toThrow(
      'ExecuteStatement',
    );
    expect(() => permissionsOf(call('dynamodb', 'GetItem', undefined))).toThrow();
    expect(() => permissionsOf(call('s3', 'PUT object tagging', { Bucket: 'b', Key: 'k' }))).toThrow('tagging');
    expect(() => permissionsOf(call('email', 'GET /v2/email/account', undefined))).toThrow('account');
  });
});
