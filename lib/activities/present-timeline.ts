import type * as z from 'zod';
import { enteredAt, leadName } from '../leads/lead.ts';
import { type Lead, leadEntity } from '../leads/lead-entity.ts';
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
  event: lead.submissionId ? 'submission' : 'lead-entered',
  at: enteredAt(lead),
  subject: lead.submissionId ? lead.source.replace(/^form:/, '') : leadName(lead),
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

/** A page of timeline items as the API shows it, with what people wrote in the forms that they submitted. */
export const presentTimeline = async (table: Table, items: readonly Item[]): Promise<WireEntry[]> => {
  const entries = items.map(entryOf);
  const submissionIds = entries.flatMap(({ submissionId }) => submissionId ?? []);
  const submissions = submissionIds.length > 0 ? await findSubmissions(table, submissionIds) : [];
  const messages = new Map(submissions.map(({ id, fields }) => [id, fields['message']]));
  return entries.map((entry) => presentEntry(entry, entry.submissionId && messages.get(entry.submissionId)));
};
