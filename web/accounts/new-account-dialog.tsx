import { useLocation } from 'preact-iso/router';
import { ApiProblem } from '../api/problem.ts';
import { Dialog } from '../look/dialog.tsx';
import { TextField } from '../look/field.tsx';
import { Form, fieldError } from '../look/form.tsx';
import { typed } from '../look/read-form.ts';
import { pageOf } from '../records/record-ref.ts';
import { useCreateAccount } from './account-queries.ts';

/** Makes an account by hand; a domain that an account already has leads to that account. */
export const NewAccountDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const create = useCreateAccount();
  const { route } = useLocation();
  const { error } = create;
  const existing = error instanceof ApiProblem ? error.extra('accountId') : undefined;
  const submit = (texts: ReadonlyMap<string, string>) =>
    create.mutate(
      { name: texts.get('name') ?? '', domain: typed(texts, 'domain') },
      {
        onSuccess: (account) => {
          onClose();
          route(pageOf({ kind: 'accounts', id: account.id }));
        },
      },
    );
  return (
    <Dialog title="New account" onClose={onClose}>
      <Form
        submitLabel="Make account"
        busy={create.isPending}
        error={error}
        refusal={
          error && existing ? (
            <>
              {error.message}{' '}
              <a href={pageOf({ kind: 'accounts', id: existing })} onClick={onClose}>
                Open it
              </a>
            </>
          ) : undefined
        }
        onSubmit={submit}
        onCancel={onClose}
      >
        <TextField name="name" label="Name" autoComplete="off" error={fieldError(error, 'name')} />
        <TextField
          name="domain"
          label="Domain"
          autoComplete="off"
          hint="For example example.com; leads from there will find this account."
          error={fieldError(error, 'domain')}
        />
      </Form>
    </Dialog>
  );
};
