import { SelectField, TextField } from '../look/field.tsx';
import { fieldError } from '../look/form.tsx';
import { AmountFields, NO_AMOUNT } from './amount-fields.tsx';
import { KIND_LABELS, KINDS } from './opportunity-kind.ts';
import type { Opportunity, OpportunityKind } from './opportunity-queries.ts';

interface OpportunityFieldsProps {
  readonly name: string;
  readonly kind: OpportunityKind;
  readonly amount?: Opportunity['amount'];
  readonly closeDate?: string | null;
  readonly badAmount: boolean;
  readonly error: unknown;
}

/** What a rep says about an opportunity: name, kind, amount and when it may close. */
export const OpportunityFields = ({ name, kind, amount, closeDate, badAmount, error }: OpportunityFieldsProps) => (
  <>
    <TextField name="name" label="Name" autoComplete="off" defaultValue={name} error={fieldError(error, 'name')} />
    <SelectField name="kind" label="Kind" error={fieldError(error, 'kind')}>
      {KINDS.map((choice) => (
        <option key={choice} value={choice} selected={choice === kind}>
          {KIND_LABELS[choice]}
        </option>
      ))}
    </SelectField>
    <AmountFields amount={amount} error={badAmount ? NO_AMOUNT : fieldError(error, 'amount')} />
    <TextField
      name="closeDate"
      type="date"
      label="Expected to close"
      defaultValue={closeDate ?? ''}
      error={fieldError(error, 'closeDate')}
    />
  </>
);
