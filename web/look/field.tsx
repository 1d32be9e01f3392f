import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';

interface FieldFrame {
  readonly label: string;
  readonly hint?: ComponentChildren;
  readonly error?: string | undefined;
}

interface Described {
  readonly id: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string | undefined;
}

/** Label, hint and error around one control, tied together for screen readers. */
const Field = ({
  label,
  hint,
  error,
  control,
}: FieldFrame & { readonly control: (described: Described) => JSX.Element }) => {
  const id = useId();
  const note = error || hint ? `${id}-note` : undefined;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {control({ id, 'aria-invalid': error !== undefined, 'aria-describedby': note })}
      {error ? (
        <p id={note} class="field-error">
          {error}
        </p>
      ) : (
        hint && (
          <p id={note} class="field-hint">
            {hint}
          </p>
        )
      )}
    </div>
  );
};

interface TextFieldProps extends FieldFrame {
  readonly name: string;
  readonly type?: 'text' | 'email' | 'tel' | 'date' | 'datetime-local' | 'url';
  readonly defaultValue?: string | undefined;
  readonly value?: string;
  readonly onInput?: JSX.IntrinsicElements['input']['onInput'];
  readonly placeholder?: string;
  readonly autoComplete?: 'off';
  readonly inputMode?: 'decimal' | 'numeric' | 'url';
  readonly maxLength?: number;
  /** The id of a list of suggestions. */
  readonly list?: string;
}

/** A line to type into. */
export const TextField = ({ label, hint, error, ...input }: TextFieldProps) => (
  <Field label={label} hint={hint} error={error} control={(described) => <input {...input} {...described} />} />
);

/** Several lines to type into. */
export const TextAreaField = ({ label, hint, error, ...area }: FieldFrame & JSX.IntrinsicElements['textarea']) => (
  <Field label={label} hint={hint} error={error} control={(described) => <textarea {...area} {...described} />} />
);

/** One of several values. */
export const SelectField = ({ label, hint, error, ...select }: FieldFrame & JSX.IntrinsicElements['select']) => (
  <Field label={label} hint={hint} error={error} control={(described) => <select {...select} {...described} />} />
);

interface CheckFieldProps extends FieldFrame {
  readonly checked: boolean;
  readonly onCheck: (checked: boolean) => void;
}

/** Yes or no. */
export const CheckField = ({ label, hint, checked, onCheck }: CheckFieldProps) => {
  const id = useId();
  return (
    <div class="check-field">
      <label class="switch">
        <input
          type="checkbox"
          checked={checked}
          aria-describedby={hint ? `${id}-note` : undefined}
          onChange={(event) => onCheck(event.currentTarget.checked)}
        />
        {label}
      </label>
      {hint && (
        <p id={`${id}-note`} class="field-hint">
          {hint}
        </p>
      )}
    </div>
  );
};
