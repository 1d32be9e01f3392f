import { request } from 'node:http';
import { z } from 'zod';

// Engines on this machine check no signature, but insist on a header that looks like one.
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=local/20250101/us-east-1/engine/aws4_request, SignedHeaders=host, Signature=local';

const failure = z.object({
  __type: z.string(),
  message: z.string().optional(),
  Message: z.string().optional(),
});

/** What an engine refused; `code` is AWS's short error name. */
export class EngineRefusal extends Error {
  readonly code: string;

  constructor(operation: string, code: string, message: string) {
    super(`${operation} failed: ${code}${message ? `: ${message}` : ''}`);
    this.name = 'EngineRefusal';
    this.code = code;
  }
}

/** Calls an operation in the AWS JSON 1.0 protocol without the SDK; throws EngineRefusal when the engine answers with an error. */
export async function callJson<T>(call: {
  endpoint: string;
  target: string;
  input: Record<string, unknown>;
  output: z.ZodType<T>;
}): Promise<T> {
  const { status, body } = await post(call.endpoint, call.target, JSON.stringify(call.input));
  if (status === 200) return call.output.parse(body === '' ? {} : JSON.parse(body));
  const refused = failure.safeParse(parseLoosely(body));
  const code = refused.success ? (refused.data.__type.split('#').at(-1) ?? '') : `HTTP ${status}`;
  const message = refused.success ? (refused.data.message ?? refused.data.Message ?? '') : body.slice(0, 200);
  throw new EngineRefusal(call.target, code, message);
}

function post(endpoint: string, target: string, body: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      endpoint,
      {
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.0',
          'content-length': Buffer.byteLength(body),
          'x-amz-target': target,
          'x-amz-date': '20250101T000000Z',
          authorization: AUTHORIZATION,
        },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
        answer.on('error', reject);
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function parseLoosely(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // A proxy or a crashed engine may answer with anything; the caller shows the raw text then.
    return undefined;
  }
}
