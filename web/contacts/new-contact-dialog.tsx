import { ApiProblem } from '../api/problem.ts';
import { Dialog } from '../look/dialog.tsx';
import { TextField } from '../look/field.tsx';
import { Form, fieldError } from '../look/form.tsx';
import { typed } from '../look/read-form.ts';
import { showToast } from '../look/toast.ts';
import { pageOf } from '../records/record-ref.ts';
import { useCreateContact } from './contact-queries.ts';

interface NewContactDialogProps {
  readonly accountId: string;
  readonly onClose: () => void;
}

/** Adds a person to an account; somebody who is a contact or an open lead already is shown instead. */
export const NewContactDialog = ({ accountId, onClose }: NewContactDialogProps) => {
  const create = useCreateContact();
  const { error } = create;
  const contactId = error instanceof ApiProblem ? error.extra('contactId') : undefined;
  const leadId = error instanceof ApiProblem ? error.extra('leadId') : undefined;
  const existing = contactId
    ? pageOf({ kind: 'contacts', id: contactId })
    : leadId && pageOf({ kind: 'leads', id: leadId });
  const submit = (texts: ReadonlyMap<string, string>) =>
    create.mutate(
      {
        accountId,
        firstName: typed(texts, 'firstName'),
        lastName: typed(texts, 'lastName'),
        email: typed(texts, 'email'),
        phone: typed(texts, 'phone'),
        title: typed(texts, 'title'),
      },
      {
        onSuccess: () => {
          showToast('Contact added');
          onClose();
        },
      },
    );
  return (
    <Dialog title="New contact" onClose={onClose}>
      <Form
        submitLabel="Add contact"
        busy={create.isPending}
        error={error}
        refusal={
          error && existing ? (
            <>
              {error.message}{' '}
              <a href={existing} onClick={onClose}>
                Open it
              </a>
            </>
          ) : undefined
        }
        onSubmit={submit}
        onCancel={onClose}
      >
        <div class="field-pair">
          <TextField name="firstName" label="First name" autoComplete="off" error={fieldError(error, 'firstName')} />
          <TextField name="lastName" label="Last name" autoComplete="off" error={fieldError(error, 'lastName')} />
        </div>
        <TextField name="email" type="email" label="E-mail" autoComplete="off" error={fieldError(error, 'email')} />
        <TextField name="phone" type="tel" label="Phone" autoComplete="off" error={fieldError(error, 'phone')} />
        <TextField name="title" label="Job title" autoComplete="off" error={fieldError(error, 'title')} />
      </Form>
    </Dialog>
  );
};
