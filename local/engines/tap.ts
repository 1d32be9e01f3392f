import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { readTappedCall } from '../buckets/tapped-call.ts';
import { errorXml } from '../buckets/xml.ts';
import { functionOf } from './access-key.ts';

/**
 * One call of a function to an engine, as the tap saw it. A call to a presigned URL of S3 is one of the function that signed it, because it is its
 * permissions that count; `presigned` in its input tells it apart.
 */
export interface EngineCall {
  functionId: string;
  service: 'dynamodb' | 'sqs' | 's3' | 'cognito-idp' | 'email';
  operation: string;
  input: unknown;
}

/** What an engine's error says: its HTTP status, its code without a namespace, and fields of its own in `body`. */
interface EngineError {
  status: number;
  code: string;
  message?: string;
  body?: Record<string, unknown>;
}

/**
 * What the tap does to a call instead of passing it on as it is: `error` answers for the engine (`body` adds fields such as
 * CancellationReasons), `lose-answer` passes the call on and drops the connection before the answer, `delay` waits first (milliseconds),
 * `look` adds fields to the request and shows the engine's answer; calls to S3, whose bodies pass unread, cannot be looked at.
 */
export type Fault =
  | ({ kind: 'error' } & EngineError)
  | { kind: 'lose-answer' }
  | { kind: 'delay'; ms: number }
  | { kind: 'look'; add: Record<string, unknown>; seen: (answer: unknown) => void };

export type EngineCallListener = (call: EngineCall) => Fault | undefined | Promise<Fault | undefined>;

type Service = EngineCall['service'];

export interface Tap {
  /**
   * By service: where functions go instead of the target. The SQS client goes to the origin of the queue URL it is given,
   * so queue URLs in a function's environment must carry this origin too.
   */
  endpoints: Partial<Record<Service, string>>;
  stop(): Promise<void>;
}

// Error names carry the service's namespace in these protocols; Cognito's and SES's are bare.
const NAMESPACE: Record<Service, string> = {
  dynamodb: 'com.amazonaws.dynamodb.v20120810#',
  sqs: 'com.amazonaws.sqs#',
  s3: '',
  'cognito-idp': '',
  email: '',
};

// What the REST protocol says by method and path: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Operations.html
const REST_OPERATIONS: Readonly<Record<string, string>> = { 'POST /v2/email/outbound-emails': 'SendEmail' };

/** The operation of a call: named in a header, or by method and path where the protocol is REST. */
function operationOf({ headers, method, url }: IncomingMessage): string {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.split('.').at(-1) ?? '';
  const place = `${method} ${url}`;
  return REST_OPERATIONS[place] ?? place;
}

/** Puts a recording proxy before each target; the listener sees every call and may ask for a fault. */
export async function startTap(options: {
  targets: Partial<Record<Service, string>>;
  listener: EngineCallListener;
}): Promise<Tap> {
  const agent = new Agent({ keepAlive: true });
  const servers: Server[] = [];
  const endpoints: Tap['endpoints'] = {};
  const services: Service[] = ['dynamodb', 'sqs', 's3', 'cognito-idp', 'email'];
  for (const service of services) {
    const target = options.targets[service];
    if (target === undefined) continue;
    const server = createServer((incoming, answer) => {
      const pass = service === 's3' ? relayFile : relay;
      pass(service, new URL(target), agent, options.listener, incoming, answer).catch((error: unknown) => {
        refuse(answer, service, {
          status: 500,
          code: 'InternalFailure',
          message: String(error),
        });
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the tap has no port');
    endpoints[service] = `http://127.0.0.1:${address.port}`;
    servers.push(server);
  }
  return {
    endpoints,
    async stop() {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
      agent.destroy();
    },
  };
}

async function relay(
  service: Service,
  target: URL,
  agent: Agent,
  listener: EngineCallListener,
  incoming: IncomingMessage,
  answer: ServerResponse,
): Promise<void> {
  const body = await readAll(incoming);
  const input = parseBody(body);
  const fault = await listener({
    functionId: functionOf(incoming.headers.authorization),
    service,
    operation: operationOf(incoming),
    input,
  });
  if (fault?.kind === 'error') {
    refuse(answer, service, fault);
    return;
  }
  if (fault?.kind === 'delay') await sleep(fault.ms);
  const sent = fault?.kind === 'look' ? Buffer.from(JSON.stringify(Object.assign({}, input, fault.add))) : body;
  const reply = await passOn(target, agent, incoming, sent);
  if (fault?.kind === 'look') {
    const seen = await readAll(reply);
    fault.seen(parseBody(seen));
    answer.writeHead(reply.statusCode ?? 502, reply.headers);
    answer.end(seen);
    return;
  }
  if (fault?.kind === 'lose-answer') {
    await readAll(reply);
    answer.socket?.destroy();
    return;
  }
  answer.writeHead(reply.statusCode ?? 502, reply.headers);
  reply.pipe(answer);
  await once(answer, 'close');
}

/** Relays a call whose bodies may be of any size: they pass as they come. */
async function relayFile(
  service: Service,
  target: URL,
  agent: Agent,
  listener: EngineCallListener,
  incoming: IncomingMessage,
  answer: ServerResponse,
): Promise<void> {
  const { credential, operation, input } = readTappedCall(incoming);
  const functionId = functionOf(credential);
  // Browsers ask before they send, and anybody may call without a signature: that is no call of a function.
  const fault = functionId === '' ? undefined : await listener({ functionId, service, operation, input });
  if (fault?.kind === 'look') throw new Error('calls to S3 cannot be looked at');
  if (fault?.kind === 'error') {
    incoming.resume();
    refuse(answer, service, fault);
    return;
  }
  if (fault?.kind === 'delay') await sleep(fault.ms);
  const reply = await passOn(target, agent, incoming);
  if (fault?.kind === 'lose-answer') {
    reply.resume();
    await once(reply, 'end');
    answer.socket?.destroy();
    return;
  }
  answer.writeHead(reply.statusCode ?? 502, reply.headers);
  await pipeline(reply, answer);
}

/** Sends a request to the target: with a body that was read already, or with its own as it comes. */
function passOn(target: URL, agent: Agent, incoming: IncomingMessage, body?: Buffer): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    // The body was asked for already where the caller wanted to be asked (`expect`).
    const { host: _tap, connection: _hop, expect: _asked, ...headers } = incoming.headers;
    const { 'transfer-encoding': _chunked, ...whole } = headers;
    const outgoing = request(
      {
        agent,
        host: target.hostname,
        port: target.port,
        method: incoming.method,
        path: incoming.url,
        headers: body === undefined ? headers : { ...whole, 'content-length': body.length },
      },
      resolve,
    );
    outgoing.on('error', reject);
    if (body !== undefined) outgoing.end(body);
    // A caller that goes away in the middle ends the call at the target, too.
    else pipeline(incoming, outgoing).catch(reject);
  });
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function parseBody(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    // Not the JSON protocol: whoever listens still sees that there was a call.
    return undefined;
  }
}

function refuse(answer: ServerResponse, service: Service, error: EngineError): void {
  if (answer.headersSent) {
    answer.destroy();
    return;
  }
  if (service === 's3') {
    const xml = errorXml(error.code, error.message ?? error.code, error.body);
    answer.writeHead(error.status, { 'content-type': 'application/xml', 'content-length': Buffer.byteLength(xml) });
    answer.end(xml);
    return;
  }
  const body = JSON.stringify({
    __type: `${NAMESPACE[service]}${error.code}`,
    message: error.message ?? error.code,
    ...error.body,
  });
  answer.writeHead(error.status, {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': Buffer.byteLength(body),
    'x-amzn-query-error': `${error.code};${error.status < 500 ? 'Sender' : 'Receiver'}`,
  });
  answer.end(body);
}
