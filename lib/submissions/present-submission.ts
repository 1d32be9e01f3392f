import type * as z from 'zod';
import type { submission as wireSubmission } from './submission-contract.ts';
import type { Submission } from './submission-entity.ts';

/** A submission as staff see it. */
export const presentSubmission = (submission: Submission): z.output<typeof wireSubmission> => ({
  id: submission.id,
  formId: submission.formId,
  formVersion: submission.formVersion,
  state: submission.state,
  receivedAt: submission.receivedAt,
  fields: submission.fields,
  extra: submission.extra ?? {},
  attribution: submission.attribution ?? null,
  consents: Object.keys(submission.consents ?? {}),
  suspicions: submission.suspicions ?? [],
  reviewedBy: submission.reviewedBy ?? null,
  leadId: submission.leadId ?? null,
  contactId: submission.contactId ?? null,
});
