import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aVisitor, type Send, type SluiceStack, startSluice } from './sluice-stack.ts';

let sluice: SluiceStack;
let ada: Send;

/** Posts a form, waits until all that follows is done, and gives the lead. */
const enter = async (changes: Record<string, string>) => {
  const submissionId = await sluice.submit(aVisitor(changes));
  await sluice.idle();
  const { items } = (await ada('GET', '/v1/leads?view=all&limit=100')).body;
  const { email } = changes;
  const found = items.find((lead: { email: string }) => lead.email === email);
  return { ...(await ada('GET', `/v1/leads/${found.id}`)).body, submissionId };
};

const duplicatesOf = async (id: string) => (await ada('GET', `/v1/leads/${id}/duplicates`)).body.items;

const openPairs = async () => {
  const { items } = (await ada('GET', '/v1/duplicates')).body;
  return items.map(({ id }: { id: string }) => id);
};

const subjectsOf = async (id: string) => {
  const { items } = (await ada('GET', `/v1/leads/${id}/timeline`)).body;
  return items.map((entry: { event: string | null; subject: string | null }) => entry.subject ?? entry.event);
};

beforeAll(async () => {
  sluice = await startSluice();
  ada = await sluice.as('ada');
  await ada('GET', '/v1/me');
});
afterAll(() => sluice.stop());

describe('likely duplicates', () => {
  it('are found after the write by name and company, however both are written', async () => {
    const one = await enter({
      email: 'anna.meyer@acme.example',
      firstName: 'Anna',
      lastName: 'Meyer',
      company: 'Acme',
    });
    const other = await enter({
      email: 'anna.maier@gmail.com',
      firstName: 'MAIER',
      lastName: 'Anna',
      company: 'ACME GmbH',
    });
    const [pair, ...rest] = await duplicatesOf(other.id);
    expect(rest).toEqual([]);
    expect(pair).toMatchObject({
      id: `${one.id}-${other.id}`,
      reasons: ['similar-name', 'same-company'],
      state: 'open',
      leads: [{ id: one.id }, { id: other.id }],
    });
    expect(await openPairs()).toContain(pair.id);
  });

  it('are found by a phone number unless the names speak against it, and by name and domain', async () => {
    const phone = '+44 20 7946 0101';
    const one = await enter({ email: 'kim@north.example', firstName: 'Kim', lastName: 'Ito', company: 'North', phone });
    await enter({ email: 'lee@north.example', firstName: 'Lee', lastName: 'Park', company: 'Northern', phone });
    const two = await enter({
      email: 'k.ito@north.example',
      firstName: 'Kim',
      lastName: 'Ito',
      company: 'Nord',
      phone: '+44 (0)20 7946 0101',
    });
    const pairs = await duplicatesOf(one.id);
    expect(
      pairs.map((pair: { reasons: string[]; leads: { id: string }[] }) => [pair.reasons, pair.leads[1]?.id]),
    ).toEqual([[['same-phone', 'same-name', 'same-domain'], two.id]]);
  });

  it('are dismissed for good, and the dismissal can be taken back', async () => {
    const one = await enter({ email: 'sam@dismiss.example', firstName: 'Sam', lastName: 'Roe', company: 'Dismiss' });
    const other = await enter({ email: 'samroe@gmail.com', firstName: 'Sam', lastName: 'Roe', company: 'Dismiss Ltd' });
    const id = `${one.id}-${other.id}`;
    expect((await ada('POST', `/v1/duplicates/${id}/dismiss`)).status).toBe(204);
    expect(await openPairs()).not.toContain(id);
    await ada('PATCH', `/v1/leads/${one.id}`, { body: { title: 'CEO' }, headers: { 'if-match': `"${one.version}"` } });
    await sluice.idle();
    expect(await duplicatesOf(one.id)).toEqual([]);
    expect((await ada('POST', `/v1/duplicates/${id}/restore`)).status).toBe(204);
    expect(await openPairs()).toContain(id);
    expect((await ada('POST', '/v1/duplicates/none/dismiss')).status).toBe(404);
  });

  it('go when the leads are no longer alike', async () => {
    const one = await enter({ email: 'pat@gone.example', firstName: 'Pat', lastName: 'Doe', company: 'Gone' });
    const other = await enter({ email: 'pat.doe@gmail.com', firstName: 'Pat', lastName: 'Doe', company: 'Gone' });
    const id = `${one.id}-${other.id}`;
    expect(await openPairs()).toContain(id);
    const body = { firstName: 'Quentin', lastName: 'Quick' };
    await ada('PATCH', `/v1/leads/${other.id}`, { body, headers: { 'if-match': `"${other.version}"` } });
    await sluice.idle();
    expect((await ada('POST', `/v1/duplicates/${id}/dismiss`)).status).toBe(404);
  });
});

describe('a merge', () => {
  it('shows what would come of it, does that, redirects, joins the timelines, and is undone', async () => {
    const winner = await enter({ email: 'jo@merge.example', firstName: 'Jo', lastName: 'Weber', company: 'Merge' });
    const loser = await enter({
      email: 'jo.weber@gmail.com',
      firstName: 'Jo',
      lastName: 'Weber',
      company: 'Merge AG',
      title: 'Head of Sales',
    });
    const note = { kind: 'note', text: 'Prefers mornings', subject: 'A note of the second' };
    expect((await ada('POST', `/v1/leads/${loser.id}/activities`, { body: note })).status).toBe(201);
    const before = [winner.id, loser.id].map(async (id) => (await ada('GET', `/v1/leads/${id}`)).body);
    const [winnerBefore, loserBefore] = await Promise.all(before);

    const choice = { otherId: loser.id, fields: { company: 'other' }, otherVersion: loserBefore.version };
    const path = `/v1/leads/${winner.id}/merge`;
    const preview = (await ada('POST', path, { body: { ...choice, dryRun: true } })).body;
    expect(preview.mergeId).toBeNull();
    expect(preview.lead).toMatchObject({ company: 'Merge AG', title: 'Head of Sales', submissionCount: 2 });
    expect((await ada('GET', `/v1/leads/${winner.id}`)).body).toEqual(winnerBefore);

    const headers = { 'if-match': `"${winnerBefore.version}"` };
    const merged = await ada('POST', path, { body: choice, headers });
    expect(merged.status).toBe(200);
    expect(merged.body.fields).toEqual(preview.fields);
    expect(merged.body.lead).toEqual({
      ...preview.lead,
      merges: merged.body.lead.merges,
      updatedAt: merged.body.lead.updatedAt,
    });
    expect(merged.body.lead.otherEmails).toEqual(['jo.weber@gmail.com']);
    // Asked for once more, it is the same merge.
    expect((await ada('POST', path, { body: choice })).body.mergeId).toBe(merged.body.mergeId);

    const followed = (await ada('GET', `/v1/leads/${loser.id}`)).body;
    expect(followed.id).toBe(winner.id);
    const refused = await ada('POST', `/v1/leads/${loser.id}/activities`, { body: note });
    expect(refused).toMatchObject({ status: 409, body: { type: 'urn:sluice:problem:lead-merged', leadId: winner.id } });
    const { items } = (await ada('GET', '/v1/leads?view=all&limit=100')).body;
    expect(items.map(({ id }: { id: string }) => id)).not.toContain(loser.id);
    expect(await subjectsOf(winner.id)).toContain('A note of the second');
    await sluice.idle();
    expect(await openPairs()).not.toContain(`${winner.id}-${loser.id}`);

    // What the person does under the other address feeds the lead.
    await sluice.submit(aVisitor({ email: 'jo.weber@gmail.com', firstName: 'Jo', message: 'Me again' }));
    expect((await ada('GET', `/v1/leads/${winner.id}`)).body.submissionCount).toBe(3);

    const undone = await ada('POST', `/v1/merges/${merged.body.mergeId}/undo`);
    expect(undone.status).toBe(200);
    const [winnerAfter, loserAfter] = undone.body.leads;
    const audit = ({ version, updatedAt }: { version: number; updatedAt: string }) => ({ version, updatedAt });
    expect(loserAfter).toEqual({ ...loserBefore, ...audit(loserAfter) });
    expect(winnerAfter).toMatchObject({ company: 'Merge', title: null, otherEmails: [], merges: [] });
    expect(undone.body.kept).toContain('submissionCount');
    expect(winnerAfter.submissionCount).toBe(2);
    expect((await ada('POST', `/v1/merges/${merged.body.mergeId}/undo`)).status).toBe(200);
    // The post under the other address stays with the person who has it.
    expect((await subjectsOf(loser.id)).length).toBeGreaterThan((await subjectsOf(winner.id)).length - 2);
    await sluice.idle();
    expect(await openPairs()).toContain(`${winner.id}-${loser.id}`);
    await sluice.submit(aVisitor({ email: 'jo.weber@gmail.com', firstName: 'Jo', message: 'And again' }));
    expect((await ada('GET', `/v1/leads/${loser.id}`)).body.submissionCount).toBe(loserBefore.submissionCount + 1);
  });

  it('refuses itself, what is merged already, what no lead has, and a version that is old', async () => {
    const one = await enter({ email: 'a@refuse.example', lastName: 'Aa', company: 'Refuse' });
    const two = await enter({ email: 'b@refuse.example', lastName: 'Bb', company: 'Refuse' });
    const three = await enter({ email: 'c@refuse.example', lastName: 'Cc', company: 'Refuse' });
    const merge = (id: string, body: unknown, headers = {}) => ada('POST', `/v1/leads/${id}/merge`, { body, headers });
    expect((await merge(one.id, { otherId: one.id })).body.type).toMatch(/same-lead$/);
    expect((await merge(one.id, { otherId: two.id, fields: { shoe: 'this' } })).body.type).toMatch(
      /unknown-merge-field$/,
    );
    expect((await merge(one.id, { otherId: two.id, otherVersion: 99 })).status).toBe(412);
    const first = (await merge(one.id, { otherId: two.id })).body;
    expect((await merge(three.id, { otherId: two.id })).body).toMatchObject({ status: 409, leadId: one.id });
    const second = (await merge(one.id, { otherId: three.id })).body;
    const early = (await ada('POST', `/v1/merges/${first.mergeId}/undo`)).body;
    expect(early).toMatchObject({ type: 'urn:sluice:problem:merge-not-last', mergeId: second.mergeId });
    expect((await ada('POST', `/v1/merges/${second.mergeId}/undo`)).status).toBe(200);
    expect((await ada('POST', `/v1/merges/${first.mergeId}/undo`)).status).toBe(200);
    expect((await ada('POST', '/v1/merges/none/undo')).status).toBe(404);
  });
});
