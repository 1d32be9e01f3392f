import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/api.ts';
import type { Answer, CallOptions } from '../api/client.ts';
import { ApiProblem } from '../api/problem.ts';
import { readRecordsAgain } from '../records/read-again.ts';

export type Conversion = Answer<'POST /v1/leads/{id}/convert'>;
type ConversionWishes = NonNullable<CallOptions<'POST /v1/leads/{id}/convert'>['body']>;

interface Attempt {
  readonly wishes: ConversionWishes;
  /** The same for every attempt of one dialog: a repeated request answers what the first one did. */
  readonly idempotencyKey: string;
}

/** Promotes a lead; afterwards everything that it may have touched is read again. */
export const useConvert = (leadId: string) => {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ wishes, idempotencyKey }: Attempt) =>
      api('POST /v1/leads/{id}/convert', { params: { id: leadId }, body: wishes, idempotencyKey }),
    onSuccess: () => readRecordsAgain(cache),
    onError: async (error) => {
      if (error instanceof ApiProblem && error.status === 409) await readRecordsAgain(cache);
    },
  });
};

const text = (value: unknown): value is string => typeof value === 'string';

/** The places that a conversion made, as far as the page needs them. */
export type ConvertedTo = Pick<Conversion, 'accountId' | 'contactId' | 'opportunityId'>;

/** The earlier conversion that a `lead-already-converted` problem carries. */
export const earlierConversion = (error: unknown): ConvertedTo | undefined => {
  if (!(error instanceof ApiProblem) || error.code !== 'lead-already-converted') return undefined;
  const { body } = error;
  if (typeof body !== 'object' || body === null || !('conversion' in body)) return undefined;
  const { conversion } = body;
  if (typeof conversion !== 'object' || conversion === null) return undefined;
  if (!('accountId' in conversion && 'contactId' in conversion)) return undefined;
  const { accountId, contactId } = conversion;
  const opportunityId =
    'opportunityId' in conversion && text(conversion.opportunityId) ? conversion.opportunityId : null;
  return text(accountId) && text(contactId) ? { accountId, contactId, opportunityId } : undefined;
};
