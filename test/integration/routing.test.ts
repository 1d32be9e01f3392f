import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aListFile, importFile, undoImport } from './import-client.ts';
import { aVisitor, type Send, type SluiceStack, startSluice } from './sluice-stack.ts';

const DAY = 86_400_000;
const dayFrom = (days: number): string => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

describe('who gets which leads', () => {
  let sluice: SluiceStack;
  let mira: Send;
  const ids = { ada: '', ben: '' };
  beforeAll(async () => {
    sluice = await startSluice();
    mira = await sluice.as('mira');
    for (const name of ['ada', 'ben'] as const) ids[name] = (await (await sluice.as(name))('GET', '/v1/me')).body.id;
  });
  afterAll(() => sluice.stop());

  /** A set in which Ben has a team to himself for Berlin, and everything else goes to both, Ada twice as often. */
  const aSet = (changes: Record<string, unknown> = {}) => ({
    teams: [
      { id: 'germany', name: 'Germany', members: [{ userId: ids.ben }] },
      { id: 'world', name: 'World', members: [{ userId: ids.ada, weight: 2 }, { userId: ids.ben }] },
    ],
    people: {},
    rules: [
      {
        id: 'german-phones',
        label: 'German phones',
        when: [{ fact: 'country', op: 'equals', value: 'DE' }],
        to: { kind: 'team', teamId: 'germany' },
      },
    ],
    otherwise: { to: { kind: 'team', teamId: 'world' } },
    ...changes,
  });

  const set = async (changes: Record<string, unknown> = {}): Promise<number> => {
    const { version } = (await mira('GET', '/v1/settings/routing')).body;
    const answer = await mira('PUT', '/v1/settings/routing', {
      body: { set: aSet(changes) },
      headers: { 'if-match': `"${version}"` },
    });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body.version;
  };

  const post = async (fields: Record<string, string> = {}) => {
    const visitor = aVisitor(fields);
    await sluice.submit(visitor);
    const { items } = (await mira('GET', '/v1/leads?view=all&limit=100')).body;
    const { id } = items.find((lead: { email: string }) => lead.email === visitor['email']);
    return (await mira('GET', `/v1/leads/${id}`)).body;
  };
  const whyOf = async (id: string) => (await mira('GET', `/v1/leads/${id}/assignment`)).body;

  it('is everybody in turn until somebody sets it, and says so of each lead', async () => {
    expect((await mira('GET', '/v1/settings/routing')).body).toEqual({
      version: 0,
      set: { teams: [], people: {}, rules: [], otherwise: { to: { kind: 'everyone' }, respectHours: false } },
    });
    const first = await post();
    const second = await post();
    expect([first.ownerId, second.ownerId].toSorted()).toEqual([ids.ada, ids.ben].toSorted());
    expect(await whyOf(second.id)).toMatchObject({
      ownerId: second.ownerId,
      how: 'rules',
      decision: { settings: 0, chosen: second.ownerId, steps: [{ rule: null, to: { kind: 'everyone' } }] },
    });
  });

  it('follows the rules from the next lead on: territory, weights, and why', async () => {
    const version = await set();
    const german = await post({ phone: '+49 30 901820' });
    expect(german.ownerId).toBe(ids.ben);
    expect(await whyOf(german.id)).toMatchObject({
      how: 'rules',
      decision: {
        settings: version,
        turn: null,
        chosen: ids.ben,
        steps: [
          {
            rule: { id: 'german-phones', label: 'German phones' },
            to: { kind: 'team', id: 'germany', name: 'Germany' },
            considered: [{ userId: ids.ben, weight: 1, verdict: 'eligible' }],
          },
        ],
      },
    });
    const owners: string[] = [];
    for (let lead = 0; lead < 6; lead += 1) owners.push((await post()).ownerId);
    expect(owners.filter((owner) => owner === ids.ada)).toHaveLength(4);
  });

  it('passes over who is away or full, and leaves in sight what nobody can take', async () => {
    const before = (await mira('GET', '/v1/leads/unassigned-count')).body;
    const away = { timeZone: 'UTC', hours: {}, absences: [{ from: dayFrom(-2), to: dayFrom(2), note: 'Holidays' }] };
    await set({ people: { [ids.ben]: away } });
    const waiting = await post({ phone: '+49 30 901821' });
    expect(waiting.ownerId).toBeNull();
    expect((await whyOf(waiting.id)).decision.steps[0].considered).toEqual([
      { userId: ids.ben, weight: 1, verdict: 'absent' },
    ]);
    expect((await mira('GET', '/v1/leads/unassigned-count')).body).toEqual({ count: before.count + 1, more: false });
    const { items } = (await mira('GET', '/v1/leads?view=unassigned')).body;
    expect(items.map(({ id }: { id: string }) => id)).toContain(waiting.id);

    await set({ people: { [ids.ben]: away, [ids.ada]: { timeZone: 'UTC', hours: {}, absences: [], capacity: 1 } } });
    const full = await post();
    expect(full.ownerId).toBeNull();
    expect((await whyOf(full.id)).decision.steps[0].considered).toEqual(
      expect.arrayContaining([
        { userId: ids.ada, weight: 2, verdict: 'full' },
        { userId: ids.ben, weight: 1, verdict: 'absent' },
      ]),
    );

    const given = await mira('PATCH', `/v1/leads/${full.id}`, {
      body: { ownerId: ids.ada },
      headers: { 'if-match': `"${full.version}"` },
    });
    expect(given.status).toBe(200);
    expect(await whyOf(full.id)).toMatchObject({ how: 'person', by: { name: 'Mira Lindqvist' }, decision: null });
  });

  it('is the same for lists, where a row names nobody', async () => {
    const busy = { timeZone: 'UTC', hours: {}, absences: [], capacity: 1000 };
    await set({ people: { [ids.ada]: busy } });
    const tom = await sluice.as('tom');
    const rows = Array.from({ length: 12 }, (_, number) => [
      `row.${number}@routed.example`,
      `Row ${number}`,
      number < 3 ? '+49 30 901822' : '',
      number === 11 ? 'Ada Okafor' : '',
    ]);
    const file = aListFile('routed.csv', ['E-mail', 'Last name', 'Phone', 'Owner'], rows);
    const one = await importFile(tom, file);
    expect(one.counts).toEqual({ created: 12 });
    const { items } = (await mira('GET', '/v1/leads?view=all&limit=100')).body;
    const leads = items.filter(({ email }: { email: string }) => email.endsWith('@routed.example'));
    const ownersOf = (from: number, to: number): string[] =>
      Array.from({ length: to - from }, (_, index) => {
        const email = `row.${from + index}@routed.example`;
        return leads.find((lead: { email: string }) => lead.email === email).ownerId;
      });
    expect(ownersOf(0, 3)).toEqual([ids.ben, ids.ben, ids.ben]);
    const spread = ownersOf(3, 11);
    expect(spread.filter((owner) => owner === ids.ada).length).toBeGreaterThanOrEqual(5);
    expect(spread).toContain(ids.ben);
    expect(ownersOf(11, 12)).toEqual([ids.ada]);
    const named = leads.find(({ email }: { email: string }) => email === 'row.11@routed.example');
    expect(await whyOf(named.id)).toMatchObject({ how: 'import', decision: null });
    expect((await undoImport(tom, one.id)).counts).toEqual({ undone: 12 });
  });

  it('can be tried out on the leads of the last days first, which changes nothing', async () => {
    const now = (await mira('GET', '/v1/settings/routing')).body;
    const proposed = aSet({ otherwise: { to: { kind: 'nobody' } } });
    const { status, body } = await mira('POST', '/v1/settings/routing/simulate', { body: { set: proposed, days: 7 } });
    expect(status).toBe(200);
    expect(body).toMatchObject({ complete: true, decidedOtherwise: 0, unassigned: { before: 0 } });
    expect(body.leads).toBeGreaterThan(9);
    const [german, otherwise] = body.rules;
    expect(german).toEqual({ id: 'german-phones', label: 'German phones', before: 2, after: 2 });
    expect(otherwise).toMatchObject({ id: null, before: body.leads - 2, after: body.leads - 2 });
    expect(body.unassigned.after).toBe(body.leads - 2);
    expect((await mira('GET', '/v1/settings/routing')).body).toEqual(now);
  });

  it('is set by managers and admins alone, on top of the version that they saw, with the place of each fault', async () => {
    const ada = await sluice.as('ada');
    const version = { 'if-match': '"1"' };
    expect((await ada('PUT', '/v1/settings/routing', { body: { set: aSet() }, headers: version })).status).toBe(403);
    expect((await ada('POST', '/v1/settings/routing/simulate', { body: { set: aSet() } })).status).toBe(403);
    expect((await ada('GET', '/v1/settings/routing')).status).toBe(200);
    expect((await mira('PUT', '/v1/settings/routing', { body: { set: aSet() }, headers: version })).status).toBe(412);
    const wrong = aSet({ otherwise: { to: { kind: 'user', userId: 'gone' } } });
    expect(await mira('PUT', '/v1/settings/routing', { body: { set: wrong }, headers: version })).toMatchObject({
      status: 422,
      body: { type: 'urn:sluice:problem:invalid-fields', errors: [{ path: 'set.otherwise.to.userId' }] },
    });
  });
});
