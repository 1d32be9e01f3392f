import { useQuery } from '@tanstack/react-query';
import { api } from '../api/api.ts';
import type { Answer } from '../api/client.ts';
import type { RecordRef } from '../records/record-ref.ts';

export type ConsentLedger = Answer<'GET /v1/leads/{id}/consents'>;

/** Whose consents: a lead's or a contact's. */
export interface Person extends RecordRef {
  readonly kind: 'leads' | 'contacts';
}

/** What a person agreed to. */
export const useConsents = ({ kind, id }: Person) =>
  useQuery({
    queryKey: [kind, 'consents', id],
    queryFn: ({ signal }) =>
      kind === 'leads'
        ? api('GET /v1/leads/{id}/consents', { params: { id }, signal })
        : api('GET /v1/contacts/{id}/consents', { params: { id }, signal }),
  });
