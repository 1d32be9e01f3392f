import { DEMO_FORM } from '../../../lib/forms/form.ts';
import { type Capture, captureSubmission, type FormPost } from '../../../lib/submissions/capture-submission.ts';
import type { Table } from '../../../lib/table/table.ts';
import { NOW } from '../builders.ts';

export const SECRET = Buffer.alloc(32, 7);

export const FIELDS = { email: 'mia@acme.example', firstName: 'Mia' };

/** A post of the demo form. */
export const aPost = (changes: Partial<FormPost> = {}): FormPost => ({
  form: DEMO_FORM,
  posted: FIELDS,
  idempotencyKey: undefined,
  address: '203.0.113.7',
  ...changes,
});

/** A capture that never runs out of allowance, with what it sent and what it could not send. */
export const aCapture = (table: Table, changes: Partial<Capture> = {}) => {
  const sent: string[] = [];
  const unsent: string[] = [];
  const capture: Capture = {
    table,
    events: {
      send: async (event) => {
        sent.push('submissionId' in event ? event.submissionId : event.kind);
      },
      sendAll: async () => undefined,
    },
    allowance: async () => true,
    secret: async () => SECRET,
    now: () => NOW,
    onUnsent: (submissionId) => unsent.push(submissionId),
    ...changes,
  };
  return {
    capture,
    sent,
    unsent,
    post: (changed: Partial<FormPost> = {}) => captureSubmission(capture, aPost(changed)),
  };
};
