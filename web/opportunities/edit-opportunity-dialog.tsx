import { useState } from 'preact/hooks';
import { ApiProblem } from '../api/problem.ts';
import { CustomInputs } from '../fields/custom-inputs.tsx';
import { extrasAsTexts, extrasChange } from '../fields/custom-text.ts';
import { type FieldDefinition, useFieldsOf } from '../fields/field-queries.ts';
import { Dialog } from '../look/dialog.tsx';
import { Form } from '../look/form.tsx';
import { typed } from '../look/read-form.ts';
import { showToast } from '../look/toast.ts';
import { changedFields } from '../records/edit-conflict.ts';
import { formatMoney, type Money } from '../wording/money.ts';
import { calendarDate } from '../wording/relative-time.ts';
import { amountTyped } from './amount-fields.tsx';
import { OpportunityFields } from './opportunity-fields.tsx';
import { KIND_LABELS, kindOf } from './opportunity-kind.ts';
import {
  type Opportunity,
  type OpportunityChanges,
  useReloadOpportunity,
  useUpdateOpportunity,
} from './opportunity-queries.ts';

const sameMoney = (one: Money | null, other: Money | null) =>
  one?.minor === other?.minor && one?.currency === other?.currency;

/** Only what the person changed since the form began. */
const changesOf = (
  began: Opportunity,
  texts: ReadonlyMap<string, string>,
  amount: Money | null,
  custom: readonly FieldDefinition[],
): OpportunityChanges => {
  const name = typed(texts, 'name') ?? '';
  const kind = kindOf(texts.get('kind'));
  const closeDate = typed(texts, 'closeDate') ?? null;
  const extras = extrasAsTexts(custom, began);
  const now = Object.fromEntries(texts);
  const changedExtras = changedFields(extras, now).map((field) => [field, now[field] ?? '']);
  return {
    ...extrasChange(custom, Object.fromEntries(changedExtras)),
    ...(name !== began.name && { name }),
    ...(kind !== began.kind && { kind }),
    ...(closeDate !== began.closeDate && { closeDate }),
    ...(!sameMoney(amount, began.amount) && { amount }),
  };
};

const inWords = ({ name, kind, amount, closeDate, tags }: Opportunity): string =>
  [
    name,
    KIND_LABELS[kind],
    amount ? formatMoney(amount) : 'no amount',
    closeDate ? `closes ${calendarDate(closeDate)}` : 'no close date',
    ...tags,
  ].join(' · ');

interface EditOpportunityDialogProps {
  readonly opportunity: Opportunity;
  readonly onClose: () => void;
}

/** Edits an opportunity. When somebody else saved first, what was typed stays and what is there now is shown. */
export const EditOpportunityDialog = ({ opportunity, onClose }: EditOpportunityDialogProps) => {
  const update = useUpdateOpportunity(opportunity.id);
  const reload = useReloadOpportunity(opportunity.id);
  const custom = useFieldsOf('opportunity');
  const [began] = useState(opportunity);
  const [newest, setNewest] = useState(opportunity);
  const [badAmount, setBadAmount] = useState(false);
  const submit = (texts: ReadonlyMap<string, string>) => {
    const amount = amountTyped(texts);
    setBadAmount(amount === undefined);
    if (amount === undefined) return;
    const changes = changesOf(began, texts, amount, custom);
    if (Object.keys(changes).length === 0) return onClose();
    update.mutate(
      { changes, version: newest.version },
      {
        onSuccess: () => {
          showToast('Saved');
          onClose();
        },
        onError: async (error) => {
          if (error instanceof ApiProblem && error.status === 412) setNewest(await reload());
        },
      },
    );
  };
  const overtaken = update.error instanceof ApiProblem && update.error.status === 412;
  return (
    <Dialog title={`Edit ${opportunity.name}`} onClose={onClose}>
      <Form
        submitLabel={overtaken ? 'Save mine' : 'Save'}
        busy={update.isPending}
        error={update.error}
        refusal={
          overtaken ? (
            <>
              <strong>Somebody else changed this in the meantime.</strong> It is now: {inWords(newest)}. What you typed
              is still here; save again to put your changes on top.
            </>
          ) : undefined
        }
        onSubmit={submit}
        onCancel={onClose}
      >
        <OpportunityFields {...began} badAmount={badAmount} error={update.error} />
        <CustomInputs definitions={custom} began={extrasAsTexts(custom, began)} error={update.error} />
      </Form>
    </Dialog>
  );
};
