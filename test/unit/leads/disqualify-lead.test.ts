import { describe, expect, it } from 'vitest';
import { emailIdentityEntity } from '../../../lib/identity/email-identity-entity.ts';
import { disqualifyLead, reopenLead } from '../../../lib/leads/disqualify-lead.ts';
import { type Lead, leadEntity } from '../../../lib/leads/lead-entity.ts';
import { userEntity } from '../../../lib/users/user-entity.ts';
import { aDesk, aLead, aQualifiedLead, aUser } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';

const identityOf = (lead: Lead) =>
  emailIdentityEntity.toItem({ mailbox: lead.email ?? '', partyId: lead.partyId, leadId: lead.id });

const tableWith = (lead: Lead) => memoryTable(userEntity.toItem(aUser()), leadEntity.toItem(lead), identityOf(lead));

describe('a lead that is given up', () => {
  it('says why, leaves the queues, frees its address and is learned from', async () => {
    const lead = aLead();
    const table = tableWith(lead);
    const closed = await disqualifyLead(aDesk(table), lead.id, { reason: 'no-budget', note: 'Next year' });
    expect(closed).toMatchObject({
      status: 'disqualified',
      disqualification: { reason: 'no-budget', note: 'Next year' },
    });
    expect(leadEntity.toItem(closed)).not.toHaveProperty('ownerKey');
    expect(table.ofType('email-identity')[0]).not.toHaveProperty('leadId');
    expect(table.ofType('timeline-entry')).toMatchObject([
      { event: 'lead-disqualified', subject: 'no-budget', text: 'Next year' },
    ]);
    expect(table.ofType('lead-outcome')).toMatchObject([{ leadId: lead.id, outcome: 'lost' }]);
    await expect(disqualifyLead(aDesk(table), lead.id, { reason: 'no-fit' })).rejects.toMatchObject({
      code: 'lead-closed',
    });
  });

  it('is worked on again when it is reopened, and qualified at once where the gate still passes', async () => {
    for (const [lead, status] of [
      [aLead(), 'working'],
      [aQualifiedLead(), 'qualified'],
    ] as const) {
      const table = tableWith(lead);
      const desk = aDesk(table);
      await disqualifyLead(desk, lead.id, { reason: 'bad-timing' });
      const opened = await reopenLead(desk, lead.id);
      expect(opened).toMatchObject({ status, disqualification: undefined });
      expect(table.ofType('email-identity')).toMatchObject([{ leadId: lead.id }]);
      expect(table.ofType('lead-outcome')).toMatchObject([{ outcome: 'open' }]);
      await expect(reopenLead(desk, lead.id)).rejects.toMatchObject({ code: 'lead-not-disqualified' });
    }
  });

  it('stays closed when its address is another lead’s by now', async () => {
    const lead = aLead();
    const table = tableWith(lead);
    const desk = aDesk(table);
    await disqualifyLead(desk, lead.id, { reason: 'not-reachable' });
    await table.put(identityOf(aLead({ partyId: lead.partyId })));
    await expect(reopenLead(desk, lead.id)).rejects.toMatchObject({ code: 'lead-exists' });
  });
});
