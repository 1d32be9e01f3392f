import { describe, expect, it } from 'vitest';
import { emailIdentityEntity } from '../../../lib/identity/email-identity-entity.ts';
import { findEmailIdentity } from '../../../lib/identity/email-identity-repository.ts';
import { createLead } from '../../../lib/leads/create-lead.ts';
import { leadRoutes } from '../../../lib/leads/lead-contract.ts';
import { type Lead, leadEntity } from '../../../lib/leads/lead-entity.ts';
import { getLead } from '../../../lib/leads/lead-repository.ts';
import { logLeadActivity } from '../../../lib/leads/log-lead-activity.ts';
import { updateLead } from '../../../lib/leads/update-lead.ts';
import { qualifyLead } from '../../../lib/qualification/qualify-lead.ts';
import { userEntity } from '../../../lib/users/user-entity.ts';
import { ADA, AT, aDesk, aLead, aUser, later, MINUTE, NOW } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';

const identityOf = (lead: Lead) =>
  emailIdentityEntity.toItem({ mailbox: lead.email ?? '', partyId: lead.partyId, leadId: lead.id });

const tableWith = (...leads: readonly Lead[]) =>
  memoryTable(
    userEntity.toItem(aUser()),
    ...leads.flatMap((lead) => [leadEntity.toItem(lead), ...(lead.email ? [identityOf(lead)] : [])]),
  );

describe('entering a lead by hand', () => {
  it('gives it to whoever enters it, unless another owner or none is named', async () => {
    const table = tableWith();
    await table.put(userEntity.toItem(aUser({ id: 'user-ben' })));
    const desk = aDesk(table);
    expect((await createLead(desk, { email: 'a@a.example' })).ownerId).toBe(ADA.id);
    expect((await createLead(desk, { email: 'b@a.example', ownerId: 'user-ben' })).ownerId).toBe('user-ben');
    expect((await createLead(desk, { email: 'c@a.example', ownerId: null })).ownerId).toBeUndefined();
    await expect(createLead(desk, { email: 'd@a.example', ownerId: 'nobody' })).rejects.toMatchObject({
      code: 'user-not-found',
    });
  });

  it('is refused, with the id, when an open lead has the address in any spelling', async () => {
    const lead = aLead({ email: 'miastone@gmail.com' });
    const table = tableWith(lead);
    await expect(createLead(aDesk(table), { email: 'Mia.Stone@GMail.com' })).rejects.toMatchObject({
      code: 'lead-exists',
      details: { leadId: lead.id },
    });
  });

  it('is refused, with the id, when a contact has the address', async () => {
    const table = tableWith();
    await table.put(emailIdentityEntity.toItem({ mailbox: 'a@a.example', partyId: 'p', contactId: 'contact-1' }));
    await expect(createLead(aDesk(table), { email: 'a@a.example' })).rejects.toMatchObject({
      code: 'contact-exists',
      details: { contactId: 'contact-1' },
    });
  });

  it('claims no address for a lead that has none', async () => {
    const table = tableWith();
    await createLead(aDesk(table), { phone: '040 123' });
    expect(table.ofType('email-identity')).toEqual([]);
  });

  it('makes one lead when two enter the same address at once', async () => {
    const table = tableWith();
    const outcomes = await Promise.allSettled(
      [1, 2, 3].map(() => createLead(aDesk(table), { email: 'mia@acme.example' })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(table.ofType('lead')).toHaveLength(1);
  });
});

describe('changing a lead', () => {
  it('keeps what is left out, and empties what is null or empty', async () => {
    const lead = aLead({ title: 'Buyer' });
    const table = tableWith(lead);
    const body = leadRoutes.updateLead.body.parse({ company: 'Acme Ltd', title: null, lastName: '' });
    const changed = await updateLead(aDesk(table), lead.id, lead.version, body);
    expect(changed).toMatchObject({ firstName: 'Mia', company: 'Acme Ltd', version: lead.version + 1, updatedAt: AT });
    expect([changed.title, changed.lastName]).toEqual([undefined, undefined]);
    expect(await getLead(table, lead.id)).toEqual(changed);
  });

  it('is refused when somebody else changed it since', async () => {
    const lead = aLead({ version: 3 });
    const table = tableWith(lead);
    for (const version of [2, 4]) {
      await expect(updateLead(aDesk(table), lead.id, version, { company: 'Late' })).rejects.toMatchObject({
        category: 'precondition-failed',
        code: 'version-mismatch',
      });
    }
    expect(await getLead(table, lead.id)).toEqual(lead);
  });

  it('lets one of two simultaneous changes win', async () => {
    const lead = aLead();
    const table = tableWith(lead);
    const outcomes = await Promise.allSettled(
      ['One', 'Two'].map((company) => updateLead(aDesk(table), lead.id, lead.version, { company })),
    );
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect((await getLead(table, lead.id)).version).toBe(lead.version + 1);
  });

  it('is refused once it is closed', async () => {
    const lead = aLead({ status: 'converted' });
    await expect(updateLead(aDesk(tableWith(lead)), lead.id, 1, { company: 'X' })).rejects.toMatchObject({
      code: 'lead-closed',
    });
  });

  it('moves the claim to the new address and leaves the old one free, but known', async () => {
    const lead = aLead();
    const table = tableWith(lead);
    await updateLead(aDesk(table), lead.id, lead.version, { email: 'Mia@Other.example' });
    expect(await findEmailIdentity(table, 'mia@other.example')).toMatchObject({ leadId: lead.id });
    expect(await findEmailIdentity(table, 'mia@acme.example')).toEqual({
      mailbox: 'mia@acme.example',
      partyId: lead.partyId,
    });
  });

  it('frees the address when it is emptied', async () => {
    const lead = aLead();
    const table = tableWith(lead);
    const body = leadRoutes.updateLead.body.parse({ email: '' });
    expect((await updateLead(aDesk(table), lead.id, lead.version, body)).email).toBeUndefined();
    expect((await findEmailIdentity(table, 'mia@acme.example'))?.leadId).toBeUndefined();
  });

  it('takes another spelling of its own mailbox', async () => {
    const lead = aLead({ email: 'miastone@gmail.com' });
    const table = tableWith(lead);
    const changed = await updateLead(aDesk(table), lead.id, lead.version, { email: 'mia.stone@gmail.com' });
    expect(changed.email).toBe('mia.stone@gmail.com');
    expect(await findEmailIdentity(table, 'miastone@gmail.com')).toMatchObject({ leadId: lead.id });
  });

  it("is refused with somebody else's address, and changes nothing", async () => {
    const [lead, other] = [aLead(), aLead({ email: 'tom@acme.example' })];
    const table = tableWith(lead, other);
    await expect(updateLead(aDesk(table), lead.id, lead.version, { email: 'tom@acme.example' })).rejects.toMatchObject({
      code: 'lead-exists',
      details: { leadId: other.id },
    });
    expect(await getLead(table, lead.id)).toEqual(lead);
  });
});

describe('logging an activity on a lead', () => {
  it('sets the last touch and moves a new lead to working, in one transaction with the entry', async () => {
    const lead = aLead();
    const table = tableWith(lead);
    const entry = await logLeadActivity(aDesk(table), lead.id, { kind: 'call', subject: 'Hello' });
    expect(await getLead(table, lead.id)).toMatchObject({
      status: 'working',
      lastTouch: { at: AT, kind: 'call', by: ADA },
      version: lead.version + 1,
    });
    expect(table.ofType('timeline-entry')).toEqual([
      expect.objectContaining({ id: entry.id, pk: `PARTY#${lead.partyId}`, subject: 'Hello' }),
    ]);
  });

  it('changes nothing of the lead when it is a note but that somebody worked on it', async () => {
    const lead = aLead();
    const table = tableWith(lead);
    await logLeadActivity(aDesk(table), lead.id, { kind: 'note', text: 'Ask Tom' });
    expect(await getLead(table, lead.id)).toEqual({
      ...lead,
      updatedAt: expect.any(String),
      version: lead.version + 1,
    });
    expect(table.ofType('timeline-entry')).toHaveLength(1);
  });

  it('never hides a newer touch by a back-dated one', async () => {
    const lead = aLead();
    const table = tableWith(lead);
    await logLeadActivity(aDesk(table), lead.id, { kind: 'meeting' });
    await logLeadActivity(aDesk(table), lead.id, { kind: 'call', at: later(-MINUTE) });
    expect((await getLead(table, lead.id)).lastTouch?.kind).toBe('meeting');
  });

  it('keeps every one of several that are logged at once', async () => {
    const lead = aLead();
    const table = tableWith(lead);
    const offsets = [-3, -2, -1, 0];
    await Promise.all(
      offsets.map((offset) => logLeadActivity(aDesk(table), lead.id, { kind: 'call', at: later(offset * MINUTE) })),
    );
    expect(table.ofType('timeline-entry')).toHaveLength(offsets.length);
    expect(await getLead(table, lead.id)).toMatchObject({ lastTouch: { at: AT }, version: lead.version + 4 });
  });

  it('is refused on a closed lead', async () => {
    const lead = aLead({ status: 'disqualified' });
    await expect(logLeadActivity(aDesk(tableWith(lead)), lead.id, { kind: 'call' })).rejects.toMatchObject({
      code: 'lead-closed',
    });
  });
});

describe('answering the checklist', () => {
  const CONFIRMED = { answer: 'confirmed' } as const;

  it('keeps who answered and when, and leaves other answers as they were', async () => {
    const lead = aLead();
    const table = tableWith(lead);
    await qualifyLead(aDesk(table), lead.id, undefined, { fit: { ...CONFIRMED, note: 'Right trade' } });
    const desk = aDesk(table, { now: () => NOW + MINUTE });
    const answered = await qualifyLead(desk, lead.id, 2, { need: { answer: 'denied' } });
    expect(answered.qualification).toEqual({
      fit: { answer: 'confirmed', note: 'Right trade', by: ADA, at: AT },
      need: { answer: 'denied', by: ADA, at: later(MINUTE) },
    });
  });

  it('qualifies a lead that was spoken to once fit, need and budget are confirmed', async () => {
    const lead = aLead();
    const table = tableWith(lead);
    const { id: activityId } = await logLeadActivity(aDesk(table), lead.id, { kind: 'call' });
    const answers = { fit: { ...CONFIRMED, activityId }, need: CONFIRMED };
    expect((await qualifyLead(aDesk(table), lead.id, undefined, answers)).status).toBe('working');
    expect((await qualifyLead(aDesk(table), lead.id, undefined, { budget: CONFIRMED })).status).toBe('qualified');
    expect((await qualifyLead(aDesk(table), lead.id, undefined, { need: { answer: 'unknown' } })).status).toBe(
      'working',
    );
  });

  it('asks for an activity that is on the timeline of the person', async () => {
    const [lead, other] = [aLead(), aLead({ email: 'tom@acme.example' })];
    const table = tableWith(lead, other);
    const { id: activityId } = await logLeadActivity(aDesk(table), other.id, { kind: 'call' });
    await expect(
      qualifyLead(aDesk(table), lead.id, undefined, { fit: { ...CONFIRMED, activityId } }),
    ).rejects.toMatchObject({ code: 'activity-not-found' });
  });

  it('is refused for a version that is no longer the newest, and on a closed lead', async () => {
    const [lead, closed] = [aLead({ version: 3 }), aLead({ email: 'tom@acme.example', status: 'converted' })];
    const table = tableWith(lead, closed);
    await expect(qualifyLead(aDesk(table), lead.id, 2, {})).rejects.toMatchObject({ code: 'version-mismatch' });
    await expect(qualifyLead(aDesk(table), closed.id, undefined, {})).rejects.toMatchObject({ code: 'lead-closed' });
  });
});
