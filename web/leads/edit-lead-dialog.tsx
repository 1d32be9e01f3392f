import { extrasAsTexts, extrasChange, ownChange } from '../fields/custom-text.ts';
import { type FieldDefinition, useFieldsOf } from '../fields/field-queries.ts';
import { EditDialog, type Snapshot } from '../records/edit-dialog.tsx';
import { type Lead, type LeadChanges, useReloadLead, useUpdateLead } from './lead-queries.ts';

const FIELDS = [
  { name: 'firstName', label: 'First name' },
  { name: 'lastName', label: 'Last name' },
  { name: 'email', label: 'E-mail', type: 'email' },
  { name: 'phone', label: 'Phone', type: 'tel' },
  { name: 'company', label: 'Company' },
  { name: 'title', label: 'Job title' },
] as const;

const snapshotOf = (lead: Lead, custom: readonly FieldDefinition[]): Snapshot => ({
  texts: {
    ...Object.fromEntries(FIELDS.map(({ name }) => [name, lead[name] ?? ''])),
    ...extrasAsTexts(custom, lead),
  },
  version: lead.version,
});

/** Edits who the person is and how they are reached. */
export const EditLeadDialog = ({ lead, onClose }: { readonly lead: Lead; readonly onClose: () => void }) => {
  const update = useUpdateLead(lead.id);
  const reload = useReloadLead(lead.id);
  const custom = useFieldsOf('lead');
  return (
    <EditDialog
      title={`Edit ${lead.name}`}
      fields={FIELDS}
      custom={custom}
      record={snapshotOf(lead, custom)}
      save={(changed, version) => {
        const changes: LeadChanges = { ...ownChange(changed), ...extrasChange(custom, changed) };
        return update.mutateAsync({ changes, version });
      }}
      reload={async () => snapshotOf(await reload(), custom)}
      onClose={onClose}
    />
  );
};
