import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ROLES } from '../../lib/users/role.ts';
import { api } from '../api/api.ts';
import type { CallOptions } from '../api/client.ts';
import { Dialog } from '../look/dialog.tsx';
import { SelectField, TextField } from '../look/field.tsx';
import { Form, fieldError } from '../look/form.tsx';
import { showToast } from '../look/toast.ts';
import { ROLE_LABELS } from '../wording/labels.ts';

type Invitation = CallOptions<'POST /v1/users'>['body'];

/** Invites somebody: they get an e-mail with a password for the first sign-in. */
export const InviteDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const cache = useQueryClient();
  const invite = useMutation({
    mutationFn: (body: Invitation) => api('POST /v1/users', { body }),
    onSuccess: async (user) => {
      await cache.invalidateQueries({ queryKey: ['users'] });
      showToast(`${user.name} is invited`);
      onClose();
    },
  });
  const { error } = invite;
  const submit = (texts: ReadonlyMap<string, string>) =>
    invite.mutate({
      name: texts.get('name') ?? '',
      email: texts.get('email') ?? '',
      role: ROLES.find((role) => role === texts.get('role')) ?? 'rep',
    });
  return (
    <Dialog title="Invite somebody" onClose={onClose}>
      <Form submitLabel="Invite" busy={invite.isPending} error={error} onSubmit={submit} onCancel={onClose}>
        <TextField name="name" label="Name" autoComplete="off" error={fieldError(error, 'name')} />
        <TextField name="email" type="email" label="E-mail" autoComplete="off" error={fieldError(error, 'email')} />
        <SelectField name="role" label="Role" error={fieldError(error, 'role')}>
          {ROLES.map((role) => (
            <option key={role} value={role} selected={role === 'rep'}>
              {ROLE_LABELS[role]}
            </option>
          ))}
        </SelectField>
      </Form>
    </Dialog>
  );
};
