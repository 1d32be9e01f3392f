import { useState } from 'preact/hooks';
import type { Account } from '../accounts/account-queries.ts';
import { Dialog } from '../look/dialog.tsx';
import { Form } from '../look/form.tsx';
import { typed } from '../look/read-form.ts';
import { showToast } from '../look/toast.ts';
import { amountTyped } from './amount-fields.tsx';
import { OpportunityFields } from './opportunity-fields.tsx';
import { kindOf } from './opportunity-kind.ts';
import { useCreateOpportunity } from './opportunity-queries.ts';

interface NewOpportunityDialogProps {
  readonly account: Account;
  /** Whether the account has had none so far. */
  readonly first: boolean;
  /** Whose interest it was, if one person's. */
  readonly contactId?: string;
  readonly onStarted?: () => void;
  readonly onClose: () => void;
}

/** Starts the first sale at an account, or the next one. */
export const NewOpportunityDialog = ({ account, first, contactId, onStarted, onClose }: NewOpportunityDialogProps) => {
  const create = useCreateOpportunity();
  const [badAmount, setBadAmount] = useState(false);
  const submit = (texts: ReadonlyMap<string, string>) => {
    const amount = amountTyped(texts);
    setBadAmount(amount === undefined);
    if (amount === undefined) return;
    create.mutate(
      {
        accountId: account.id,
        contactId,
        name: texts.get('name') ?? '',
        kind: kindOf(texts.get('kind')),
        amount: amount ?? undefined,
        closeDate: typed(texts, 'closeDate'),
      },
      {
        onSuccess: () => {
          showToast('Opportunity started');
          onStarted?.();
          onClose();
        },
      },
    );
  };
  return (
    <Dialog title="New opportunity" onClose={onClose}>
      <Form
        submitLabel="Start opportunity"
        busy={create.isPending}
        error={create.error}
        onSubmit={submit}
        onCancel={onClose}
      >
        <OpportunityFields
          name={account.name}
          kind={first ? 'new' : 'repeat'}
          badAmount={badAmount}
          error={create.error}
        />
      </Form>
    </Dialog>
  );
};
