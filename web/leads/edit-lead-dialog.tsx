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
  { name: 'industry', label: 'Industry' },
  { name: 'employees', label: 'Employees' },
  { name: 'country', label: 'Country', hint: 'Its code of two letters, such as DE' },
] as const;

const snapshotOf = (lead: Lead, custom: readonly FieldDefinition[]): Snapshot => ({
  texts: {
    ...Object.fromEntries(FIELDS.map(({ name }) => [name, String(lead[name] ?? '')])),
    ...extrasAsTexts(custom, lead),
  },
  version: lead.version,
});

/** What is no number is sent as none that a company has, so that the answer says what is wrong with it. */
const countChange = (text: string | null | undefined): LeadChanges =>
  text === undefined ? {} : { employees: text === null ? null : Number(text) || 0 };

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
        const { employees, ...own } = ownChange(changed);
        const changes: LeadChanges = { ...own, ...countChange(employees), ...extrasChange(custom, changed) };
        return update.mutateAsync({ changes, version });
      }}
      reload={async () => snapshotOf(await reload(), custom)}
      onClose={onClose}
    />
  );
};
