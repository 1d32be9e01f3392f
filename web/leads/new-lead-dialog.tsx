import { useLocation } from 'preact-iso/router';
import { ApiProblem } from '../api/problem.ts';
import { Dialog } from '../look/dialog.tsx';
import { TextField } from '../look/field.tsx';
import { Form, fieldError } from '../look/form.tsx';
import { typed } from '../look/read-form.ts';
import { showToast } from '../look/toast.ts';
import { pageOf } from '../records/record-ref.ts';
import { useCreateLead } from './lead-queries.ts';

/** Where the person already is, when the address belongs to an open lead or a contact. */
const ExistingRecord = ({ error, onOpen }: { readonly error: ApiProblem; readonly onOpen: () => void }) => {
  const leadId = error.extra('leadId');
  const contactId = error.extra('contactId');
  return (
    <>
      {error.message}{' '}
      {leadId && (
        <a href={pageOf({ kind: 'leads', id: leadId })} onClick={onOpen}>
          Open the lead
        </a>
      )}
      {!leadId && contactId && (
        <a href={pageOf({ kind: 'contacts', id: contactId })} onClick={onOpen}>
          Open the contact
        </a>
      )}
    </>
  );
};

/** Enters a lead by hand: an address, a number, or a last name with a company is enough. */
export const NewLeadDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const create = useCreateLead();
  const { route } = useLocation();
  const submit = (texts: ReadonlyMap<string, string>) =>
    create.mutate(
      {
        firstName: typed(texts, 'firstName'),
        lastName: typed(texts, 'lastName'),
        email: typed(texts, 'email'),
        phone: typed(texts, 'phone'),
        company: typed(texts, 'company'),
        title: typed(texts, 'title'),
      },
      {
        onSuccess: (lead) => {
          showToast('Lead entered');
          onClose();
          route(pageOf({ kind: 'leads', id: lead.id }));
        },
      },
    );
  const { error } = create;
  const exists = error instanceof ApiProblem && error.status === 409;
  return (
    <Dialog title="New lead" onClose={onClose}>
      <Form
        submitLabel="Enter lead"
        busy={create.isPending}
        error={error}
        refusal={exists ? <ExistingRecord error={error} onOpen={onClose} /> : undefined}
        onSubmit={submit}
        onCancel={onClose}
      >
        <div class="field-pair">
          <TextField name="firstName" label="First name" autoComplete="off" error={fieldError(error, 'firstName')} />
          <TextField name="lastName" label="Last name" autoComplete="off" error={fieldError(error, 'lastName')} />
        </div>
        <TextField name="email" type="email" label="E-mail" autoComplete="off" error={fieldError(error, 'email')} />
        <TextField name="phone" type="tel" label="Phone" autoComplete="off" error={fieldError(error, 'phone')} />
        <div class="field-pair">
          <TextField name="company" label="Company" autoComplete="off" error={fieldError(error, 'company')} />
          <TextField name="title" label="Job title" autoComplete="off" error={fieldError(error, 'title')} />
        </div>
      </Form>
    </Dialog>
  );
};
