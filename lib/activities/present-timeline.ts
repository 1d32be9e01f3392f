import type * as z from 'zod';
import { SluiceError } from '../errors.ts';
import { fedValue } from '../forms/fed-value.ts';
import type { Form } from '../forms/form.ts';
import { getFormVersion } from '../forms/form-repository.ts';
import { enteredAt, leadName } from '../leads/lead.ts';
import { type Lead, leadEntity } from '../leads/lead-entity.ts';
import { type LeadRedirect, leadRedirectEntity } from '../leads/lead-redirect-entity.ts';
import { importOfLead } from '../leads/present-lead.ts';
import type { Submission } from '../submissions/submission-entity.ts';
import { findSubmissions } from '../submissions/submission-repository.ts';
import type { Item } from '../table/item.ts';
import type { Table } from '../table/table.ts';
import type { timelineEntry } from './activity-contract.ts';
import { type TimelineEntry, timelineEntryEntity } from './timeline-entry-entity.ts';

type WireEntry = z.output<typeof timelineEntry>;

const entryOfComing = (came: Pick<Lead, 'id' | 'source' | 'submissionId'> & { name: string }): TimelineEntry => ({
  id: came.id,
  kind: came.submissionId ? 'signal' : 'system',
  event: came.submissionId ? 'submission' : importOfLead(came) ? 'lead-imported' : 'lead-entered',
  at: enteredAt(came),
  // Of a form, its name: it is read with the submission. Of a list, the lead itself tells which.
  subject: came.submissionId || importOfLead(came) ? undefined : came.name,
  submissionId: came.submissionId,
  on: { type: 'lead', id: came.id },
  timeline: '',
});

/** The lead that founded a party tells how the person came in: it is its own first entry. */
const entryOfLead = (lead: Lead): TimelineEntry => entryOfComing({ ...lead, name: leadName(lead) });

/** A lead that was merged into another one still tells how the person came in. */
const entryOfRedirect = ({ id, name, ...came }: LeadRedirect): TimelineEntry =>
  entryOfComing({ id, name, submissionId: came.submissionId, source: came.source });

const entryOf = (item: Item): TimelineEntry => {
  if (item['type'] === leadEntity.type) return entryOfLead(leadEntity.fromItem(item));
  if (item['type'] === leadRedirectEntity.type) return entryOfRedirect(leadRedirectEntity.fromItem(item));
  return timelineEntryEntity.fromItem(item);
};

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
