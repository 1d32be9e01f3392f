import { useState } from 'preact/hooks';
import { useAccount } from '../accounts/account-queries.ts';
import { LastTouchLine } from '../activities/last-touch.tsx';
import { LogActivity } from '../activities/log-activity.tsx';
import { Timeline } from '../activities/timeline.tsx';
import { PersonConsents } from '../consents/person-consents.tsx';
import { extrasAsTexts, extrasChange, ownChange } from '../fields/custom-text.ts';
import { type FieldDefinition, useFieldsOf } from '../fields/field-queries.ts';
import { RecordExtras } from '../fields/record-extras.tsx';
import { BackLink } from '../look/back-link.tsx';
import { Icon } from '../look/icon.tsx';
import { PageTitle } from '../look/page-title.tsx';
import { Reach } from '../look/reach.tsx';
import { Skeleton } from '../look/skeleton.tsx';
import { Trouble } from '../look/trouble.tsx';
import { useAbilities } from '../people/people-queries.ts';
import { EditDialog, type Snapshot } from '../records/edit-dialog.tsx';
import { pageOf } from '../records/record-ref.ts';
import { type Contact, useContact, useReloadContact, useUpdateContact } from './contact-queries.ts';

const FIELDS = [
  { name: 'firstName', label: 'First name' },
  { name: 'lastName', label: 'Last name' },
  { name: 'email', label: 'E-mail', type: 'email' },
  { name: 'phone', label: 'Phone', type: 'tel' },
  { name: 'title', label: 'Job title' },
] as const;

const snapshotOf = (contact: Contact, custom: readonly FieldDefinition[]): Snapshot => ({
  texts: {
    ...Object.fromEntries(FIELDS.map(({ name }) => [name, contact[name] ?? ''])),
    ...extrasAsTexts(custom, contact),
  },
  version: contact.version,
});

const EditContactDialog = ({ contact, onClose }: { readonly contact: Contact; readonly onClose: () => void }) => {
  const update = useUpdateContact(contact.id);
  const reload = useReloadContact(contact.id);
  const custom = useFieldsOf('contact');
  return (
    <EditDialog
      title={`Edit ${contact.name}`}
      fields={FIELDS}
      custom={custom}
      record={snapshotOf(contact, custom)}
      save={(changed, version) => {
        const changes = { ...ownChange(changed), ...extrasChange(custom, changed) };
        return update.mutateAsync({ changes, version });
      }}
      reload={async () => snapshotOf(await reload(), custom)}
      onClose={onClose}
    />
  );
};

const ContactHeader = ({ contact }: { readonly contact: Contact }) => {
  const { sell } = useAbilities();
  const account = useAccount(contact.accountId);
  const [editing, setEditing] = useState(false);
  return (
    <header class="card record-head">
      <div class="record-who">
        <span class="head-mark">
          <Icon name="contact" size={28} />
        </span>
        <div class="record-name">
          <PageTitle name={contact.name} />
          <p class="record-work">
            {contact.title && `${contact.title} at `}
            <a href={pageOf({ kind: 'accounts', id: contact.accountId })}>{account.data?.name ?? 'the account'}</a>
          </p>
          {contact.leadId && (
            <p class="chips">
              <a class="chip" href={pageOf({ kind: 'leads', id: contact.leadId })}>
                Was a lead
              </a>
            </p>
          )}
        </div>
        {sell && (
          <button type="button" class="button edit" onClick={() => setEditing(true)}>
            Edit
          </button>
        )}
      </div>
      <div class="record-facts">
        <div class="fact">
          <span class="fact-label">Last touch</span>
          <LastTouchLine touch={contact.lastTouch} />
        </div>
        <div class="fact">
          <span class="fact-label">Reach</span>
          <Reach email={contact.email} phone={contact.phone} />
        </div>
      </div>
      {editing && <EditContactDialog contact={contact} onClose={() => setEditing(false)} />}
    </header>
  );
};

/** A person at an account, with everything said to them from the first scrap on. */
export const ContactPage = ({ id }: { readonly id: string }) => {
  const contact = useContact(id);
  const { sell } = useAbilities();
  const record = { kind: 'contacts', id } as const;
  if (!contact.data) {
    return (
      <>
        <BackLink href="/accounts" label="Accounts" />
        <PageTitle name="Contact" />
        {contact.isError ? <Trouble error={contact.error} onRetry={contact.refetch} /> : <Skeleton rows={5} tall />}
      </>
    );
  }
  return (
    <>
      <BackLink href={pageOf({ kind: 'accounts', id: contact.data.accountId })} label="Account" />
      <ContactHeader contact={contact.data} />
      <div class="record single">
        {sell && <LogActivity record={record} />}
        <RecordExtras record="contact" custom={contact.data.custom} tags={contact.data.tags} />
        <PersonConsents person={record} />
        <Timeline record={record} />
      </div>
    </>
  );
};
