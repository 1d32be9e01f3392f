import * as z from 'zod';
import { defineEntity, type Key } from '../table/item.ts';
import { actorRefSchema } from '../users/actor.ts';
import { ACTIVITY_KINDS } from './activity-contract.ts';

const subjectSchema = z.object({ type: z.enum(['lead', 'contact', 'account', 'opportunity']), id: z.string() });

const schema = z.object({
  id: z.string(),
  kind: z.enum([...ACTIVITY_KINDS, 'signal', 'system']),
  event: z.string().optional(),
  at: z.string(),
  by: actorRefSchema.optional(),
  subject: z.string().optional(),
  text: z.string().optional(),
  direction: z.enum(['inbound', 'outbound']).optional(),
  outcome: z.string().optional(),
  durationMinutes: z.number().optional(),
  /** The submission that a signal stands for; its message is read from there. */
  submissionId: z.string().optional(),
  /** The record on which it was written. */
  on: subjectSchema,
  /** The partition whose timeline it belongs to. */
  timeline: z.string(),
});

/** One entry of a timeline: a touch, a note, a signal or what Sluice did. */
export type TimelineEntry = z.output<typeof schema>;

/** The partition in which the timeline of a person hangs, from the first scrap on. */
export const partyTimeline = (partyId: string): string => `PARTY#${partyId}`;
export const accountTimeline = (accountId: string): string => `ACCOUNT#${accountId}`;
export const opportunityTimeline = (opportunityId: string): string => `OPPORTUNITY#${opportunityId}`;

/** Sort keys of a timeline begin with this and go on with a ULID that carries the time at which it happened. */
export const TIMELINE_PREFIX = 'T#';

export const timelineKey = (timeline: string, id: string): Key => ({ pk: timeline, sk: `${TIMELINE_PREFIX}${id}` });

export const timelineEntryEntity = defineEntity({
  type: 'timeline-entry',
  version: 1,
  schema,
  keys: (entry) => timelineKey(entry.timeline, entry.id),
});
