import type * as z from 'zod';
import type { Conversion } from './conversion.ts';
import type { conversion as wireConversion } from './conversion-contract.ts';

/** The result of a conversion as the API shows it. */
export const presentConversion = ({
  leadId,
  accountId,
  contactId,
  opportunityId,
  accountCreated,
  at,
  by,
}: Conversion): z.output<typeof wireConversion> => ({
  leadId,
  accountId,
  contactId,
  opportunityId: opportunityId ?? null,
  accountCreated,
  at,
  by,
});
