import { describe, expect, it } from 'vitest';
import { createClient } from '../../../web/api/client.ts';
import { ApiProblem, messageOf } from '../../../web/api/problem.ts';

interface Sent {
  readonly address: string;
  readonly method: string | undefined;
  readonly headers: Headers;
  readonly body: unknown;
}

/** A client whose calls are answered in turn, and what it sent. */
const aClient = (...answers: (Response | Error)[]) => {
  const sent: Sent[] = [];
  const api = createClient({
    fetch: async (address, request) => {
      const answer = answers[sent.length];
      const body = typeof request?.body === 'string' ? JSON.parse(request.body) : undefined;
      sent.push({ address: String(address), method: request?.method, headers: new Headers(request?.headers), body });
      if (!answer || answer instanceof Error) throw answer ?? new Error('one call too many');
      return answer;
    },
    token: async () => 'old-token',
    renew: async () => 'new-token',
  });
  return { api, sent };
};

const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });

const problemOf = async (call: Promise<unknown>): Promise<ApiProblem> => {
  const problem = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(problem instanceof ApiProblem)) throw new Error(`expected a problem, got ${problem}`);
  return problem;
};

describe('the API client', () => {
  it('fills the path, leaves out query values that are undefined, and sends the token', async () => {
    const { api, sent } = aClient(json(200, { items: [], nextCursor: null }));
    await api('GET /v1/leads/{id}/timeline', { params: { id: 'a/b c' }, query: { limit: 10, cursor: undefined } });
    expect(sent[0]?.address).toBe('/v1/leads/a%2Fb%20c/timeline?limit=10');
    expect(sent[0]?.method).toBe('GET');
    expect(sent[0]?.headers.get('authorization')).toBe('Bearer old-token');
    expect(sent[0]?.headers.has('content-type')).toBe(false);
  });

  it('sends the version that was seen as If-Match, in quotes as an ETag is', async () => {
    const { api, sent } = aClient(json(200, {}));
    await api('PATCH /v1/leads/{id}', { params: { id: '1' }, body: { company: null }, ifMatch: 7 });
    expect(sent[0]?.headers.get('if-match')).toBe('"7"');
    expect(sent[0]?.body).toEqual({ company: null });
  });

  it('sends the idempotency key of a conversion', async () => {
    const { api, sent } = aClient(json(200, {}));
    await api('POST /v1/leads/{id}/convert', { params: { id: '1' }, body: {}, idempotencyKey: 'once' });
    expect(sent[0]?.headers.get('idempotency-key')).toBe('once');
  });

  it('renews the token once after a 401 and repeats the call', async () => {
    const { api, sent } = aClient(json(401, { message: 'Unauthorized' }), json(200, { name: 'Ada' }));
    expect(await api('GET /v1/me', {})).toEqual({ name: 'Ada' });
    expect(sent.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer old-token', 'Bearer new-token']);
  });

  it('gives up when the renewed token is refused as well', async () => {
    const refusal = () => json(401, { message: 'Unauthorized' });
    const { api, sent } = aClient(refusal(), refusal());
    expect((await problemOf(api('GET /v1/me', {}))).status).toBe(401);
    expect(sent).toHaveLength(2);
  });

  it('reads a problem document: code, words, the message for each field, and what else it carries', async () => {
    const { api } = aClient(
      json(409, {
        type: 'urn:sluice:problem:lead-exists',
        title: 'Lead exists',
        status: 409,
        detail: 'An open lead has this address.',
        leadId: 'lead-1',
        errors: [
          { path: 'email', message: 'is taken' },
          { path: 'email', message: 'a second message' },
          { path: 'body.company', message: 'is too long' },
        ],
      }),
    );
    const problem = await problemOf(api('POST /v1/leads', { body: {} }));
    expect(problem.code).toBe('lead-exists');
    expect(problem.message).toBe('An open lead has this address.');
    expect(problem.extra('leadId')).toBe('lead-1');
    expect([...problem.fields]).toEqual([
      ['email', 'is taken'],
      ['company', 'is too long'],
    ]);
    expect(problem.passing).toBe(false);
  });

  it('turns what the gateway refuses by itself into words for people', async () => {
    const { api } = aClient(json(429, { message: 'Too Many Requests' }));
    const problem = await problemOf(api('GET /v1/users', {}));
    expect(problem.message).toContain('Too many requests');
    expect(problem.passing).toBe(true);
  });

  it('survives a page of HTML from a proxy on the way', async () => {
    const { api } = aClient(new Response('<html>Bad Gateway</html>', { status: 502 }));
    const problem = await problemOf(api('GET /v1/users', {}));
    expect(problem.status).toBe(502);
    expect(problem.passing).toBe(true);
  });

  it('says that the server cannot be reached when the line is down', async () => {
    const { api } = aClient(new TypeError('Failed to fetch'));
    const problem = await problemOf(api('GET /v1/users', {}));
    expect(problem.status).toBe(0);
    expect(messageOf(problem)).toContain('cannot be reached');
  });
});
