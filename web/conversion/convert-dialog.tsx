import { useState } from 'preact/hooks';
import type { Lead } from '../leads/lead-queries.ts';
import { Dialog } from '../look/dialog.tsx';
import { TextField } from '../look/field.tsx';
import { Form, fieldError } from '../look/form.tsx';
import { typed } from '../look/read-form.ts';
import { AmountFields, amountTyped, NO_AMOUNT } from '../opportunities/amount-fields.tsx';
import { earlierConversion, useConvert } from './conversion-queries.ts';
import { ConvertedLinks } from './converted-links.tsx';

interface ConvertDialogProps {
  readonly lead: Lead;
  readonly onClose: () => void;
}

const accountHint = ({ companyDomain }: Lead): string =>
  companyDomain
    ? `An account that already has the domain ${companyDomain} is used as it is; otherwise one is made with this name.`
    : 'An account is made with this name.';

/** Asks once before the lead is promoted: the account's name, and the first opportunity unless it is declined. */
export const ConvertDialog = ({ lead, onClose }: ConvertDialogProps) => {
  const convert = useConvert(lead.id);
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const [withOpportunity, setWithOpportunity] = useState(true);
  const [badAmount, setBadAmount] = useState(false);

  const submit = (texts: ReadonlyMap<string, string>) => {
    const amount = amountTyped(texts);
    const wrong = withOpportunity && amount === undefined;
    setBadAmount(wrong);
    if (wrong) return;
    const opportunity = {
      name: typed(texts, 'opportunityName'),
      amount: amount ?? undefined,
      closeDate: typed(texts, 'closeDate'),
    };
    const wishes = {
      accountName: typed(texts, 'accountName'),
      opportunity: withOpportunity ? opportunity : (false as const),
    };
    convert.mutate({ wishes, idempotencyKey });
  };

  const earlier = earlierConversion(convert.error);
  const result = convert.data ?? earlier;
  if (result) {
    return (
      <Dialog title={earlier ? 'Already converted' : 'Converted'} onClose={onClose}>
        <p>
          {earlier
            ? 'Somebody else was faster. Nothing was made twice; here is what they made.'
            : `${lead.name} is now a contact${convert.data?.accountCreated ? ' at a new account' : ' at an account that was there already'}.`}
        </p>
        <ConvertedLinks to={result} onOpen={onClose} takeFocus />
      </Dialog>
    );
  }
  const { error } = convert;
  return (
    <Dialog title={`Convert ${lead.name}`} onClose={onClose}>
      <Form submitLabel="Convert" busy={convert.isPending} error={error} onSubmit={submit} onCancel={onClose}>
        <TextField
          name="accountName"
          label="Account"
          defaultValue={lead.company ?? ''}
          autoComplete="off"
          hint={accountHint(lead)}
          error={fieldError(error, 'accountName')}
        />
        <label class="switch">
          <input
            type="checkbox"
            checked={withOpportunity}
            onChange={(event) => setWithOpportunity(event.currentTarget.checked)}
          />
          Start a first opportunity
        </label>
        {withOpportunity && (
          <>
            <TextField
              name="opportunityName"
              label="Opportunity"
              autoComplete="off"
              hint="Named after the account, when left empty."
              error={fieldError(error, 'opportunity.name')}
            />
            <AmountFields error={badAmount ? NO_AMOUNT : fieldError(error, 'opportunity.amount')} />
            <TextField
              name="closeDate"
              type="date"
              label="Expected to close"
              error={fieldError(error, 'opportunity.closeDate')}
            />
          </>
        )}
      </Form>
    </Dialog>
  );
};
