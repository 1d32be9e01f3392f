import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aVisitor, type Send, type SluiceStack, startSluice, until } from './sluice-stack.ts';

describe('scoring rules as data', () => {
  let sluice: SluiceStack;
  let ada: Send;
  let tom: Send;
  let ines: Send;
  beforeAll(async () => {
    sluice = await startSluice();
    [ada, tom, ines] = await Promise.all([sluice.as('ada'), sluice.as('tom'), sluice.as('ines')]);
  });
  afterAll(async () => sluice.stop());

  const leadOf = async (email: string | undefined) => {
    const { items } = (await ada('GET', '/v1/leads?view=all&limit=100')).body;
    return items.find((lead: { email: string }) => lead.email === email);
  };
  const submitted = async (fields: Record<string, string>) => {
    await sluice.submit(fields);
    await until(async () => (await leadOf(fields['email'])) !== undefined);
    return leadOf(fields['email']);
  };
  const sumOf = (entries: { points: number }[]) => entries.reduce((sum, { points }) => sum + points, 0);

  it('starts with rules, grades and a threshold, which everybody may read and managers may set', async () => {
    const { body } = await ada('GET', '/v1/settings/scoring');
    expect(body).toMatchObject({ version: 0, set: { threshold: 50, caps: { fit: 100 } } });
    expect(
      (await tom('PUT', '/v1/settings/scoring', { body: { set: body.set }, headers: { 'if-match': '"0"' } })).status,
    ).toBe(403);
    const faulty = {
      ...body.set,
      rules: [...body.set.rules, { ...body.set.rules[0], when: [{ fact: 'custom.none', op: 'exists' }] }],
    };
    const refused = await ines('PUT', '/v1/settings/scoring', {
      body: { set: faulty },
      headers: { 'if-match': '"0"' },
    });
    const place = `set.rules.${body.set.rules.length}`;
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map(({ path }: { path: string }) => path)).toEqual([
      `${place}.id`,
      `${place}.when.0.fact`,
    ]);
    const unknown = {
      ...body.set,
      rules: [{ ...body.set.rules[0], when: [{ fact: 'title', op: 'matches', value: '(a+)+$' }] }],
    };
    expect(
      (await ines('PUT', '/v1/settings/scoring', { body: { set: unknown }, headers: { 'if-match': '"0"' } })).status,
    ).toBe(422);
  });

  it('says of any time what the score was, and what it was the sum of', async () => {
    const fields = aVisitor();
    const before = new Date(Date.now() - 60_000).toISOString();
    const { id, score } = await submitted(fields);
    const path = `/v1/leads/${id}`;
    const first = (await ada('GET', `${path}/score`)).body;
    expect(first).toMatchObject({ score, rules: 0 });
    expect(sumOf(first.entries)).toBe(score);
    expect(first.entries).toContainEqual(
      expect.objectContaining({ rule: 'company-email', group: 'fit', evidence: fields['email']?.split('@')[1] }),
    );

    const { headers } = await ada('GET', path);
    const edited = await ada('PATCH', path, {
      body: { title: 'Head of Sales', phone: '+49 40 1234567' },
      headers: { 'if-match': headers.get('etag') ?? '' },
    });
    expect(edited.body.score).toBeGreaterThan(score);
    const now = (await ada('GET', `${path}/score`)).body;
    expect([now.score, sumOf(now.entries)]).toEqual([edited.body.score, edited.body.score]);
    const then = (await ada('GET', `${path}/score?at=${encodeURIComponent(first.from)}`)).body;
    // What earlier leads say is known of now alone.
    expect(then).toEqual({ ...first, learned: null });
    expect((await ada('GET', `${path}/score?at=${encodeURIComponent(before)}`)).body.type).toBe(
      'urn:sluice:problem:score-not-found',
    );
  });

  it('counts a reply of the person, and keeps what a rep says of a score', async () => {
    const { id, score } = await submitted(aVisitor());
    const path = `/v1/leads/${id}`;
    const judged = await ada('PUT', `${path}/score/judgement`, {
      body: { verdict: 'too-low', reason: 'Knows our product' },
    });
    expect(judged.body.scoreJudgement).toMatchObject({ verdict: 'too-low', reason: 'Knows our product', score });
    expect((await ada('DELETE', `${path}/score/judgement`)).body.scoreJudgement).toBeNull();

    const { body } = await ines('GET', '/v1/settings/scoring');
    const reply = {
      id: 'replied',
      label: 'Replied',
      group: 'engagement',
      when: [{ fact: 'event', op: 'equals', value: 'reply' }],
      points: 9,
      most: 1,
      halfLifeDays: 30,
    };
    const set = await ines('PUT', '/v1/settings/scoring', {
      body: { set: { ...body.set, rules: [...body.set.rules, reply] } },
      headers: { 'if-match': '"0"' },
    });
    expect(set).toMatchObject({ status: 200, body: { version: 1 } });
    // An instance goes on with the rules that it read for ten seconds.
    await until(async () => {
      await ada('POST', `${path}/activities`, { body: { kind: 'email', direction: 'inbound' } });
      return (await ada('GET', `${path}/score`)).body.rules === 1;
    });
    const { entries } = (await ada('GET', `${path}/score`)).body;
    expect(entries).toContainEqual(expect.objectContaining({ rule: 'replied', label: 'Replied', points: 9 }));
  });

  it('tries rules on all leads, and does what it said once they are set', async () => {
    await Promise.all([submitted(aVisitor()), submitted(aVisitor({ message: 'Please call me' }))]);
    const { body } = await ines('GET', '/v1/settings/scoring');
    const isDone = async (id: string) => (await ada('GET', `/v1/settings/scoring/jobs/${id}`)).body.state === 'done';
    const stricter = { ...body.set, threshold: 99 };
    expect((await tom('POST', '/v1/settings/scoring/simulate', { body: { set: stricter } })).status).toBe(403);
    const started = await ines('POST', '/v1/settings/scoring/simulate', { body: { set: stricter } });
    expect(started).toMatchObject({ status: 202, body: { kind: 'simulation', state: 'running' } });
    await until(() => isDone(started.body.id));
    const { result } = (await ada('GET', `/v1/settings/scoring/jobs/${started.body.id}`)).body;
    const all = (await ada('GET', '/v1/leads?view=all&limit=100')).body.items;
    const candidates = all.filter(({ candidate }: { candidate: boolean }) => candidate).length;
    expect(result.open).toMatchObject({
      leads: all.length,
      candidates: { before: candidates, after: 0 },
      unflagged: candidates,
    });
    expect(result.closed.before).toMatchObject({ precision: null, recall: null });
    expect((await ada('GET', '/v1/leads?view=candidates')).body.items).toHaveLength(candidates);

    const set = await ines('PUT', '/v1/settings/scoring', {
      body: { set: stricter },
      headers: { 'if-match': `"${body.version}"` },
    });
    expect(set.status).toBe(200);
    const [publication] = (await ada('GET', '/v1/settings/scoring/jobs')).body.items;
    expect(publication).toMatchObject({ kind: 'publication', rules: body.version + 1 });
    await until(() => isDone(publication.id), 60_000);
    expect((await ada('GET', '/v1/leads?view=candidates')).body.items).toEqual([]);
    expect((await ines('POST', `/v1/settings/scoring/jobs/${publication.id}/stop`)).body.type).toBe(
      'urn:sluice:problem:scoring-job-state',
    );
  });
});
