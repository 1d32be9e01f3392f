import type { Form } from '../forms/form.ts';
import type { Table } from '../table/table.ts';
import { isUnderPressure } from './pressure.ts';
import { type Challenge, newChallenge } from './proof-of-work.ts';

/** The work that a browser must do for a post of the form, or `null` when it need not. `now` in milliseconds. */
export const workFor = async (
  table: Pick<Table, 'get'>,
  secret: Buffer,
  form: Form,
  now: number,
): Promise<Challenge | null> => {
  const { proofOfWork } = form.spam;
  const isWanted =
    proofOfWork === 'always' || (proofOfWork === 'under-pressure' && (await isUnderPressure(table, form, now)));
  return isWanted ? newChallenge(secret, form.id, now) : null;
};
