import type { ComponentChildren } from 'preact';
import { SelectField, TextAreaField, TextField } from '../look/field.tsx';
import { fieldError } from '../look/form.tsx';
import type { FieldTexts } from '../records/edit-conflict.ts';
import { TagsField } from '../tags/tags-field.tsx';
import { chosenIn, customName, TAGS } from './custom-text.ts';
import type { FieldDefinition } from './field-queries.ts';

interface InputProps {
  readonly definition: FieldDefinition;
  readonly began: string;
  readonly hint: ComponentChildren;
  readonly error: string | undefined;
}

const ChoicesInput = ({ definition: { key, label, options = [] }, began, hint, error }: InputProps) => {
  const chosen = chosenIn(began);
  // A value that is no longer on the list stays until somebody takes it away.
  const offered = [...new Set([...options, ...chosen])];
  return (
    <fieldset class="choices">
      <legend>{label}</legend>
      {offered.map((option) => (
        <label key={option}>
          <input type="checkbox" name={customName(key)} value={option} defaultChecked={chosen.includes(option)} />
          <span>{option}</span>
        </label>
      ))}
      {(error || hint) && <p class={error ? 'field-error' : 'field-hint'}>{error ?? hint}</p>}
    </fieldset>
  );
};

const INPUTS = {
  text: {},
  url: { type: 'url' },
  number: { inputMode: 'decimal' },
  date: { type: 'date' },
} as const;

const CustomInput = (props: InputProps) => {
  const { definition, began, hint, error } = props;
  const { key, label, kind, options = [] } = definition;
  const name = customName(key);
  if (kind === 'choices') return <ChoicesInput {...props} />;
  if (kind === 'long-text') {
    return <TextAreaField name={name} label={label} defaultValue={began} hint={hint} error={error} />;
  }
  if (kind === 'choice' || kind === 'boolean') {
    const offered =
      kind === 'boolean'
        ? [
            { value: 'true', text: 'Yes' },
            { value: 'false', text: 'No' },
          ]
        : [...new Set([...options, ...(began ? [began] : [])])].map((option) => ({ value: option, text: option }));
    return (
      <SelectField name={name} label={label} hint={hint} error={error}>
        <option value="">Not known</option>
        {offered.map(({ value, text }) => (
          <option key={value} value={value} selected={value === began}>
            {text}
          </option>
        ))}
      </SelectField>
    );
  }
  return (
    <TextField
      {...INPUTS[kind]}
      name={name}
      label={label}
      defaultValue={began}
      autoComplete="off"
      hint={hint}
      error={error}
    />
  );
};

interface CustomInputsProps {
  readonly definitions: readonly FieldDefinition[];
  readonly began: FieldTexts;
  readonly error: unknown;
  /** What to say beside a field that somebody else changed meanwhile. */
  readonly noteOn?: (name: string) => ComponentChildren;
}

/** Inputs for custom fields and tags. One that nobody has touched shows what the record says by now. */
export const CustomInputs = ({ definitions, began, error, noteOn = () => undefined }: CustomInputsProps) => (
  <>
    {definitions.map((definition) => {
      const name = customName(definition.key);
      const text = began[name] ?? '';
      return (
        <CustomInput
          key={`${name} ${text}`}
          definition={definition}
          began={text}
          hint={noteOn(name)}
          error={fieldError(error, name)}
        />
      );
    })}
    <TagsField
      key={`tags ${began[TAGS]}`}
      name={TAGS}
      began={began[TAGS] ?? ''}
      hint={noteOn(TAGS)}
      error={fieldError(error, TAGS)}
    />
  </>
);
