import { LEAD_STATUS_LABELS } from '../wording/labels.ts';
import type { LeadRow } from './lead-queries.ts';

/** Where a lead stands. */
export const LeadStatusChip = ({ status }: { readonly status: LeadRow['status'] }) => (
  <span class={`chip status-${status}`}>{LEAD_STATUS_LABELS[status]}</span>
);
