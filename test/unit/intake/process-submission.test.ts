import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountEntity } from '../../../lib/accounts/account-entity.ts';
import { contactEntity } from '../../../lib/contacts/contact-entity.ts';
import { emailIdentityEntity } from '../../../lib/identity/email-identity-entity.ts';
import { newId } from '../../../lib/ids.ts';
import { type Intake, processSubmission } from '../../../lib/intake/process-submission.ts';
import { leadEntity } from '../../../lib/leads/lead-entity.ts';
import { insertLead } from '../../../lib/leads/lead-repository.ts';
import { type Submission, submissionEntity } from '../../../lib/submissions/submission-entity.ts';
import type { Item } from '../../../lib/table/item.ts';
import type { Table } from '../../../lib/table/table.ts';
import { Contention } from '../../../lib/table/write-errors.ts';
import { aContact, aLead, anAccount, aSubmission, later, MINUTE, NOW } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';
import { anIntake } from './an-intake.ts';

const tableWith = (submission: Submission, ...others: readonly (Item & { pk: string; sk: string })[]) =>
  memoryTable(submissionEntity.toItem(submission), ...others);

const leadsIn = (table: ReturnType<typeof memoryTable>) => table.ofType('lead').map(leadEntity.fromItem);
const submissionsIn = (table: ReturnType<typeof memoryTable>) =>
  table.ofType('submission').map(submissionEntity.fromItem);
const identitiesIn = (table: ReturnType<typeof memoryTable>) =>
  table.ofType('email-identity').map(emailIdentityEntity.fromItem);

/** A lead in the table with its claim on its address. */
const aKnownLead = (changes: Parameters<typeof aLead>[0] = {}) => {
  const lead = aLead(changes);
  const identity = { mailbox: lead.email ?? '', partyId: lead.partyId, leadId: lead.id };
  return { lead, items: [leadEntity.toItem(lead), emailIdentityEntity.toItem(identity)] };
};

/** A contact in the table, with its account and its claim on its address. */
const aKnownContact = () => {
  const account = anAccount();
  const contact = aContact({ accountId: account.id });
  const identity = { mailbox: 'mia@acme.example', partyId: contact.partyId, contactId: contact.id };
  return [accountEntity.toItem(account), contactEntity.toItem(contact), emailIdentityEntity.toItem(identity)];
};

describe('a submission of somebody new', () => {
  const submission = aSubmission({
    fields: {
      email: ' Mia@ACME.example',
      firstName: 'Mia',
      company: 'Acme',
      message: 'Call me',
    },
  });

  it('becomes a lead that is enriched, scored, flagged and assigned', async () => {
    const table = tableWith(submission);
    await processSubmission(anIntake(table).intake, submission.id);
    expect(leadsIn(table)).toEqual([
      expect.objectContaining({
        status: 'new',
        email: 'mia@acme.example',
        source: 'form:demo',
        candidate: true,
        score: 70,
        ownerId: 'rep-1',
        submissionId: submission.id,
        submissionCount: 1,
        signals: [expect.objectContaining({ form: 'demo', message: true })],
      }),
    ]);
  });

  it('founds a party, claims the address, and is marked, with nothing else written', async () => {
    const table = tableWith(submission);
    await processSubmission(anIntake(table).intake, submission.id);
    const [lead] = leadsIn(table);
    expect(lead?.partyId).toBe(lead?.id);
    expect(identitiesIn(table)).toEqual([{ mailbox: 'mia@acme.example', partyId: lead?.id, leadId: lead?.id }]);
    expect(submissionsIn(table)).toEqual([
      { ...submission, state: 'processed', leadId: lead?.id, processedAt: later(MINUTE) },
    ]);
    expect(table.all()).toHaveLength(3);
  });

  it('is told to its owner, also when the mark was lost; what it feeds later is no news', async () => {
    const told: string[] = [];
    const table = tableWith(submission);
    const { intake } = anIntake(table, { tellOwner: async ({ id, ownerId }) => void told.push(`${ownerId} ${id}`) });
    await processSubmission(intake, submission.id);
    const [lead] = leadsIn(table);
    expect(told).toEqual([`rep-1 ${lead?.id}`]);
    await table.put(submissionEntity.toItem(submission));
    await processSubmission(intake, submission.id);
    expect(told).toEqual([`rep-1 ${lead?.id}`, `rep-1 ${lead?.id}`]);
    const later = aSubmission({ fields: { email: 'mia@acme.example' } });
    await table.put(submissionEntity.toItem(later));
    await processSubmission(intake, later.id);
    expect(told).toHaveLength(2);
  });

  it('stays unassigned when there is nobody', async () => {
    const table = tableWith(submission);
    await processSubmission(anIntake(table, { router: { assign: async () => ({ lead: {} }) } }).intake, submission.id);
    expect(leadsIn(table)[0]?.ownerId).toBeUndefined();
  });
});

describe('a submission of somebody with an open lead', () => {
  const submission = aSubmission({
    fields: { email: 'mia@acme.example', firstName: 'Maria', phone: '040 123', message: 'Me again' },
  });

  it('fills what was empty, overwrites nothing, and raises the score', async () => {
    const { lead, items } = aKnownLead({ phone: undefined });
    const table = tableWith(submission, ...items);
    await processSubmission(anIntake(table).intake, submission.id);
    const [fed, ...others] = leadsIn(table);
    expect(others).toEqual([]);
    expect(fed).toMatchObject({
      id: lead.id,
      firstName: 'Mia',
      phone: '040 123',
      submissionCount: 2,
      signals: [{ form: 'demo', message: true }],
      version: lead.version + 1,
    });
    expect(fed?.score).toBeGreaterThan(lead.score);
  });

  it('leaves status, owner and last touch to the rep', async () => {
    const { lead, items } = aKnownLead({ status: 'nurturing', ownerId: 'somebody' });
    const table = tableWith(submission, ...items);
    const { intake, turns } = anIntake(table);
    await processSubmission(intake, submission.id);
    expect(leadsIn(table)[0]).toMatchObject({ status: 'nurturing', ownerId: 'somebody' });
    expect(leadsIn(table)[0]?.lastTouch).toEqual(lead.lastTouch);
    expect(turns.taken).toBe(0);
  });

  it('is a signal on the timeline of the party', async () => {
    const { lead, items } = aKnownLead();
    const table = tableWith(submission, ...items);
    await processSubmission(anIntake(table).intake, submission.id);
    expect(table.ofType('timeline-entry')).toEqual([
      expect.objectContaining({
        pk: `PARTY#${lead.partyId}`,
        kind: 'signal',
        submissionId: submission.id,
        at: submission.receivedAt,
        on: { type: 'lead', id: lead.id },
      }),
    ]);
  });

  it('is known by another spelling of the same mailbox', async () => {
    const lead = aLead({ email: 'mia.stone@gmail.com' });
    const identity = { mailbox: 'miastone@gmail.com', partyId: lead.partyId, leadId: lead.id };
    const spelled = aSubmission({ fields: { email: 'MiaStone+news@googlemail.com' } });
    const table = tableWith(spelled, leadEntity.toItem(lead), emailIdentityEntity.toItem(identity));
    await processSubmission(anIntake(table).intake, spelled.id);
    expect(leadsIn(table)).toEqual([expect.objectContaining({ id: lead.id, submissionCount: 2 })]);
  });
});

describe('a submission of a contact', () => {
  it('is a signal on their timeline, and never a second lead', async () => {
    const account = anAccount();
    const contact = aContact({ accountId: account.id });
    const submission = aSubmission();
    const identity = { mailbox: 'mia@acme.example', partyId: contact.partyId, contactId: contact.id };
    const table = tableWith(
      submission,
      accountEntity.toItem(account),
      contactEntity.toItem(contact),
      emailIdentityEntity.toItem(identity),
    );
    await processSubmission(anIntake(table).intake, submission.id);
    expect(leadsIn(table)).toEqual([]);
    expect(submissionsIn(table)[0]).toMatchObject({ state: 'processed', contactId: contact.id });
    expect(table.ofType('timeline-entry')).toEqual([
      expect.objectContaining({ pk: `PARTY#${contact.partyId}`, on: { type: 'contact', id: contact.id } }),
    ]);
  });
});

describe('a submission of a known person without an open lead', () => {
  it('becomes a new lead of the same party, with a signal on the timeline that is there', async () => {
    const partyId = newId(NOW - MINUTE);
    const submission = aSubmission();
    const table = tableWith(submission, emailIdentityEntity.toItem({ mailbox: 'mia@acme.example', partyId }));
    await processSubmission(anIntake(table).intake, submission.id);
    const [lead] = leadsIn(table);
    expect(lead?.partyId).toBe(partyId);
    expect(lead?.id).not.toBe(partyId);
    expect(identitiesIn(table)).toEqual([{ mailbox: 'mia@acme.example', partyId, leadId: lead?.id }]);
    expect(table.ofType('timeline-entry')).toEqual([
      expect.objectContaining({ pk: `PARTY#${partyId}`, on: { type: 'lead', id: lead?.id } }),
    ]);
  });
});

describe('the intake', () => {
  it('does nothing when the same message comes again', async () => {
    const submission = aSubmission();
    const table = tableWith(submission);
    await processSubmission(anIntake(table).intake, submission.id);
    const before = structuredClone(table.all());
    await processSubmission(anIntake(table).intake, submission.id);
    expect(table.all()).toEqual(before);
  });

  it.each([
    ['somebody new', []],
    ['somebody with an open lead', aKnownLead().items],
    ['a contact', aKnownContact()],
  ])(
    'counts a submission of %s once, though its mark was lost after everything else was written',
    async (_who, items) => {
      const submission = aSubmission();
      const table = tableWith(submission, ...items);
      await processSubmission(anIntake(table).intake, submission.id);
      const after = structuredClone(table.all());
      await table.put(submissionEntity.toItem(submission));
      await processSubmission(anIntake(table).intake, submission.id);
      expect(table.all()).toEqual(after);
    },
  );

  it('takes a failed submission that is sent again', async () => {
    const submission = aSubmission({ state: 'failed' });
    const table = tableWith(submission);
    await processSubmission(anIntake(table).intake, submission.id);
    expect(submissionsIn(table)[0]).toMatchObject({ state: 'processed' });
  });

  it('refuses a message about nothing', async () => {
    await expect(processSubmission(anIntake(memoryTable()).intake, newId(NOW))).rejects.toMatchObject({
      code: 'submission-not-found',
    });
  });

  it('takes one turn of the round robin, however often it has to write again', async () => {
    const submission = aSubmission();
    const table = tableWith(submission);
    let refusals = 2;
    const contended: Table = {
      ...table,
      transact: async (writes) => {
        if (refusals > 0) {
          refusals -= 1;
          throw new Contention(undefined);
        }
        await table.transact(writes);
      },
    };
    const { intake, turns } = anIntake(contended);
    await processSubmission(intake, submission.id);
    expect(turns.taken).toBe(1);
    expect(leadsIn(table)).toHaveLength(1);
  });

  it('feeds the lead that somebody else made in between', async () => {
    const submission = aSubmission();
    const table = tableWith(submission);
    const { lead, items } = aKnownLead();
    let first = true;
    const raced: Table = {
      ...table,
      transact: async (writes) => {
        if (first) {
          first = false;
          await table.transact([insertLead(lead), ...items.slice(1).map((put) => ({ label: 'raced', put }))]);
        }
        await table.transact(writes);
      },
    };
    await processSubmission(anIntake(raced).intake, submission.id);
    expect(leadsIn(table)).toEqual([expect.objectContaining({ id: lead.id, submissionCount: 2 })]);
  });

  it('takes the submissions of one mailbox of a batch one after the other', async () => {
    const spellings = ['mia.stone@gmail.com', 'MiaStone@googlemail.com', 'tom@acme.example'];
    const submissions = spellings.map((email) => aSubmission({ fields: { email } }));
    const table = memoryTable(...submissions.map(submissionEntity.toItem));
    const mailboxes: string[] = [];
    const oneByOne: Intake['oneByOne'] = (mailbox, work) => {
      mailboxes.push(mailbox);
      return work();
    };
    for (const { id } of submissions) await processSubmission(anIntake(table, { oneByOne }).intake, id);
    expect(mailboxes).toEqual(['miastone@gmail.com', 'miastone@gmail.com', 'tom@acme.example']);
  });

  it('makes one lead of any number of simultaneous messages about one person', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.boolean(), { minLength: 1, maxLength: 3 }),
        async (scheduler, twice) => {
          const submissions = twice.map(() => aSubmission());
          const table = memoryTable(...submissions.map(submissionEntity.toItem));
          const interleaved: Table = {
            ...table,
            get: scheduler.scheduleFunction(table.get),
            transact: scheduler.scheduleFunction(table.transact),
          };
          const messages = submissions.flatMap(({ id }, index) => (twice[index] ? [id, id] : [id]));
          const { intake } = anIntake(interleaved);
          await scheduler.waitFor(Promise.all(messages.map((id) => processSubmission(intake, id))));
          expect(leadsIn(table)).toEqual([expect.objectContaining({ submissionCount: submissions.length })]);
          expect(table.ofType('timeline-entry')).toHaveLength(submissions.length - 1);
          expect(submissionsIn(table).every(({ state }) => state === 'processed')).toBe(true);
        },
      ),
      { numRuns: 25 },
    );
  });
});
