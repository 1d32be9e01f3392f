import { useState } from 'preact/hooks';
import { LastTouchLine } from '../activities/last-touch.tsx';
import { ApiProblem, messageOf } from '../api/problem.ts';
import { extrasAsTexts, extrasChange } from '../fields/custom-text.ts';
import { type FieldDefinition, useFieldsOf } from '../fields/field-queries.ts';
import { Icon } from '../look/icon.tsx';
import { PageTitle } from '../look/page-title.tsx';
import { showToast } from '../look/toast.ts';
import { OwnerPicker } from '../people/owner-picker.tsx';
import { useAbilities } from '../people/people-queries.ts';
import { EditDialog, type Snapshot } from '../records/edit-dialog.tsx';
import { dayName } from '../wording/relative-time.ts';
import { type Account, useReloadAccount, useUpdateAccount } from './account-queries.ts';
import { AccountStatusChip } from './account-status-chip.tsx';

const FIELDS = [
  { name: 'name', label: 'Name' },
  { name: 'domain', label: 'Domain' },
] as const;

const snapshotOf = (account: Account, custom: readonly FieldDefinition[]): Snapshot => ({
  texts: { name: account.name, domain: account.domain ?? '', ...extrasAsTexts(custom, account) },
  version: account.version,
});

/** Which company it is, whether it has bought, who looks after it, and the last touch with anybody there. */
export const AccountHeader = ({ account }: { readonly account: Account }) => {
  const { sell } = useAbilities();
  const [editing, setEditing] = useState(false);
  const update = useUpdateAccount(account.id);
  const reload = useReloadAccount(account.id);
  const custom = useFieldsOf('account');
  const assign = (ownerId: string | null) =>
    update.mutate(
      { changes: { ownerId }, version: account.version },
      {
        onSuccess: () => showToast('Owner changed'),
        onError: (error) => {
          const overtaken = error instanceof ApiProblem && error.status === 412;
          showToast(overtaken ? 'Somebody else changed this account just now; choose again.' : messageOf(error), {
            tone: 'bad',
          });
          if (overtaken) void reload();
        },
      },
    );
  return (
    <header class="card record-head">
      <div class="record-who">
        <span class="head-mark">
          <Icon name="account" size={28} />
        </span>
        <div class="record-name">
          <PageTitle name={account.name} />
          <p class="record-work">
            {account.domain ? (
              <a href={`https://${account.domain}`} target="_blank" rel="noreferrer">
                {account.domain}
              </a>
            ) : (
              'No domain'
            )}
          </p>
          <p class="chips">
            <AccountStatusChip status={account.status} />
            {account.customerSince && <span class="soft">since {dayName(account.customerSince, Date.now())}</span>}
          </p>
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
          <LastTouchLine touch={account.lastTouch} />
        </div>
        <div class="fact">
          <OwnerPicker ownerId={account.ownerId} disabled={!sell || update.isPending} onPick={assign} />
        </div>
      </div>
      {editing && (
        <EditDialog
          title={`Edit ${account.name}`}
          fields={FIELDS}
          custom={custom}
          record={snapshotOf(account, custom)}
          save={({ name, domain, ...others }, version) => {
            const own = { name, domain: domain === '' ? null : domain };
            return update.mutateAsync({ changes: { ...own, ...extrasChange(custom, others) }, version });
          }}
          reload={async () => snapshotOf(await reload(), custom)}
          onClose={() => setEditing(false)}
        />
      )}
    </header>
  );
};
