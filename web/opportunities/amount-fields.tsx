import { SelectField, TextField } from '../look/field.tsx';
import { type Money, parseAmount, plainAmount } from '../wording/money.ts';

const REMEMBERED = 'sluice.currency';
const COMMON = ['EUR', 'USD', 'GBP', 'CHF', 'SEK', 'PLN', 'JPY'];

const startingCurrency = (): string => localStorage.getItem(REMEMBERED) ?? 'EUR';

const currencies = (): readonly string[] => [...new Set([...COMMON, ...Intl.supportedValuesOf('currency')])];

interface AmountFieldsProps {
  readonly amount?: Money | null;
  readonly error?: string | undefined;
}

/** An amount and its currency; the currency chosen last is offered first. */
export const AmountFields = ({ amount, error }: AmountFieldsProps) => {
  const chosen = amount?.currency ?? startingCurrency();
  return (
    <div class="field-pair amount">
      <TextField
        name="amount"
        label="Amount"
        inputMode="decimal"
        autoComplete="off"
        defaultValue={amount ? plainAmount(amount) : ''}
        error={error}
      />
      <SelectField name="currency" label="Currency">
        {currencies().map((currency) => (
          <option key={currency} value={currency} selected={currency === chosen}>
            {currency}
          </option>
        ))}
      </SelectField>
    </div>
  );
};

/** The amount typed into the fields: null when left empty, undefined when it is no amount. */
export const amountTyped = (texts: ReadonlyMap<string, string>): Money | null | undefined => {
  const text = texts.get('amount');
  const currency = texts.get('currency') ?? startingCurrency();
  if (!text) return null;
  const minor = parseAmount(text, currency);
  if (minor === undefined) return undefined;
  localStorage.setItem(REMEMBERED, currency);
  return { minor, currency };
};

/** What to say about a text that is no amount. */
export const NO_AMOUNT = 'Write an amount such as 12500 or 12,500.50.';
