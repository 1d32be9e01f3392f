import { ApiProblem } from '../api/problem.ts';
import { Dialog } from '../look/dialog.tsx';
import { TextField } from '../look/field.tsx';
import { Form, fieldError } from '../look/form.tsx';
import { typed } from '../look/read-form.ts';
import { showToast } from '../look/toast.ts';
import { formatMoney } from '../wording/money.ts';
import { type Opportunity, useMoveOpportunity, useReloadOpportunity } from './opportunity-queries.ts';

const REASONS = ['Price', 'Chose somebody else', 'No budget', 'No decision', 'Bad timing', 'Missing feature'];

interface CloseDealDialogProps {
  readonly opportunity: Opportunity;
  readonly as: 'won' | 'lost';
  readonly onClose: () => void;
}

/** Asks before a deal is closed; a lost one wants its reason. */
export const CloseDealDialog = ({ opportunity, as, onClose }: CloseDealDialogProps) => {
  const move = useMoveOpportunity(opportunity);
  const reload = useReloadOpportunity(opportunity.id);
  const { error } = move;
  const submit = (texts: ReadonlyMap<string, string>) =>
    move.mutate(
      { stage: as, lostReason: typed(texts, 'lostReason') },
      {
        onSuccess: () => {
          showToast(as === 'won' ? `Won: ${opportunity.name}` : `Marked as lost: ${opportunity.name}`);
          onClose();
        },
        onError: (problem) => {
          if (problem instanceof ApiProblem && problem.status === 412) void reload();
        },
      },
    );
  const reasonMissing = error instanceof ApiProblem && error.code === 'lost-reason-required';
  const overtaken = error instanceof ApiProblem && error.status === 412;
  return (
    <Dialog title={as === 'won' ? 'Won?' : 'Lost?'} onClose={onClose}>
      <Form
        submitLabel={as === 'won' ? 'Yes, won' : 'Mark as lost'}
        busy={move.isPending}
        error={error}
        refusal={
          overtaken
            ? 'Somebody else changed this opportunity just now. Press the button again if it still holds.'
            : undefined
        }
        onSubmit={submit}
        onCancel={onClose}
      >
        <p>
          <strong>{opportunity.name}</strong>
          {opportunity.amount && ` · ${formatMoney(opportunity.amount)}`}. A closed opportunity stays closed.
        </p>
        {as === 'lost' && (
          <>
            <TextField
              name="lostReason"
              label="Why was it lost?"
              list="lost-reasons"
              maxLength={500}
              autoComplete="off"
              error={reasonMissing ? error.message : fieldError(error, 'lostReason')}
            />
            <datalist id="lost-reasons">
              {REASONS.map((reason) => (
                <option key={reason} value={reason} />
              ))}
            </datalist>
          </>
        )}
      </Form>
    </Dialog>
  );
};
