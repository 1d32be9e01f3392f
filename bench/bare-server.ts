import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';

// The least that takes a form post and keeps it: a node:http server that makes the engine calls of the capture function, two conditional
// PutItems of items of the same size (the claim that makes a double click one, and the post) and one SendMessage, by the same SDK. No routing, no validation, no code of Sluice.

const orderSchema = z.object({ dynamodb: z.string(), tableName: z.string(), queueUrl: z.string() });

/** Where it listens. */
export const bareServerSchema = z.object({ url: z.string() });

const start = ({ dynamodb, tableName, queueUrl }: z.output<typeof orderSchema>): void => {
  const settings = { region: 'us-east-1', credentials: { accessKeyId: 'bare', secretAccessKey: 'bare' } };
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ ...settings, endpoint: dynamodb }));
  const queue = new SQSClient({ ...settings, endpoint: new URL(queueUrl).origin });

  const take = async (text: string): Promise<string> => {
    const fields: unknown = JSON.parse(text);
    const id = randomUUID().replaceAll('-', '').slice(0, 26).toUpperCase();
    const receivedAt = new Date().toISOString();
    const pk = `BARE-SUBMS#${receivedAt.slice(0, 10)}#${id.charCodeAt(0) % 8}`;
    const item = { id, formId: 'demo', state: 'received', receivedAt, fields, pk, sk: id, type: 'submission', v: 1 };
    const hash = createHash('sha256').update(text).digest('base64url');
    const nowSeconds = Math.floor(Date.now() / 1000);
    const claim = { hash, requestHash: hash, submissionId: id, expiresAt: nowSeconds + 600, type: 'idempotency', v: 1 };
    await documents.send(
      new PutCommand({
        TableName: tableName,
        Item: { ...claim, pk: `BARE-IDEMPOTENCY#${hash}`, sk: 'IDEMPOTENCY' },
        ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now',
        ExpressionAttributeValues: { ':now': nowSeconds },
      }),
    );
    await documents.send(
      new PutCommand({ TableName: tableName, Item: item, ConditionExpression: 'attribute_not_exists(pk)' }),
    );
    const event = { kind: 'submission-received', submissionId: id };
    await queue.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(event) }));
    return JSON.stringify({ submissionId: id, statusUrl: `/v1/submissions/${id}` });
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      take(Buffer.concat(chunks).toString('utf8')).then(
        (answer) => response.writeHead(202, { 'content-type': 'application/json' }).end(answer),
        () => response.writeHead(500).end(),
      );
    });
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('the bare server has no port');
    process.send?.({ url: `http://127.0.0.1:${address.port}/` });
  });
};

if (import.meta.main) process.on('message', (order) => start(orderSchema.parse(order)));
