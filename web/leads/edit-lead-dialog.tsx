import { EditDialog, type Snapshot } from '../records/edit-dialog.tsx';
import { type Lead, useReloadLead, useUpdateLead } from './lead-queries.ts';

const FIELDS = [
  { name: 'firstName', label: 'First name' },
  { name: 'lastName', label: 'Last name' },
  { name: 'email', label: 'E-mail', type: 'email' },
  { name: 'phone', label: 'Phone', type: 'tel' },
  { name: 'company', label: 'Company' },
  { name: 'title', label: 'Job title' },
] as const;

const snapshotOf = (lead: Lead): Snapshot => ({
  texts: Object.fromEntries(FIELDS.map(({ name }) => [name, lead[name] ?? ''])),
  version: lead.version,
});

/** Edits who the person is and how they are reached. */
export const EditLeadDialog = ({ lead, onClose }: { readonly lead: Lead; readonly onClose: () => void }) => {
  const update = useUpdateLead(lead.id);
  const reload = useReloadLead(lead.id);
  return (
    <EditDialog
      title={`Edit ${lead.name}`}
      fields={FIELDS}
      record={snapshotOf(lead)}
      save={(changed, version) => {
        const changes = Object.fromEntries(Object.entries(changed).map(([name, text]) => [name, text || null]));
        return update.mutateAsync({ changes, version });
      }}
      reload={async () => snapshotOf(await reload())}
      onClose={onClose}
    />
  );
};
