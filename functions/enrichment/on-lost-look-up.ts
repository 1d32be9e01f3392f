import { logError } from '../log.ts';

/** Notes that the company of a new lead was not asked for, which its page offers to do again. */
export const onLostLookUp = (leadId: string, error: unknown): void =>
  logError('the look-up of a new lead was not asked for', error, { leadId });
