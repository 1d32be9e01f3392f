import type * as z from 'zod';
import { SluiceError } from '../errors.ts';
import { fedValue } from '../forms/fed-value.ts';
import type { Form } from '../forms/form.ts';
import { getFormVersion } from '../forms/form-repository.ts';
import { enteredAt, leadName } from '../leads/lead.ts';
import { type Lead, leadEntity } from '../leads/lead-entity.ts';
import { importOfLead } from '../leads/present-lead.ts';
import type { Submission } from '../submissions/submission-entity.ts';
import { findSubmissions } from '../submissions/submission-repository.ts';
import type { Item } from '../table/item.ts';
import type { Table } from '../table/table.ts';
import type { timelineEntry } from './activity-contract.ts';
import { type TimelineEntry, timelineEntryEntity } from './timeline-entry-entity.ts';

type WireEntry = z.output<typeof timelineEntry>;

/** The lead that founded a party tells how the person came in: it is its own first entry. */
const entryOfLead = (lead: Lead): TimelineEntry => ({
  id: lead.id,
  kind: lead.submissionId ? 'signal' : 'system',
  event: lead.submissionId ? 'submission' : importOfLead(lead) ? 'lead-imported' : 'lead-entered',
  at: enteredAt(lead),
  // Of a form, its name: it is read with the submission. Of a list, the lead itself tells which.
  subject: lead.submissionId || importOfLead(lead) ? undefined : leadName(lead),
  submissionId: lead.submissionId,
  on: { type: 'lead', id: lead.id },
  timeline: '',
});

const entryOf = (item: Item): TimelineEntry =>
  item['type'] === leadEntity.type ? entryOfLead(leadEntity.fromItem(item)) : timelineEntryEntity.fromItem(item);

/** An entry as the API shows it. */
export const presentEntry = (entry: TimelineEntry, message?: string): WireEntry => ({
  id: entry.id,
  kind: entry.kind,
  event: entry.event ?? null,
  at: entry.at,
  by: entry.by ?? null,
  subject: entry.subject ?? null,
  text: entry.text ?? message ?? null,
  direction: entry.direction ?? null,
  outcome: entry.outcome ?? null,
  durationMinutes: entry.durationMinutes ?? null,
  on: entry.on,
});

/** The form as a submission answered it, or `undefined` when that version is kept no more. */
const answeredForm = async (table: Table, { formId, formVersion }: Submission): Promise<Form | undefined> => {
  try {
    return await getFormVersion(table, formId, formVersion);
  } catch (error) {
    if (error instanceof SluiceError) return undefined;
    throw error;
  }
};

/** A page of timeline items as the API shows it, with what people wrote in the forms that they submitted. */
export const presentTimeline = async (table: Table, items: readonly Item[]): Promise<WireEntry[]> => {
  const entries = items.map(entryOf);
  const ids = entries.flatMap(({ submissionId }) => submissionId ?? []);
  const submissions = new Map((ids.length > 0 ? await findSubmissions(table, ids) : []).map((one) => [one.id, one]));
  return Promise.all(
    entries.map(async (entry) => {
      const submission = entry.submissionId === undefined ? undefined : submissions.get(entry.submissionId);
      if (!submission) return presentEntry(entry);
      const form = await answeredForm(table, submission);
      const subject = entry.subject ?? form?.name ?? submission.formId;
      return presentEntry({ ...entry, subject }, form && fedValue(form, submission.fields, 'message'));
    }),
  );
};
