import { useState } from 'preact/hooks';
import { LastTouchLine } from '../activities/last-touch.tsx';
import { itemsOf } from '../api/pages.ts';
import { Icon } from '../look/icon.tsx';
import { LoadMore } from '../look/load-more.tsx';
import { PersonBadge } from '../look/person-badge.tsx';
import { Skeleton } from '../look/skeleton.tsx';
import { Trouble } from '../look/trouble.tsx';
import { useAbilities } from '../people/people-queries.ts';
import { pageOf } from '../records/record-ref.ts';
import { useContacts } from './contact-queries.ts';
import { NewContactDialog } from './new-contact-dialog.tsx';

/** The people at an account. */
export const AccountContacts = ({ accountId }: { readonly accountId: string }) => {
  const contacts = useContacts(accountId);
  const { sell } = useAbilities();
  const [adding, setAdding] = useState(false);
  const people = itemsOf(contacts.data);
  return (
    <section class="card" aria-labelledby="contacts-title">
      <div class="card-head">
        <h2 id="contacts-title">Contacts</h2>
        {sell && (
          <button type="button" class="button small" onClick={() => setAdding(true)}>
            <Icon name="plus" size={15} /> Contact
          </button>
        )}
      </div>
      {contacts.isPending && <Skeleton rows={2} />}
      {contacts.isError && !contacts.data && <Trouble error={contacts.error} onRetry={contacts.refetch} />}
      {contacts.data && people.length === 0 && <p class="soft">Nobody yet. Add the first person you talk to.</p>}
      <ul class="contact-list">
        {people.map((contact) => (
          <li key={contact.id}>
            <a href={pageOf({ kind: 'contacts', id: contact.id })}>
              <PersonBadge name={contact.name} />
            </a>
            {contact.title && <span class="soft">{contact.title}</span>}
            <LastTouchLine touch={contact.lastTouch} />
          </li>
        ))}
      </ul>
      <LoadMore pages={contacts} />
      {adding && <NewContactDialog accountId={accountId} onClose={() => setAdding(false)} />}
    </section>
  );
};
