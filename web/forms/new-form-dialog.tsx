import { useLocation } from 'preact-iso/router';
import { Dialog } from '../look/dialog.tsx';
import { TextField } from '../look/field.tsx';
import { Form, fieldError } from '../look/form.tsx';
import { useCreateForm } from './form-queries.ts';
import { newFormNamed } from './form-template.ts';

/** Makes a form from the template and opens it in the editor. */
export const NewFormDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const create = useCreateForm();
  const { route } = useLocation();
  const submit = (texts: ReadonlyMap<string, string>) =>
    create.mutate(newFormNamed(texts.get('name') ?? ''), {
      onSuccess: ({ id }) => {
        onClose();
        route(`/forms/${id}`);
      },
    });
  return (
    <Dialog title="New form" onClose={onClose}>
      <Form submitLabel="Make form" busy={create.isPending} error={create.error} onSubmit={submit} onCancel={onClose}>
        <TextField
          name="name"
          label="Name"
          autoComplete="off"
          hint="Visitors read it as the title of the form’s own page. It begins with e-mail, name, company and message."
          error={fieldError(create.error, 'name')}
        />
      </Form>
    </Dialog>
  );
};
