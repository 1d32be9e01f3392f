import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { parentPort } from 'node:worker_threads';
import * as z from 'zod';

// Answers every call of the capture function with success from memory, in a thread of its own.

const messageSchema = z.object({ MessageBody: z.string() });

/** The SDK compares the checksum: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const sent = (body: string): string => {
  const { MessageBody } = messageSchema.parse(JSON.parse(body));
  return JSON.stringify({ MessageId: '1', MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex') });
};

/** Every write succeeds; whoever counts has counted a little. */
const stored = (operation: string | undefined): string =>
  operation === 'UpdateItem' ? '{"Attributes":{"used":{"N":"20"}}}' : '{}';

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const [service, operation] = String(request.headers['x-amz-target']).split('.');
    const body = service === 'AmazonSQS' ? sent(Buffer.concat(chunks).toString('utf8')) : stored(operation);
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0', 'content-length': body.length }).end(body);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) parentPort?.postMessage(address.port);
});
