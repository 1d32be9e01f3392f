import { describe, expect, it } from 'vitest';
import { DEMO_FORM, type Form } from '../../../lib/forms/form.ts';
import { formEntity } from '../../../lib/forms/form-entity.ts';
import { emailIdentityEntity } from '../../../lib/identity/email-identity-entity.ts';
import { newId } from '../../../lib/ids.ts';
import { processSubmission } from '../../../lib/intake/process-submission.ts';
import { replaySubmission } from '../../../lib/intake/replay-submission.ts';
import { leadEntity } from '../../../lib/leads/lead-entity.ts';
import { enrichAndScore } from '../../../lib/leads/score-change.ts';
import { type Submission, submissionEntity } from '../../../lib/submissions/submission-entity.ts';
import { aSubmission, NOW, SCORING } from '../builders.ts';
import { type MemoryTable, memoryTable } from '../memory-table.ts';
import { anIntake } from './an-intake.ts';

const FIELDS = { email: 'mia@acme.example', firstName: 'Mia', job: 'Head of Purchasing' };

/** The demo form as it is today: it knows a field more than it did. */
const todays = (changes: Partial<Form> = {}): Form => ({
  ...DEMO_FORM,
  version: 2,
  fields: [
    ...DEMO_FORM.fields.filter(({ key }) => key !== 'title'),
    { key: 'job', label: 'Job', kind: 'text', required: false, feeds: 'title' },
  ],
  ...changes,
});

const aReplay = (changes: Partial<Submission> = {}, form?: Form) => {
  const submission = aSubmission({ fields: FIELDS, ...changes });
  const table = memoryTable(submissionEntity.toItem(submission), ...(form ? [formEntity.toItem(form)] : []));
  const { intake } = anIntake(table);
  return { submission, table, intake, replay: () => replaySubmission(intake, submission.id) };
};

const leadsIn = (table: MemoryTable) => table.ofType('lead').map(leadEntity.fromItem);
const stateIn = (table: MemoryTable) => table.ofType('submission').map(submissionEntity.fromItem)[0]?.state;

/** What the table holds, without the order in which it came there. */
const contentOf = (table: MemoryTable) =>
  structuredClone(table.all()).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

describe('the replay of a processed submission', () => {
  it('fills what the form of today reads from it, counts nothing twice, and changes nothing more when repeated', async () => {
    const { submission, table, intake, replay } = aReplay();
    await processSubmission(intake, submission.id);
    const [before] = leadsIn(table);
    expect(before?.title).toBeUndefined();
    await table.put(formEntity.toItem(todays({ defaults: { tags: ['guide'] } })));
    await replay();
    const [after] = leadsIn(table);
    expect(after).toMatchObject({
      id: before?.id,
      title: 'Head of Purchasing',
      tags: ['guide'],
      submissionCount: 1,
      version: 2,
    });
    expect(after?.score).toBeGreaterThan(before?.score ?? 0);
    const once = contentOf(table);
    await replay();
    expect(contentOf(table)).toEqual(once);
  });

  it('overwrites nothing and leaves a closed lead alone', async () => {
    const { submission, table, intake, replay } = aReplay();
    await processSubmission(intake, submission.id);
    await table.put(formEntity.toItem(todays()));
    const [lead] = leadsIn(table);
    if (!lead) throw new Error('there is no lead');
    await table.put(leadEntity.toItem(enrichAndScore({ ...lead, title: 'Buyer' }, SCORING)));
    await replay();
    expect(leadsIn(table)[0]).toMatchObject({ title: 'Buyer', version: 1 });
    await table.put(leadEntity.toItem({ ...lead, status: 'disqualified' }));
    await replay();
    expect(leadsIn(table)[0]?.title).toBeUndefined();
  });

  it('does nothing to a contact, whose signal is on the timeline already', async () => {
    const { table, replay } = aReplay({ state: 'processed', contactId: newId(NOW) });
    const before = contentOf(table);
    await replay();
    expect(contentOf(table)).toEqual(before);
  });
});

describe('the replay of what was not processed', () => {
  it('takes a failed one and one that was never looked at to their lead, once', async () => {
    for (const state of ['failed', 'received'] as const) {
      const { table, replay } = aReplay({ state });
      await replay();
      const once = contentOf(table);
      expect([leadsIn(table).length, stateIn(table)]).toEqual([1, 'processed']);
      await replay();
      expect(contentOf(table)).toEqual(once);
    }
  });

  it('lets a suspect through that is none under the settings of today, and no other', async () => {
    const suspicions: Submission['suspicions'] = ['too-fast', 'form-limit'];
    const still = aReplay({ state: 'quarantined', suspicions });
    await still.replay();
    expect([leadsIn(still.table), stateIn(still.table)]).toEqual([[], 'quarantined']);
    const lenient = todays({ spam: { ...DEMO_FORM.spam, minimumSeconds: 0 } });
    const cleared = aReplay({ state: 'quarantined', suspicions }, lenient);
    await cleared.replay();
    expect([leadsIn(cleared.table).length, stateIn(cleared.table)]).toEqual([1, 'processed']);
  });

  it('leaves what was rejected alone', async () => {
    const { table, replay } = aReplay({ state: 'rejected', suspicions: ['honeypot'] });
    await replay();
    expect([leadsIn(table), stateIn(table)]).toEqual([[], 'rejected']);
  });

  it('feeds the open lead of a person who is known by now', async () => {
    const { submission, table, intake } = aReplay();
    await processSubmission(intake, submission.id);
    const again = aSubmission({ fields: { ...FIELDS, phone: '040 123' }, state: 'failed' });
    await table.put(submissionEntity.toItem(again));
    await replaySubmission(intake, again.id);
    expect(leadsIn(table)).toEqual([expect.objectContaining({ phone: '040 123', submissionCount: 2 })]);
    expect(table.ofType('email-identity').map(emailIdentityEntity.fromItem)).toHaveLength(1);
  });

  it('refuses a submission that is not there', async () => {
    const { intake } = aReplay();
    await expect(replaySubmission(intake, newId(NOW))).rejects.toMatchObject({ code: 'submission-not-found' });
  });
});
