import { useState } from 'preact/hooks';
import { ApiProblem, messageOf } from '../api/problem.ts';
import { useContact } from '../contacts/contact-queries.ts';
import { Icon } from '../look/icon.tsx';
import { showToast } from '../look/toast.ts';
import { NewOpportunityDialog } from '../opportunities/new-opportunity-dialog.tsx';
import { useAbilities } from '../people/people-queries.ts';
import { pageOf } from '../records/record-ref.ts';
import { Ago } from '../wording/ago.tsx';
import { type Account, useReloadAccount, useUpdateAccount } from './account-queries.ts';

interface RepeatSaleHintProps {
  readonly account: Account;
  readonly hint: NonNullable<Account['repeatSaleHint']>;
}

/** Says that a contact of the account filled in a form, which may be the next sale. */
export const RepeatSaleHint = ({ account, hint }: RepeatSaleHintProps) => {
  const { sell } = useAbilities();
  const contact = useContact(hint.contactId);
  const update = useUpdateAccount(account.id);
  const reload = useReloadAccount(account.id);
  const [starting, setStarting] = useState(false);
  const dismiss = async () => {
    // Another contact's post may have come in meanwhile; what is asked here is whether this one was dealt with.
    const take = (version: number) => update.mutateAsync({ changes: { repeatSaleHint: null }, version });
    try {
      await take(account.version);
    } catch (error) {
      const overtaken = error instanceof ApiProblem && error.status === 412;
      const fresh = overtaken ? await reload() : undefined;
      if (fresh?.repeatSaleHint?.submissionId === hint.submissionId) await take(fresh.version);
      else if (!overtaken) throw error;
    }
  };
  const onDismiss = () => dismiss().catch((error: unknown) => showToast(messageOf(error), { tone: 'bad' }));
  return (
    <section class="card repeat-hint" aria-label="Repeat sale?">
      <Icon name="signal" size={20} />
      <p>
        <a href={pageOf({ kind: 'contacts', id: hint.contactId })}>{contact.data?.name ?? 'A contact'}</a> filled in a
        form <Ago at={hint.at} />: a repeat sale?
      </p>
      {sell && (
        <div class="repeat-hint-buttons">
          <button type="button" class="button primary small" onClick={() => setStarting(true)}>
            New opportunity
          </button>
          <button type="button" class="button small" disabled={update.isPending} onClick={onDismiss}>
            Dismiss
          </button>
        </div>
      )}
      {starting && (
        <NewOpportunityDialog
          account={account}
          first={false}
          contactId={hint.contactId}
          onStarted={onDismiss}
          onClose={() => setStarting(false)}
        />
      )}
    </section>
  );
};
