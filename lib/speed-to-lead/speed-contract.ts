import * as z from 'zod';
import { instant } from '../contract/fields.ts';
import { defineRoute } from '../contract/route.ts';
import { SALES } from '../users/role.ts';

const speed = {
  leads: z.number().int(),
  /** Those to whom somebody has spoken. */
  touched: z.number().int(),
  /** Open leads to whom nobody has spoken. */
  waiting: z.number().int(),
  /** From coming in to the first touch, by the clock on the wall. */
  medianSeconds: z.number().int().nullable(),
  p90Seconds: z.number().int().nullable(),
  /** Leads with a promise. */
  promised: z.number().int(),
  kept: z.number().int(),
  missed: z.number().int(),
  /** Waiting, and the promise is over; they count as missed too. */
  overdue: z.number().int(),
  /** Kept of those that were kept or missed; null when none was. */
  keptShare: z.number().min(0).max(1).nullable(),
};

export const speedToLead = z.object({
  from: instant,
  to: instant,
  /** False when there were more leads than are looked at: then `from` is later than was asked for. */
  complete: z.boolean(),
  overall: z.object(speed),
  /** By who owns the leads now; null for what nobody owns. */
  owners: z.array(z.object({ ownerId: z.string().nullable(), name: z.string().nullable(), ...speed })),
});

/** Half a quarter; the time of a request is short. */
const MOST_DAYS = 45;

export const speedRoutes = {
  getSpeedToLead: defineRoute({
    method: 'GET',
    path: '/v1/reports/speed-to-lead',
    summary: 'How soon people who filled in a form were spoken to, overall and by owner, and which promises were kept',
    access: SALES,
    recordScope: 'all',
    query: z.object({ days: z.coerce.number().int().min(1).max(MOST_DAYS).default(30) }),
    responses: { 200: speedToLead },
    errors: [],
  }),
};
