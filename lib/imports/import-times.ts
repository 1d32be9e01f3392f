import { timeOfId } from '../ids.ts';

const DAY = 86_400_000;

/** Days in which an import can be undone. */
const UNDO_DAYS = 30;
/** Days in which a file can be planned, and then a plan be committed: what it looked up is as old. The bucket keeps files for 60 days, so that the last undo still finds its own. */
const PLAN_DAYS = 14;

/** Until when the file of an import can be planned, in milliseconds since the epoch. */
export const plannableUntil = ({ id }: { readonly id: string }): number => timeOfId(id) + PLAN_DAYS * DAY;

/** Until when an import can be undone, in milliseconds since the epoch; `undefined` before its first row was written. */
export const undoableUntil = ({ committedAt }: { readonly committedAt?: string | undefined }): number | undefined =>
  committedAt === undefined ? undefined : Date.parse(committedAt) + UNDO_DAYS * DAY;

/** Until when a plan can be committed, in milliseconds since the epoch. */
export const commitableUntil = ({ plannedAt }: { readonly plannedAt?: string | undefined }): number =>
  plannedAt === undefined ? 0 : Date.parse(plannedAt) + PLAN_DAYS * DAY;
