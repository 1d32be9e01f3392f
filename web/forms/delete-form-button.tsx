import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { Dialog } from '../look/dialog.tsx';
import { Form } from '../look/form.tsx';
import { showToast } from '../look/toast.ts';
import { type Form as AForm, useDeleteForm } from './form-queries.ts';
import { dropEdit } from './kept-edits.ts';

/** Takes a form away, after asking. */
export const DeleteFormButton = ({ form }: { readonly form: AForm }) => {
  const [asking, setAsking] = useState(false);
  const remove = useDeleteForm(form.id);
  const { route } = useLocation();
  const submit = () =>
    remove.mutate(form.version, {
      onSuccess: () => {
        dropEdit(form.id);
        showToast(`${form.name} is deleted`);
        route('/forms');
      },
    });
  const close = () => setAsking(false);
  return (
    <>
      <button type="button" class="button" onClick={() => setAsking(true)}>
        Delete…
      </button>
      {asking && (
        <Dialog title={`Delete ${form.name}?`} onClose={close}>
          <Form submitLabel="Delete" busy={remove.isPending} error={remove.error} onSubmit={submit} onCancel={close}>
            <p>
              Pages that have it stop working: it takes no more posts. What it received stays, and so do the leads. To
              stop it for a while, switch it off instead.
            </p>
          </Form>
        </Dialog>
      )}
    </>
  );
};
