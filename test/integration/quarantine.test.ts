import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aVisitor, type Send, type SluiceStack, startSluice, until } from './sluice-stack.ts';

const EMAIL_FIELD = { key: 'email', label: 'E-mail', kind: 'email', required: true, feeds: 'email' };
const COMPANY_FIELD = { key: 'company', label: 'Company', kind: 'text', feeds: 'company' };

describe('suspects', () => {
  let sluice: SluiceStack;
  let tom: Send;
  let ada: Send;
  beforeAll(async () => {
    sluice = await startSluice();
    [tom, ada] = await Promise.all([sluice.as('tom'), sluice.as('ada')]);
  });
  afterAll(() => sluice.stop());

  const makeForm = async (spam: Record<string, unknown>, changes: Record<string, unknown> = {}) =>
    (
      await tom('POST', '/v1/forms', {
        body: { name: 'Guarded', fields: [EMAIL_FIELD, COMPANY_FIELD], spam, ...changes },
      })
    ).body;
  const post = (formId: string, body: unknown) => sluice.visitor('POST', `/v1/forms/${formId}/submissions`, { body });
  const listed = async (state: string) => (await tom('GET', `/v1/submissions?state=${state}&limit=100`)).body.items;
  const findLead = async (email: string | undefined) =>
    (await ada('GET', '/v1/leads?view=all&limit=100')).body.items.find(
      (lead: { email: string }) => lead.email === email,
    );

  it('are kept, look like any other from outside, and go through once somebody releases them', async () => {
    const fields = aVisitor();
    const { status, body } = await post('demo', { ...fields, website_address: 'https://spam.example' });
    expect(status).toBe(202);
    expect((await sluice.visitor('GET', body.statusUrl)).body).toEqual({
      submissionId: body.submissionId,
      state: 'processed',
    });
    await sluice.idle();
    expect(await findLead(fields['email'])).toBeUndefined();
    const [suspect] = await listed('quarantined');
    expect(suspect).toMatchObject({ id: body.submissionId, suspicions: ['honeypot'], extra: {} });
    expect((await tom('POST', `/v1/submissions/${suspect.id}/release`)).status).toBe(202);
    await until(async () => (await findLead(fields['email'])) !== undefined);
    expect(await listed('quarantined')).toEqual([]);
    expect((await tom('POST', `/v1/submissions/${suspect.id}/release`)).status).toBe(409);
  });

  it('stay out for good once they are rejected, replay or not', async () => {
    const fields = aVisitor();
    const { body } = await post('demo', { ...fields, website_address: 'x' });
    expect((await tom('POST', `/v1/submissions/${body.submissionId}/reject`)).status).toBe(200);
    expect((await listed('rejected'))[0]).toMatchObject({ id: body.submissionId, reviewedBy: { name: 'Tom Varga' } });
    expect((await tom('POST', `/v1/submissions/${body.submissionId}/replay`)).status).toBe(409);
    await sluice.idle();
    expect(await findLead(fields['email'])).toBeUndefined();
  });

  it('are found by their fill time', async () => {
    const form = await makeForm({ minimumSeconds: 60, tokenRequired: true });
    await post(form.id, aVisitor());
    const { body: shown } = await sluice.visitor('GET', `/v1/forms/${form.id}/shown`);
    await post(form.id, { ...aVisitor(), _shown: shown.shown });
    await post(form.id, { ...aVisitor(), _shown: `${shown.shown.slice(0, -3)}xxx` });
    const other = await sluice.visitor('GET', '/v1/forms/demo/shown');
    await post(form.id, { ...aVisitor(), _shown: other.body.shown });
    const mine = (await listed('quarantined')).filter(({ formId }: { formId: string }) => formId === form.id);
    expect(mine.map(({ suspicions }: { suspicions: string[] }) => suspicions[0]).sort()).toEqual([
      'forged-token',
      'forged-token',
      'no-token',
      'too-fast',
    ]);
  });

  it('are those beyond the limit of a form or an address, and work makes up for the form’s', async () => {
    const form = await makeForm({ perMinute: 8, perAddressPerMinute: 1000 });
    const answers = await Promise.all(Array.from({ length: 120 }, () => post(form.id, aVisitor())));
    expect(answers.every(({ status }) => status === 202)).toBe(true);
    const mine = (await listed('quarantined')).filter(({ formId }: { formId: string }) => formId === form.id);
    expect(mine.length).toBeGreaterThan(0);
    expect(mine.every(({ suspicions }: { suspicions: string[] }) => suspicions.join() === 'no-proof')).toBe(true);

    const crowd = await makeForm({ perAddressPerMinute: 6 });
    await Promise.all(Array.from({ length: 120 }, () => post(crowd.id, aVisitor())));
    const crowded = (await listed('quarantined')).filter(({ formId }: { formId: string }) => formId === crowd.id);
    expect(crowded[0]).toMatchObject({ suspicions: ['address-limit'] });
  });

  it('that are none by today’s rules go through in a replay, and what was processed feeds its lead as the form is now', async () => {
    const since = new Date().toISOString();
    const form = await makeForm(
      { tokenRequired: true },
      { fields: [EMAIL_FIELD, { key: 'firm', label: 'Firm', kind: 'text' }] },
    );
    const path = `/v1/forms/${form.id}`;
    const suspect = { email: aVisitor()['email'], firm: 'Suspect Ltd' };
    await post(form.id, suspect);
    await tom('PATCH', path, { body: { spam: { tokenRequired: false } }, headers: { 'if-match': '"1"' } });
    await new Promise((resolve) => setTimeout(resolve, 10_500));
    const clean = { email: aVisitor()['email'], firm: 'Clean Ltd' };
    await post(form.id, clean);
    await until(async () => (await findLead(clean.email)) !== undefined);
    expect(await findLead(clean.email)).toMatchObject({ company: null });

    const fields = [EMAIL_FIELD, { key: 'firm', label: 'Firm', kind: 'text', feeds: 'company' }];
    await tom('PATCH', path, { body: { fields }, headers: { 'if-match': '"2"' } });
    expect((await tom('POST', `${path}/replay`, { body: { since } })).status).toBe(202);
    await until(async () => (await findLead(suspect.email)) !== undefined);
    await until(async () => (await findLead(clean.email))?.company === 'Clean Ltd');
    const { id } = await findLead(clean.email);
    const { body } = await ada('GET', `/v1/leads/${id}`);
    expect(body.submissionCount).toBe(1);
    await tom('POST', `${path}/replay`, { body: { since } });
    await sluice.idle();
    expect((await ada('GET', `/v1/leads/${id}`)).body).toEqual(body);
  });
});
