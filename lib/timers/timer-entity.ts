import * as z from 'zod';
import { shardOf } from '../ids.ts';
import { defineEntity, type Key } from '../table/item.ts';

/** What a timer is for; each kind has a handler in `functions/workers/timers.ts`. */
export const TIMER_KINDS = ['score', 'promise', 'notice-mail'] as const;
export type TimerKind = (typeof TIMER_KINDS)[number];

const schema = z.object({
  kind: z.enum(TIMER_KINDS),
  /** What it is about: the id of a lead, or of a notice. */
  subjectId: z.string(),
  /** When to look at the subject, in ISO 8601 with milliseconds. */
  dueAt: z.string(),
  /** What its handler has to know besides; each kind has a shape of its own. */
  payload: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  /** How often its handler has failed. */
  tries: z.number().optional(),
});

/** Something to look at when its time has come. It is a hint: its handler reads the truth, and does nothing when there is nothing to do any more. */
export type Timer = z.output<typeof schema>;

/** The timers of a minute are spread over this many partitions. */
const SHARDS = 4;

const MINUTE_CHARACTERS = 'yyyy-mm-ddThh:mm'.length;

/** The partitions that hold what is due within the minute of a time in milliseconds. */
export const timerPartitions = (milliseconds: number): string[] => {
  const minute = new Date(milliseconds).toISOString().slice(0, MINUTE_CHARACTERS);
  return Array.from({ length: SHARDS }, (_, shard) => `DUE#${minute}#${shard}`);
};

const sortOf = ({ dueAt, kind, subjectId }: Timer): string => `${dueAt}#${kind}#${subjectId}`;

/** Everything in a partition of timers that is due before a time in milliseconds sorts before this. */
export const dueBefore = (milliseconds: number): string => new Date(milliseconds).toISOString();

export const timerKey = (timer: Timer): Key => ({
  pk: timerPartitions(Date.parse(timer.dueAt))[shardOf(timer.subjectId, SHARDS)] ?? '',
  sk: sortOf(timer),
});

const DAY = 86_400_000;
/** Days for which a timer that nobody came for is kept. */
const KEPT = 90;

const expiryOf = ({ dueAt }: Timer): number => Math.floor((Date.parse(dueAt) + KEPT * DAY) / 1000);

export const timerEntity = defineEntity({
  type: 'timer',
  version: 1,
  schema,
  keys: (timer) => ({ ...timerKey(timer), expiresAt: expiryOf(timer) }),
});

/** Where timers lie whose handler failed too often. */
export const ASIDE_PARTITION = 'DUE#ASIDE';

/** A timer that is tried no more until somebody says so. */
export const timerAsideEntity = defineEntity({
  type: 'timer-aside',
  version: 1,
  schema,
  keys: (timer) => ({ pk: ASIDE_PARTITION, sk: sortOf(timer), expiresAt: expiryOf(timer) }),
});
