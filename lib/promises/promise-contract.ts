import * as z from 'zod';

/** What follows when a promise is missed: its owner is told; somebody else is told as well; or somebody else gets the lead. */
export const MISSED_PROMISES = ['remind', 'escalate', 'reassign'] as const;

/** A month around the clock. */
const MOST_MINUTES = 44_640;

/** What a routing rule promises: a first touch within so many minutes of the owner's working time. */
export const responsePromise = z
  .strictObject({
    minutes: z.number().int().min(1).max(MOST_MINUTES),
    ifMissed: z.enum(MISSED_PROMISES),
    /** How many minutes of working time before that the owner is reminded; left out, they are not. */
    remindMinutesBefore: z.number().int().min(1).optional(),
  })
  .refine(({ minutes, remindMinutesBefore = 0 }) => remindMinutesBefore < minutes, {
    message: 'must be less than the promise itself',
    path: ['remindMinutesBefore'],
  });

export type ResponsePromise = z.output<typeof responsePromise>;
