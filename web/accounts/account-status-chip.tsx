import type { Account } from './account-queries.ts';

const LABELS: Readonly<Record<Account['status'], string>> = { prospect: 'Prospect', customer: 'Customer' };

/** Whether the company has bought from us. */
export const AccountStatusChip = ({ status }: { readonly status: Account['status'] }) => (
  <span class={`chip status-${status}`}>{LABELS[status]}</span>
);
