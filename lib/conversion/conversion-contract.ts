import * as z from 'zod';
import { actorRef, calendarDay, instant, line, recordId } from '../contract/fields.ts';

/** ISO 4217 code. */
export const currency = z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as EUR');

/** An amount in integer minor units (cents) of a currency. */
export const money = z.object({ minor: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER), currency });

export const convertBody = z
  .strictObject({
    /** Use this account instead of matching one by domain or making one. */
    accountId: recordId.optional(),
    /** Name of the account when one is made; the lead's company when left out. */
    accountName: line(200).min(1).optional(),
    /** `false` declines the first opportunity. */
    opportunity: z
      .union([
        z.literal(false),
        z.strictObject({
          name: line(200).min(1).optional(),
          amount: money.optional(),
          closeDate: calendarDay.optional(),
        }),
      ])
      .optional(),
  })
  .optional();

export const conversion = z.object({
  leadId: recordId,
  accountId: recordId,
  contactId: recordId,
  opportunityId: recordId.nullable(),
  /** Whether the account was made by this conversion or was there already. */
  accountCreated: z.boolean(),
  at: instant,
  by: actorRef,
});
