import type * as z from 'zod';
import { invalid } from '../errors.ts';
import { newId } from '../ids.ts';
import type { ActorRef } from '../users/actor.ts';
import { type logActivityBody, TOUCH_KINDS } from './activity-contract.ts';
import type { LastTouch } from './last-touch.ts';
import type { TimelineEntry } from './timeline-entry-entity.ts';

type LogActivity = z.output<typeof logActivityBody>;

/** Milliseconds by which a caller's clock may be ahead of ours. */
const CLOCK_TOLERANCE = 5 * 60_000;

/**
 * The entry of something that a person logs; its id carries the time at which it happened, so a back-dated call sorts where it belongs.
 * Errors: `activity-in-future`.
 */
export const newActivity = (
  body: LogActivity,
  { by, on, timeline, now }: { by: ActorRef; on: TimelineEntry['on']; timeline: string; now: number },
): TimelineEntry => {
  const happened = body.at === undefined ? now : Date.parse(body.at);
  if (happened > now + CLOCK_TOLERANCE) {
    throw invalid('activity-in-future', 'An activity is logged after it happened.', [
      { path: 'at', message: 'is in the future' },
    ]);
  }
  const { kind, subject, text, direction, outcome, durationMinutes } = body;
  return {
    id: newId(happened),
    at: new Date(happened).toISOString(),
    kind,
    subject,
    text,
    direction,
    outcome,
    durationMinutes,
    by,
    on,
    timeline,
  };
};

/** The touch that an entry is, or `undefined` for a note. */
export const touchOf = (entry: TimelineEntry): LastTouch | undefined => {
  const kind = TOUCH_KINDS.find((touch) => touch === entry.kind);
  return kind && entry.by && { at: entry.at, kind, by: entry.by };
};
