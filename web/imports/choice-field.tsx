import { SelectField } from '../look/field.tsx';

interface ChoiceFieldProps<K extends string> {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly labels: Readonly<Record<K, string>>;
  readonly keys: readonly K[];
  /** The first key when there is none yet. */
  readonly value: K | undefined;
  readonly onPick: (key: K) => void;
}

/** One of a few known values. */
export const ChoiceField = <K extends string>({ labels, keys, value, onPick, ...field }: ChoiceFieldProps<K>) => (
  <SelectField
    {...field}
    value={value ?? keys[0]}
    onChange={(event) => {
      const picked = keys.find((key) => key === event.currentTarget.value);
      if (picked !== undefined) onPick(picked);
    }}
  >
    {keys.map((key) => (
      <option key={key} value={key}>
        {labels[key]}
      </option>
    ))}
  </SelectField>
);
