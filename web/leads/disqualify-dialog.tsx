import { Dialog } from '../look/dialog.tsx';
import { SelectField, TextField } from '../look/field.tsx';
import { Form, fieldError } from '../look/form.tsx';
import { typed } from '../look/read-form.ts';
import { showToast } from '../look/toast.ts';
import { REASON_WORDS, reasonNamed } from './disqualify-reasons.ts';
import { type Lead, useDisqualifyLead, useReopenLead } from './lead-queries.ts';

/** Asks why a lead is given up. */
export const DisqualifyDialog = ({ lead, onClose }: { readonly lead: Lead; readonly onClose: () => void }) => {
  const disqualify = useDisqualifyLead(lead.id);
  const reopen = useReopenLead(lead.id);
  const submit = (texts: ReadonlyMap<string, string>) => {
    const reason = reasonNamed(typed(texts, 'reason'));
    if (!reason) return;
    disqualify.mutate(
      { reason, note: typed(texts, 'note') },
      {
        onSuccess: () => {
          showToast(`Disqualified: ${lead.name}`, { action: { label: 'Undo', run: () => reopen.mutate() } });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog title="Disqualify this lead?" onClose={onClose}>
      <Form
        submitLabel="Disqualify"
        busy={disqualify.isPending}
        error={disqualify.error}
        onSubmit={submit}
        onCancel={onClose}
      >
        <p>
          <strong>{lead.name}</strong> leaves all queues and can be reopened. Somebody who fills in a form again comes
          in as a new lead with the same history.
        </p>
        <SelectField name="reason" label="Why?">
          {Object.entries(REASON_WORDS).map(([reason, words]) => (
            <option key={reason} value={reason}>
              {words}
            </option>
          ))}
        </SelectField>
        <TextField
          name="note"
          label="Note"
          maxLength={500}
          autoComplete="off"
          error={fieldError(disqualify.error, 'note')}
        />
      </Form>
    </Dialog>
  );
};
