import * as z from 'zod';
import type { Form } from '../forms/form.ts';
import type { Table } from '../table/table.ts';
import { RATE_WINDOW, rateKey } from './rate-key.ts';

const counted = z.object({ used: z.number() });

/** Whether a form gets more posts than it should, in this minute or the one before: who fills it in now posts a little later. `now` in milliseconds. */
export const isUnderPressure = async (table: Pick<Table, 'get'>, form: Form, now: number): Promise<boolean> => {
  const minute = Math.floor(now / RATE_WINDOW);
  const items = await Promise.all([minute, minute - 1].map((one) => table.get(rateKey(`form:${form.id}`, one))));
  return items.some((item) => item !== undefined && counted.parse(item).used >= form.spam.perMinute);
};
