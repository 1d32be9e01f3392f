import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FixtureRun, startFixture, temporaryFolder } from './fixture/fixture-run.ts';
import { startTokenIssuer, type TokenIssuer } from './token-issuer.ts';

const strangerKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const siteFolder = temporaryFolder();
let issuer: TokenIssuer;
let run: FixtureRun;

const tokenOf = (claims: Record<string, unknown> = {}, key?: KeyObject) => issuer.tokenOf(claims, key);
const get = (path: string, headers: Record<string, string> = {}) => fetch(run.url + path, { headers });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

beforeAll(async () => {
  issuer = await startTokenIssuer();
  mkdirSync(join(siteFolder, 'assets'));
  writeFileSync(join(siteFolder, 'index.html'), '<p>home</p>');
  writeFileSync(join(siteFolder, 'assets', 'app.js'), 'start()');
  run = await startFixture({ parameters: { Issuer: issuer.url }, site: siteFolder });
}, 60_000);

afterAll(async () => {
  await run.stop();
  await issuer.stop();
  rmSync(siteFolder, { recursive: true });
});

describe('the event of a request', () => {
  test('has the parts of payload format 2.0', async () => {
    const response = await fetch(`${run.url}/things/a%20b?x=1&y=two+words&x=%26`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'X-Own': 'Value', cookie: 'a=1; b=2', 'user-agent': 'test' },
      body: '{"name":"ä"}',
    });
    expect(await response.json()).toEqual({
      version: '2.0',
      routeKey: 'POST /things/{id}',
      rawPath: '/things/a b',
      rawQueryString: 'x=1&y=two+words&x=%26',
      cookies: ['a=1', 'b=2'],
      headers: expect.objectContaining({ 'x-own': 'Value', 'x-forwarded-for': '127.0.0.1', 'content-length': '13' }),
      queryStringParameters: { x: '1,&', y: 'two words' },
      pathParameters: { id: 'a b' },
      requestContext: {
        accountId: '000000000000',
        apiId: run.resource('Services/Api').ref,
        domainName: new URL(run.url).host,
        domainPrefix: '127',
        http: {
          method: 'POST',
          path: '/things/a b',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'test',
        },
        requestId: response.headers.get('apigw-requestid'),
        routeKey: 'POST /things/{id}',
        stage: '$default',
        time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        timeEpoch: expect.any(Number),
      },
      body: '{"name":"ä"}',
      isBase64Encoded: false,
    });
  });

  test('has no cookies, query, path parameters and body when the request has none', async () => {
    const event = await (await get('/open')).json();
    expect(Object.keys(event)).toEqual([
      'version',
      'routeKey',
      'rawPath',
      'rawQueryString',
      'headers',
      'requestContext',
      'isBase64Encoded',
    ]);
    expect(event.rawQueryString).toBe('');
  });

  test('carries a form and bytes in base64', async () => {
    for (const type of ['application/x-www-form-urlencoded', 'image/png']) {
      const response = await fetch(`${run.url}/open`, {
        method: 'POST',
        headers: { 'content-type': type },
        body: 'a=b',
      });
      const { body, isBase64Encoded } = await response.json();
      expect([body, isBase64Encoded]).toEqual([Buffer.from('a=b').toString('base64'), true]);
    }
  });

  test('joins headers that come several times with a comma', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(run.url).port), '127.0.0.1');
      let text = '';
      socket.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      socket.on('end', () => resolve(text)).on('error', reject);
      socket.write('GET /open HTTP/1.1\r\nHost: here\r\nX-List: a\r\nX-List: b\r\nConnection: close\r\n\r\n');
    });
    const { headers } = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')));
    expect(headers['x-list']).toBe('a,b');
    expect(headers.connection).toBeUndefined();
  });
});

describe('the response to a request', () => {
  test.each([
    ['bare', 'application/json', '{"bare":true}'],
    ['text', 'application/json', 'only text'],
  ])('is a 200 when the function returns a value without a status code (%s)', async (act, type, body) => {
    const response = await get(`/open?act=${act}`);
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([200, type, body]);
  });

  test('has the headers and cookies that the function gives', async () => {
    const { headers } = await get('/open?act=cookies');
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(headers.get('x-own')).toBe('yes');
    expect(headers.get('content-type')).toBe('text/plain;charset=UTF-8');
  });

  test('has the bytes of a base64 body', async () => {
    const response = await get('/open?act=binary');
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0, 255, 1]);
  });

  test('to HEAD has no body', async () => {
    const response = await fetch(`${run.url}/open`, { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(100);
  });
});

describe('what the gateway answers by itself', () => {
  const answerOf = async (response: Response) => [response.status, await response.text()];

  test('401 without a token, with a broken one and with one that does not pass', async () => {
    const now = Math.floor(Date.now() / 1000);
    const refused = [
      {},
      bearer('nonsense'),
      bearer(tokenOf({}, strangerKey)),
      bearer(tokenOf({ iss: 'http://127.0.0.1:1/other' })),
      bearer(tokenOf({ exp: now - 10 })),
      bearer(tokenOf({ nbf: now + 100 })),
      bearer(tokenOf({ client_id: 'another' })),
      bearer(tokenOf({ aud: 'another' })),
      bearer(tokenOf().replace(/\.[^.]*$/, '.')),
    ];
    for (const headers of refused) {
      const response = await get('/private', headers);
      expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
      expect(await answerOf(response)).toEqual([401, '{"message":"Unauthorized"}']);
    }
  });

  test('nothing with a good token: the function gets its claims as text', async () => {
    const token = tokenOf({ scope: 'openid things/read', 'cognito:groups': ['one', 'two'], verified: true });
    for (const header of [`Bearer ${token}`, token]) {
      const event = await (await get('/private', { authorization: header })).json();
      const { claims, scopes } = event.requestContext.authorizer.jwt;
      expect(claims).toMatchObject({
        sub: 'somebody',
        'cognito:groups': '[one two]',
        verified: 'true',
        exp: expect.stringMatching(/^\d+$/),
      });
      expect(scopes).toBeNull();
    }
    expect((await get('/private', bearer(tokenOf({ client_id: undefined, aud: ['x', 'client'] })))).status).toBe(200);
  });

  test('403 with a token that has none of the scopes', async () => {
    expect(await answerOf(await get('/scoped', bearer(tokenOf({ scope: 'openid' }))))).toEqual([
      403,
      '{"message":"Forbidden"}',
    ]);
    const allowed = await get('/scoped', bearer(tokenOf({ scope: 'openid things/read' })));
    expect((await allowed.json()).requestContext.authorizer.jwt.scopes).toEqual(['openid', 'things/read']);
  });

  test('404 where no route matches', async () => {
    const response = await fetch(`${run.url}/nothing`, { method: 'POST' });
    expect(await answerOf(response)).toEqual([404, '{"message":"Not Found"}']);
  });

  test('413 for a body over 10 MB, announced or not', async () => {
    const long = Buffer.alloc(10_000_001, 'x');
    const announced = await fetch(`${run.url}/open`, { method: 'POST', body: long });
    expect(await answerOf(announced)).toEqual([413, '{"message":"Request Entity Too Large"}']);
    const streamed = { method: 'POST', body: new Blob([long]).stream(), duplex: 'half' };
    expect((await fetch(`${run.url}/open`, streamed)).status).toBe(413);
    expect((await get('/open')).status).toBe(200);
  });

  test('429 over the limit of a route, and only there', async () => {
    const answers = await Promise.all([get('/limited'), get('/limited'), get('/limited'), get('/limited')]);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(2);
    expect(await refused[0]?.text()).toBe('{"message":"Too Many Requests"}');
    expect((await get('/open')).status).toBe(200);
  });

  test.each(['throw', 'exit', 'uncaught', 'unhandled', 'malformed', 'greedy'])(
    '500 when the function fails (%s), and the next request is answered',
    async (act) => {
      expect(await answerOf(await get(`/open?act=${act}`))).toEqual([500, '{"message":"Internal Server Error"}']);
      expect((await get('/open')).status).toBe(200);
    },
  );

  test('503 when the function runs out of time, and the next request is answered', async () => {
    expect(await answerOf(await get('/open?act=hang'))).toEqual([503, '{"message":"Service Unavailable"}']);
    expect(run.logOf('Services/Web')).toContain('Task timed out after 1.00 seconds');
    expect((await get('/open')).status).toBe(200);
  });

  test('503 when the function has no concurrency left for longer than a call waits', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => get('/narrow?act=slow')));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses[0]).toBe(200);
    expect(statuses[5]).toBe(503);
  });
});

describe('the function behind a route', () => {
  test('has its own environment and nothing of the process around it', async () => {
    const { env } = await (await get('/open?act=environment')).json();
    expect(env).toMatchObject({
      TABLE: run.outputs.TableName,
      QUEUE_URL: run.resource('Stores/Work').ref,
      AWS_REGION: 'us-east-1',
      AWS_LAMBDA_FUNCTION_NAME: run.resource('Services/Web').ref,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_ENDPOINT_URL_DYNAMODB: run.endpoints.dynamodb,
      AWS_ENDPOINT_URL_SQS: run.endpoints.sqs,
      _HANDLER: 'index.handler',
      TZ: 'UTC',
    });
    expect(env.PATH).toBeUndefined();
  });

  test('gets a context', async () => {
    const context = await (await get('/open?act=context')).json();
    expect(context).toMatchObject({
      functionName: run.resource('Services/Web').ref,
      invokedFunctionArn: run.resource('Services/Web').arn,
      memoryLimitInMB: '128',
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(context.remaining).toBeLessThanOrEqual(1000);
    expect(context.remaining).toBeGreaterThan(0);
  });

  test('finds no package that is not in its bundle, and may import dynamically', async () => {
    expect((await get('/open?act=unbundled')).status).toBe(500);
    expect(run.logOf('Services/Web').join('\n')).toContain("Cannot find module 'zod'");
    expect(await (await get('/open?act=imported')).json()).toEqual({ separator: '/' });
  });

  test('leaves the reason of a failure in its log', async () => {
    await get('/open?act=throw');
    expect(run.logOf('Services/Web').join('\n')).toContain('"errorMessage":"thrown on purpose"');
  });
});

describe('the site beside the routes', () => {
  test('serves files, and its page for unknown paths without a dot', async () => {
    const file = await get('/assets/app.js');
    expect([file.headers.get('content-type'), await file.text()]).toEqual([
      'text/javascript; charset=utf-8',
      'start()',
    ]);
    for (const path of ['/', '/some/page']) expect(await (await get(path)).text()).toBe('<p>home</p>');
    expect((await get('/assets/none.js')).status).toBe(404);
  });

  test('answers 304 to what the browser has already', async () => {
    const etag = (await get('/assets/app.js')).headers.get('etag') ?? '';
    expect((await get('/assets/app.js', { 'if-none-match': etag })).status).toBe(304);
  });

  test('gives nothing from outside its folder', async () => {
    writeFileSync(join(siteFolder, '..', 'outside-of-site.txt'), 'secret');
    for (const path of ['/..%2Foutside-of-site.txt', '/assets/..%2f..%2Foutside-of-site.txt', '/%00.txt', '/%zz.txt']) {
      expect((await get(path)).status).toBe(404);
    }
    rmSync(join(siteFolder, '..', 'outside-of-site.txt'));
  });
});
