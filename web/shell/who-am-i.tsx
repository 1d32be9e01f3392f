import { messageOf } from '../api/problem.ts';
import { Icon } from '../look/icon.tsx';
import { PersonBadge } from '../look/person-badge.tsx';
import { showToast } from '../look/toast.ts';
import { useMe } from '../people/people-queries.ts';
import { signOut } from '../sign-in/session.ts';
import { ROLE_LABELS } from '../wording/labels.ts';

const leave = () => signOut().catch((error: unknown) => showToast(messageOf(error), { tone: 'bad' }));

/** The signed-in person, the list of keys, and the way out. */
export const WhoAmI = ({ onKeys }: { readonly onKeys: () => void }) => {
  const me = useMe();
  return (
    <details class="who">
      <summary>
        {me.data ? <PersonBadge name={me.data.name} /> : <span class="soft">{me.isError ? 'Who are you?' : '…'}</span>}
        {me.data && <span class="who-role">{ROLE_LABELS[me.data.role]}</span>}
      </summary>
      <div class="who-menu">
        {me.isError && <p class="soft">{messageOf(me.error)}</p>}
        <button type="button" class="button quiet" onClick={onKeys}>
          <Icon name="keyboard" /> Keys
        </button>
        <button type="button" class="button quiet" onClick={leave}>
          <Icon name="leave" /> Sign out
        </button>
      </div>
    </details>
  );
};
