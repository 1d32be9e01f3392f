import { describe, expect, it } from 'vitest';
import { DEMO_FORM } from '../../../lib/forms/form.ts';
import { type Intake, processSubmission } from '../../../lib/intake/process-submission.ts';
import { submissionEntity } from '../../../lib/submissions/submission-entity.ts';
import { aSubmission } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';
import { anIntake } from './an-intake.ts';

describe('before it writes anything, the intake', () => {
  it('leaves alone what waits for review or was rejected, whoever announced it', async () => {
    for (const state of ['quarantined', 'rejected'] as const) {
      const submission = aSubmission({ state });
      const table = memoryTable(submissionEntity.toItem(submission));
      await processSubmission(anIntake(table).intake, submission.id);
      expect(table.all()).toEqual([submissionEntity.toItem(submission)]);
    }
  });

  it('asks for a confirmation where the form wants one and something was consented to, before anything is written', async () => {
    const form = { ...DEMO_FORM, doubleOptIn: true };
    const asked: string[] = [];
    const askToConfirm: Intake['askToConfirm'] = async (submission, _form, email) => {
      asked.push(`${submission.id} ${email}`);
    };
    const consenting = aSubmission({ consents: { newsletter: 'hash' } });
    const silent = aSubmission();
    const table = memoryTable(submissionEntity.toItem(consenting), submissionEntity.toItem(silent));
    const { intake } = anIntake(table, { formOf: async () => form, askToConfirm });
    await processSubmission(intake, silent.id);
    await processSubmission(intake, consenting.id);
    expect(asked).toEqual([`${consenting.id} mia@acme.example`]);
    const unsent = aSubmission({ consents: { newsletter: 'hash' } });
    await table.put(submissionEntity.toItem(unsent));
    const failing = { ...intake, askToConfirm: () => Promise.reject(new Error('no mail')) };
    await expect(processSubmission(failing, unsent.id)).rejects.toThrow('no mail');
    expect(table.ofType('submission').find((item) => item['id'] === unsent.id)).toMatchObject({ state: 'received' });
  });
});
