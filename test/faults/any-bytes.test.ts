import { readdirSync, readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSigningSecret } from '../../lib/signing/signing-secret.ts';
import { findSubmissions } from '../../lib/submissions/submission-repository.ts';
import { accessKeyFor } from '../../local/engines/access-key.ts';
import { aVisitor, type SluiceStack, startSluice } from '../integration/sluice-stack.ts';
import { anyRequest, examplesFor, GUID, likelyPost, OID, type Sent, TRACE } from './any-request.ts';
import { tableOf } from './engine-access.ts';
import { BROKEN, calls, planFaults } from './fault-plan.ts';
import { logLines } from './private-texts.ts';

/** Milliseconds after which no further request is made. */
const LONG_ENOUGH = 20_000;
const RUNS = 1000;

describe('the public routes', () => {
  const faults = planFaults();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let sluice: SluiceStack;
  let formIds: string[] = [];
  beforeAll(async () => {
    sluice = await startSluice({ onCall: faults.onCall });
    const tom = await sluice.as('tom');
    const { status, body } = await tom('POST', '/v1/forms', {
      body: {
        name: 'Of every kind',
        fields: [
          { key: 'email', label: 'E-mail', kind: 'email', required: true, feeds: 'email' },
          { key: 'name', label: 'Name', kind: 'text', feeds: 'lastName' },
          { key: 'phone', label: 'Phone', kind: 'phone', feeds: 'phone' },
          { key: 'story', label: 'Story', kind: 'long-text', feeds: 'message' },
          { key: 'seats', label: 'Seats', kind: 'number' },
          { key: 'start', label: 'Start', kind: 'date' },
          { key: 'plan', label: 'Plan', kind: 'choice', options: ['Small', 'Large'] },
          { key: 'topics', label: 'Topics', kind: 'choices', options: ['Price', 'Other'] },
          { key: 'partner', label: 'Partner', kind: 'checkbox' },
        ],
        consents: [{ purpose: 'terms', wording: 'I agree.' }],
        thankYou: { redirect: 'https://bücher.example/größe' },
        spam: { proofOfWork: 'always' },
        dropIn: { webToLeadOid: OID, hubspotFormGuid: GUID },
      },
    });
    expect(status).toBe(201);
    formIds = ['demo', body.id];
  });
  afterAll(async () => {
    agent.destroy();
    await sluice.stop();
  });

  /** Sends a request byte by byte as it is; a connection that ends without an answer rejects. */
  const send = ({ method, path, headers: given, body }: Sent) =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      const { port } = new URL(sluice.url);
      const outgoing = request({ agent, host: '127.0.0.1', port, method, path, headers: given }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
        );
        answer.on('error', reject);
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });

  it('answer 2xx, 3xx or 4xx to any bytes, process what they took, and log nothing that was sent or is secret', async () => {
    // One post whose event is lost, so that there is a log to look at.
    const unsent = faults.strike(calls('SendMessage'), BROKEN, 1);
    const private_ = aVisitor({ message: `Please call me. ${TRACE}` });
    expect((await sluice.visitor('POST', '/v1/forms/demo/submissions', { body: private_ })).status).toBe(202);
    expect(unsent.struck()).toBe(1);

    const taken: string[] = [];
    const statuses = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(fc.oneof(anyRequest(formIds), likelyPost(formIds)), async (sent) => {
        const { status, body } = await send(sent);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        expect(status, body).toBeGreaterThanOrEqual(200);
        expect(status, body).toBeLessThan(500);
        const [, id] = /"submissionId":"(\w+)"/.exec(body) ?? [];
        if (status === 202 && id !== undefined) taken.push(id);
      }),
      {
        numRuns: RUNS,
        interruptAfterTimeLimit: LONG_ENOUGH,
        examples: formIds.flatMap(examplesFor),
      },
    );
    // Each kind of answer came up, or the property would say nothing.
    for (const status of [200, 202, 303, 400, 404, 415, 422])
      expect(statuses.get(status), String(status)).toBeGreaterThan(0);

    await sluice.idle();
    const table = tableOf(sluice);
    const states = new Set((await findSubmissions(table, taken)).map(({ state }) => state));
    expect([...states].filter((state) => state !== 'processed' && state !== 'quarantined')).toEqual([]);

    const lines = logLines(sluice.dataDir);
    expect(lines.some((line) => line.includes('event not sent'))).toBe(true);
    const folder = join(sluice.dataDir, 'logs');
    const logs = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    const secret = await readSigningSecret(table);
    const functions = [...sluice.stack.resources.values()].filter(({ type }) => type === 'AWS::Lambda::Function');
    const secrets = [
      ...(['base64url', 'base64', 'hex', 'latin1'] as const).map((encoding) => secret.toString(encoding)),
      ...functions.map(({ logicalId }) => accessKeyFor(logicalId)),
    ];
    const found = [TRACE, ...Object.values(private_), ...secrets].filter((one) =>
      logs.some((log) => log.includes(one)),
    );
    expect(found).toEqual([]);
  }, 120_000);
});
