import type { Answer } from '../api/client.ts';

/** The records that have a timeline, by the word in their addresses. */
export type RecordKind = 'leads' | 'accounts' | 'contacts' | 'opportunities';

/** Points at one record. */
export interface RecordRef {
  readonly kind: RecordKind;
  readonly id: string;
}

type WrittenOn = Answer<'GET /v1/leads/{id}/timeline'>['items'][number]['on'];

const KINDS: Readonly<Record<WrittenOn['type'], RecordKind>> = {
  lead: 'leads',
  account: 'accounts',
  contact: 'contacts',
  opportunity: 'opportunities',
};

/** The record on which a timeline entry was written. */
export const writtenOn = ({ type, id }: WrittenOn): RecordRef => ({ kind: KINDS[type], id });

/** The address of a record's page. */
export const pageOf = ({ kind, id }: RecordRef): string => `/${kind}/${encodeURIComponent(id)}`;
