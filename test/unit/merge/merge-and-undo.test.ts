import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partiesOfContact } from '../../../lib/contacts/contact.ts';
import { getContact } from '../../../lib/contacts/contact-repository.ts';
import { convertLead } from '../../../lib/conversion/convert-lead.ts';
import { mailboxOf } from '../../../lib/identity/email.ts';
import { findEmailIdentities, findEmailIdentity } from '../../../lib/identity/email-identity-repository.ts';
import { newId } from '../../../lib/ids.ts';
import { processSubmission } from '../../../lib/intake/process-submission.ts';
import { createLead } from '../../../lib/leads/create-lead.ts';
import { disqualifyLead, reopenLead } from '../../../lib/leads/disqualify-lead.ts';
import { scoreAt } from '../../../lib/leads/explain-score.ts';
import { type Lead, leadEntity, leadKey } from '../../../lib/leads/lead-entity.ts';
import { getLead } from '../../../lib/leads/lead-repository.ts';
import { LEAD_STATUSES } from '../../../lib/leads/lead-status.ts';
import { logLeadActivity } from '../../../lib/leads/log-lead-activity.ts';
import { updateLead } from '../../../lib/leads/update-lead.ts';
import { mergeLeads } from '../../../lib/merge/merge-leads.ts';
import { undoMerge } from '../../../lib/merge/undo-merge.ts';
import { submissionEntity } from '../../../lib/submissions/submission-entity.ts';
import { leads } from '../arbitraries.ts';
import { aDesk, aLead, aQualifiedLead, aSubmission, MINUTE, NOW, SCORERS } from '../builders.ts';
import { anIntake } from '../intake/an-intake.ts';
import { memoryTable } from '../memory-table.ts';
import { bare, tableOf } from './merged-people.ts';

const OPEN = LEAD_STATUSES.filter((status) => status !== 'converted' && status !== 'disqualified');

/** Two open leads with different ids, addresses and ids in other systems. */
const couples = fc
  .tuple(leads, leads, fc.constantFrom(...OPEN), fc.constantFrom(...OPEN))
  .map(([a, b, one, other]): [Lead, Lead] => [
    { ...a, id: newId(NOW), status: one, conversion: undefined, rules: 0, scoredAt: NOW },
    { ...b, id: newId(NOW), status: other, conversion: undefined, rules: 0, scoredAt: NOW },
  ])
  .map(([a, b]): [Lead, Lead] => [
    { ...a, partyId: a.id },
    { ...b, partyId: b.id },
  ])
  .filter(([a, b]) => (a.email && mailboxOf(a.email)) !== (b.email && mailboxOf(b.email)))
  .map(([a, b]): [Lead, Lead] => {
    const [{ externalIds: _a, ...one }, { externalIds: _b, ...other }] = [a, b];
    return [
      { ...one, externalIds: { crm: 'one' } },
      { ...other, externalIds: { crm: 'other', fair: 'x' } },
    ];
  });

const sides = fc.dictionary(
  fc.constantFrom('email', 'firstName', 'lastName', 'company', 'title', 'phone', 'ownerId'),
  fc.constantFrom('this' as const, 'other' as const),
  { noNullPrototype: true },
);

const stored = async (table: ReturnType<typeof memoryTable>, { id }: Lead) => table.get(leadKey(id));

describe('a merge that is undone', () => {
  it('leaves both leads, and whose their addresses and ids are, as they were but for the audit trail', async () => {
    await fc.assert(
      fc.asyncProperty(couples, sides, async ([a, b], fields) => {
        const table = tableOf(a, b);
        const before = await Promise.all([stored(table, a), stored(table, b)]);
        const identities = [...table.ofType('email-identity'), ...table.ofType('external-identity')];
        const { mergeId = '' } = await mergeLeads(aDesk(table), a.id, { otherId: b.id, fields }, undefined);
        expect((await stored(table, b))?.['type']).toBe('lead-redirect');
        const { kept } = await undoMerge(aDesk(table), mergeId);
        const after = await Promise.all([stored(table, a), stored(table, b)]);
        expect(kept).toEqual([]);
        expect(after.map((item) => bare(item ?? {}))).toEqual(before.map((item) => bare(item ?? {})));
        expect(bytesOf(after.map((item) => bare(item ?? {})))).toBe(bytesOf(before.map((item) => bare(item ?? {}))));
        const now = [...table.ofType('email-identity'), ...table.ofType('external-identity')];
        expect(now).toEqual(expect.arrayContaining(identities));
        expect(now).toHaveLength(identities.length);
      }),
      { numRuns: 200 },
    );
  });

  it('leaves the score of every moment as it was told then', async () => {
    await fc.assert(
      fc.asyncProperty(couples, async ([a, b]) => {
        const table = tableOf(a, b);
        let clock = NOW;
        const desk = aDesk(table, { now: () => clock });
        const told: { lead: string; at: number; score: number }[] = [];
        const tell = async (...ids: readonly string[]) => {
          clock += MINUTE;
          for (const id of ids) told.push({ lead: id, at: clock, score: (await getLead(table, id)).score });
          clock += MINUTE;
        };
        await tell(a.id, b.id);
        const { mergeId = '' } = await mergeLeads(desk, a.id, { otherId: b.id }, undefined);
        await tell(a.id);
        await undoMerge(desk, mergeId);
        await tell(a.id, b.id);
        for (const { lead, at, score } of told) {
          const then = await scoreAt({ table, scorers: SCORERS }, await getLead(table, lead), at);
          expect(then.score).toBe(score);
          expect(then.entries.reduce((sum, { points }) => sum + points, 0)).toBe(score);
        }
      }),
    );
  });

  it('keeps what was edited since, and says so', async () => {
    const a = aLead({ id: newId(NOW), tags: ['fair'] });
    const b = aLead({
      id: newId(NOW),
      email: 'm@else.example',
      title: 'CEO',
      tags: ['list'],
      phone: '+44 20 7946 0018',
    });
    const table = tableOf(a, b);
    const desk = aDesk(table);
    const { mergeId = '', lead } = await mergeLeads(desk, a.id, { otherId: b.id }, undefined);
    expect(lead).toMatchObject({ title: 'CEO', tags: ['fair', 'list'], submissionCount: 2 });
    await updateLead(desk, a.id, lead.version, { company: 'Acme International', tags: ['fair', 'list', 'vip'] });
    const { winner, loser, kept } = await undoMerge(desk, mergeId);
    expect(kept).toEqual(['company', 'tags']);
    expect(winner).toMatchObject({ company: 'Acme International', tags: ['fair', 'vip'], submissionCount: 1 });
    expect(winner).not.toHaveProperty('title');
    expect(winner).not.toHaveProperty('phone');
    expect(bare(loser)).toEqual(bare(b));
  });

  it('keeps a touch where it was logged, with the status that it gave', async () => {
    const [a, b] = [aLead({ id: newId(NOW) }), aLead({ id: newId(NOW), email: 'm@else.example' })];
    const table = tableOf(a, b);
    const desk = aDesk(table);
    const { mergeId = '' } = await mergeLeads(desk, a.id, { otherId: b.id }, undefined);
    await logLeadActivity(desk, a.id, { kind: 'call', subject: 'Spoke', direction: 'outbound' });
    const { winner, loser } = await undoMerge(desk, mergeId);
    expect(winner).toMatchObject({ status: 'working', lastTouch: { kind: 'call' } });
    expect(loser.status).toBe('new');
  });

  it('gives an address back that became the lead’s own since, and the lead its former one', async () => {
    const [a, b] = [aLead({ id: newId(NOW) }), aLead({ id: newId(NOW), email: 'm@else.example' })];
    const table = tableOf(a, b);
    const desk = aDesk(table);
    const { mergeId = '', lead } = await mergeLeads(desk, a.id, { otherId: b.id }, undefined);
    const changed = await updateLead(desk, a.id, lead.version, { email: 'm@else.example' });
    expect(changed.otherEmails).toBeUndefined();
    const { winner, loser } = await undoMerge(desk, mergeId);
    expect([winner.email, loser.email]).toEqual([a.email, b.email]);
    const identities = await findEmailIdentities(table, [a.email ?? '', b.email ?? '']);
    expect(identities.map(({ leadId }) => leadId).sort()).toEqual([a.id, b.id].sort());
  });

  it('refuses while an address of the other lead is somebody else’s', async () => {
    const [a, b] = [aLead({ id: newId(NOW) }), aLead({ id: newId(NOW), email: 'm@else.example' })];
    const c = aLead({ id: newId(NOW), email: 'c@else.example' });
    const table = tableOf(a, b, c);
    const desk = aDesk(table);
    const { mergeId = '', lead } = await mergeLeads(
      desk,
      a.id,
      { otherId: b.id, fields: { email: 'other' } },
      undefined,
    );
    await updateLead(desk, a.id, lead.version, { email: undefined });
    await updateLead(desk, c.id, c.version, { email: 'm@else.example' });
    await expect(undoMerge(desk, mergeId)).rejects.toMatchObject({ code: 'address-taken', details: { leadId: c.id } });
  });
});

describe('a merged lead', () => {
  it('takes what the intake gets for either address, and counts the same submission once, also when the merge came in between', async () => {
    const table = memoryTable();
    const { intake } = anIntake(table);
    const post = (email: string) =>
      aSubmission({ id: newId(NOW), fields: { email, firstName: 'Mia', company: 'Acme' } });
    const [first, second, third] = [post('mia@acme.example'), post('m@else.example'), post('m@else.example')];
    for (const submission of [first, second, third]) {
      await table.put(submissionEntity.toItem(submission));
      await processSubmission(intake, submission.id);
    }
    const [one, other] = table.ofType('lead').map((item) => leadEntity.fromItem(item));
    if (!one || !other) throw new Error('there are not two leads');
    const desk = aDesk(table);
    await mergeLeads(desk, one.id, { otherId: other.id }, undefined);
    // The marks were lost: all three come again.
    for (const submission of [first, second, third]) {
      await table.put(submissionEntity.toItem(submission));
      await processSubmission(intake, submission.id);
    }
    expect((await getLead(table, one.id)).submissionCount).toBe(3);
    const late = post('m@else.example');
    await table.put(submissionEntity.toItem(late));
    await processSubmission(intake, late.id);
    expect(await getLead(table, one.id)).toMatchObject({ submissionCount: 4, lastSubmissionId: late.id });
    expect(table.ofType('timeline-entry').find(({ submissionId }) => submissionId === late.id)).toMatchObject({
      timeline: `PARTY#${other.id}`,
      on: { type: 'lead', id: one.id },
    });
  });

  it('frees all its addresses when it is given up, and takes back those that are still free when it is reopened', async () => {
    const people = ['a', 'b', 'c'].map((name) => aLead({ id: newId(NOW), email: `${name}@x.example` }));
    const [a, b, c] = people;
    if (!a || !b || !c) throw new Error('there are three');
    const table = tableOf(...people);
    const desk = aDesk(table);
    await mergeLeads(desk, a.id, { otherId: b.id, fields: { email: 'other' } }, undefined);
    await mergeLeads(desk, a.id, { otherId: c.id }, undefined);
    const given = await disqualifyLead(desk, a.id, { reason: 'no-need' });
    expect(given.otherEmails).toEqual(['a@x.example', 'c@x.example']);
    expect(table.ofType('email-identity').filter(({ leadId }) => leadId !== undefined)).toEqual([]);
    await createLead(desk, { email: 'c@x.example' });
    const opened = await reopenLead(desk, a.id);
    expect(opened).toMatchObject({ email: 'b@x.example', otherEmails: ['a@x.example'] });
    const parties = await findEmailIdentities(table, ['a@x.example', 'b@x.example']);
    expect(parties.map(({ partyId }) => partyId).sort()).toEqual([a.id, b.id].sort());
  });

  it('gives all its addresses and parties to the contact that it becomes', async () => {
    const a = aQualifiedLead({ id: newId(NOW) });
    const b = aLead({ id: newId(NOW), email: 'm@else.example' });
    const table = tableOf({ ...a, partyId: a.id }, b);
    const desk = aDesk(table);
    const { mergeId = '' } = await mergeLeads(desk, a.id, { otherId: b.id }, undefined);
    const { contactId } = await convertLead(desk, a.id, {}, undefined);
    const known = await findEmailIdentities(table, ['mia@acme.example', 'm@else.example']);
    expect(known.map((one) => one.contactId)).toEqual([contactId, contactId]);
    expect(partiesOfContact(await getContact(table, contactId))).toEqual([a.id, b.id]);
    await expect(undoMerge(desk, mergeId)).rejects.toMatchObject({ code: 'lead-closed' });
  });

  it('is merged once when the answer was lost and the request comes again', async () => {
    const [a, b] = [aLead({ id: newId(NOW) }), aLead({ id: newId(NOW), email: 'm@else.example' })];
    const table = tableOf(a, b);
    const first = await mergeLeads(aDesk(table), a.id, { otherId: b.id, fields: { email: 'other' } }, a.version);
    const again = await mergeLeads(aDesk(table), a.id, { otherId: b.id, fields: { email: 'other' } }, a.version);
    expect(again).toEqual(first);
    expect(table.ofType('merge')).toHaveLength(1);
  });

  it('cannot be overwritten by whoever read the lead before', async () => {
    const [a, b] = [aLead({ id: newId(NOW) }), aLead({ id: newId(NOW), email: 'm@else.example' })];
    const table = tableOf(a, b);
    const desk = aDesk(table);
    await mergeLeads(desk, a.id, { otherId: b.id }, undefined);
    await expect(updateLead(desk, b.id, b.version, { title: 'CEO' })).rejects.toMatchObject({ code: 'lead-merged' });
    expect((await findEmailIdentity(table, 'm@else.example'))?.leadId).toBe(a.id);
  });

  it('joins what was joined before, and comes apart again from the outside in', async () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => aLead({ id: newId(NOW), email: `${name}@x.example` }));
    if (!a || !b || !c) throw new Error('there are three');
    const table = tableOf(a, b, c);
    const desk = aDesk(table);
    const inner = await mergeLeads(desk, b.id, { otherId: c.id }, undefined);
    const outer = await mergeLeads(desk, a.id, { otherId: b.id }, undefined);
    expect(outer.lead.otherEmails).toEqual(['b@x.example', 'c@x.example']);
    await expect(undoMerge(desk, inner.mergeId ?? '')).rejects.toMatchObject({ code: 'lead-merged' });
    await undoMerge(desk, outer.mergeId ?? '');
    await undoMerge(desk, inner.mergeId ?? '');
    for (const lead of [a, b, c]) expect(bare(await getLead(table, lead.id))).toEqual(bare(lead));
  });
});

/** What is stored, byte by byte but for the order of names, of which a table keeps none. */
function bytesOf(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)));
  });
}
