import * as z from 'zod';
import { actorRef, instant, line, page, pageQuery, recordId, text } from '../contract/fields.ts';

/** What a person logs; the first three are touches (design: "Touch"). */
export const ACTIVITY_KINDS = ['call', 'email', 'meeting', 'note'] as const;
export const TOUCH_KINDS = ['call', 'email', 'meeting'] as const;

export const touchKind = z.enum(TOUCH_KINDS);

/** When somebody last spoke to this person, how, and who. */
export const lastTouch = z.object({ at: instant, kind: touchKind, by: actorRef });

export const logActivityBody = z.strictObject({
  kind: z.enum(ACTIVITY_KINDS),
  subject: line(200).optional(),
  text: text(4000).optional(),
  /** When it happened; now when left out. Not in the future, and not before 1970, where the time of an id begins. */
  at: instant.refine((at) => Date.parse(at) >= 0, 'must be after 1970').optional(),
  /** Which way the call or e-mail went. */
  direction: z.enum(['inbound', 'outbound']).optional(),
  outcome: line(100).optional(),
  durationMinutes: z.number().int().min(0).max(1440).optional(),
});

/** Signals are what the person did by themselves, system entries what Sluice did. */
export const timelineEntry = z.object({
  id: recordId,
  kind: z.enum([...ACTIVITY_KINDS, 'signal', 'system']),
  /** What a signal or system entry is about, for example `submission` or `lead-converted`. */
  event: z.string().nullable(),
  at: instant,
  by: actorRef.nullable(),
  subject: z.string().nullable(),
  text: z.string().nullable(),
  direction: z.enum(['inbound', 'outbound']).nullable(),
  outcome: z.string().nullable(),
  durationMinutes: z.number().nullable(),
  /** The record on which it was written. */
  on: z.object({ type: z.enum(['lead', 'contact', 'account', 'opportunity']), id: recordId }),
});

export const timelineQuery = z.object(pageQuery);
export const timelinePage = page(timelineEntry);
