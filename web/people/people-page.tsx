import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { api } from '../api/api.ts';
import { messageOf } from '../api/problem.ts';
import { Icon } from '../look/icon.tsx';
import { PageTitle } from '../look/page-title.tsx';
import { PersonBadge } from '../look/person-badge.tsx';
import { Skeleton } from '../look/skeleton.tsx';
import { showToast } from '../look/toast.ts';
import { Trouble } from '../look/trouble.tsx';
import { ROLE_LABELS } from '../wording/labels.ts';
import { InviteDialog } from './invite-dialog.tsx';
import { type User, useAbilities, useUsers } from './people-queries.ts';

const useSetActive = () => {
  const cache = useQueryClient();
  const set = useMutation({
    mutationFn: ({ user, active }: { user: User; active: boolean }) =>
      api('PATCH /v1/users/{id}', { params: { id: user.id }, body: { active } }),
    onError: (error) => showToast(messageOf(error), { tone: 'bad' }),
    onSuccess: async (user) => {
      await cache.invalidateQueries({ queryKey: ['users'] });
      showToast(user.active ? `${user.name} gets new leads again` : `${user.name} gets no new leads`, {
        action: { label: 'Undo', run: () => set.mutate({ user, active: !user.active }) },
      });
    },
  });
  return set;
};

const PersonRow = ({ user, mayChange }: { readonly user: User; readonly mayChange: boolean }) => {
  const set = useSetActive();
  return (
    <li class="row person-row">
      <div class="row-main">
        <PersonBadge name={user.name} />
        <span class="row-sub">{user.email}</span>
      </div>
      <span class="chip">{ROLE_LABELS[user.role]}</span>
      {mayChange ? (
        <label class="switch">
          <input
            type="checkbox"
            checked={user.active}
            disabled={set.isPending}
            onChange={(event) => set.mutate({ user, active: event.currentTarget.checked })}
          />
          Active
        </label>
      ) : (
        <span class="soft">{user.active ? 'Active' : 'Not active'}</span>
      )}
    </li>
  );
};

/** Who works here; an admin invites people and takes reps in and out of the round robin. */
export const PeoplePage = () => {
  const users = useUsers();
  const { administer } = useAbilities();
  const [inviting, setInviting] = useState(false);
  return (
    <>
      <header class="page-head">
        <PageTitle name="People" />
        {administer && (
          <button type="button" class="button primary" onClick={() => setInviting(true)}>
            <Icon name="plus" /> Invite
          </button>
        )}
      </header>
      <p class="soft page-note">New leads go to active people, by the rules of Routing.</p>
      {users.isPending && <Skeleton rows={4} />}
      {users.isError && !users.data && <Trouble error={users.error} onRetry={users.refetch} />}
      <ul class="rows">
        {users.data?.items.map((user) => (
          <PersonRow key={user.id} user={user} mayChange={administer} />
        ))}
      </ul>
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </>
  );
};
