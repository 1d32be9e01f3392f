import { useState } from 'preact/hooks';
import { ApiProblem } from '../api/problem.ts';
import { Dialog } from '../look/dialog.tsx';
import { SelectField, TextAreaField, TextField } from '../look/field.tsx';
import { Form, fieldError } from '../look/form.tsx';
import { showToast } from '../look/toast.ts';
import { definitionOf, ITSELF, targetsOn, withField } from './field-form.ts';
import {
  type FieldDefinition,
  type FieldRecord,
  type FieldSettings,
  useReloadFields,
  useSetFields,
} from './field-queries.ts';
import {
  CONVERSION_TARGETS,
  FIELD_KIND_LABELS,
  FIELD_RECORD_LABELS,
  FIELD_RECORDS,
  fieldKindNamed,
  isChoice,
} from './field-words.ts';

interface FieldDialogProps {
  readonly settings: FieldSettings;
  /** The one to change; a new one when there is none. */
  readonly field?: FieldDefinition;
  readonly onClose: () => void;
}

interface OnRecordsProps {
  readonly on: readonly FieldRecord[];
  readonly error: string | undefined;
  readonly onChange: (on: readonly FieldRecord[]) => void;
}

const OnRecords = ({ on, error, onChange }: OnRecordsProps) => (
  <fieldset class="choices">
    <legend>On</legend>
    {FIELD_RECORDS.map((record) => (
      <label key={record}>
        <input
          type="checkbox"
          name={`on.${record}`}
          checked={on.includes(record)}
          onChange={(event) =>
            onChange(FIELD_RECORDS.filter((one) => (one === record ? event.currentTarget.checked : on.includes(one))))
          }
        />
        <span>{FIELD_RECORD_LABELS[record]}</span>
      </label>
    ))}
    {error && <p class="field-error">{error}</p>}
  </fieldset>
);

interface ConvertsToProps {
  readonly settings: FieldSettings;
  readonly field: FieldDefinition | undefined;
  readonly on: readonly FieldRecord[];
  readonly error: unknown;
}

/** Where a lead's value goes: to the same field of another record that has it too, unless somebody chooses otherwise. */
const ConvertsTo = ({ settings, field, on, error }: ConvertsToProps) => {
  const offered = CONVERSION_TARGETS.flatMap((record) => {
    const others = targetsOn(settings.fields, record).filter(({ key }) => key !== field?.key);
    const itself = on.includes(record);
    return itself || others.length > 0 ? [{ record, others, itself }] : [];
  });
  if (offered.length === 0) {
    return (
      <p class="field-hint">
        At conversion a lead’s value can go along to an account, a contact or an opportunity with such a field.
      </p>
    );
  }
  return (
    <>
      {offered.map(({ record, others, itself }) => {
        const target = field?.convertsTo?.[record];
        const toItself = field === undefined || !field.on.includes(record) || target === field.key;
        return (
          <SelectField
            key={`${record} ${itself}`}
            name={`convertsTo.${record}`}
            label={`At conversion, on the ${record}`}
            error={fieldError(error, `convertsTo.${record}`)}
          >
            <option value="">Nowhere</option>
            {itself && (
              <option value={ITSELF} selected={toItself}>
                This field
              </option>
            )}
            {others.map(({ key, label }) => (
              <option key={key} value={key} selected={target === key}>
                {label}
              </option>
            ))}
          </SelectField>
        );
      })}
    </>
  );
};

/** The same problem with the paths of one field, as its form knows them. */
const ofField = (error: unknown, place: number): unknown => {
  if (!(error instanceof ApiProblem)) return error;
  const errors = [...error.fields].map(([path, message]) => ({ path: path.replace(`fields.${place}.`, ''), message }));
  return new ApiProblem(error.status, error.code, error.message, { errors }, error);
};

/** Makes or changes a custom field. Its key and kind stay once it is made, since values are stored under them. */
export const FieldDialog = ({ settings, field, onClose }: FieldDialogProps) => {
  const set = useSetFields();
  const reload = useReloadFields();
  const [kind, setKind] = useState(field?.kind ?? 'text');
  const [on, setOn] = useState<readonly FieldRecord[]>(field?.on ?? ['lead']);
  const submit = (texts: ReadonlyMap<string, string>) => {
    const definition = definitionOf(new Map([...texts, ['kind', kind]]), field?.key);
    set.mutate(
      { fields: withField(settings.fields, definition, field?.key), version: settings.version },
      {
        onSuccess: () => {
          showToast('Saved');
          onClose();
        },
        onError: (error) => {
          if (error instanceof ApiProblem && error.status === 412) void reload();
        },
      },
    );
  };
  const place = field ? settings.fields.findIndex(({ key }) => key === field.key) : settings.fields.length;
  const error = ofField(set.error, place);
  const overtaken = error instanceof ApiProblem && error.status === 412;
  return (
    <Dialog title={field ? `Edit ${field.label}` : 'New field'} onClose={onClose}>
      <Form
        submitLabel={field ? 'Save' : 'Make field'}
        busy={set.isPending}
        error={set.error && error}
        refusal={
          overtaken ? 'Somebody else changed the fields just now. Theirs are read; save again to add yours.' : undefined
        }
        onSubmit={submit}
        onCancel={onClose}
      >
        <TextField
          name="label"
          label="Label"
          autoComplete="off"
          defaultValue={field?.label}
          error={fieldError(error, 'label')}
        />
        {!field && (
          <TextField
            name="key"
            label="Key"
            autoComplete="off"
            placeholder="from the label"
            hint="Its name for programs, such as team_size. It stays."
            error={fieldError(error, 'key')}
          />
        )}
        <SelectField
          label="Kind"
          value={kind}
          disabled={field !== undefined}
          error={fieldError(error, 'kind')}
          onChange={(event) => setKind(fieldKindNamed(event.currentTarget.value))}
        >
          {Object.entries(FIELD_KIND_LABELS).map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </SelectField>
        {isChoice(kind) && (
          <TextAreaField
            name="options"
            label="Values, one a line"
            rows={4}
            defaultValue={field?.options?.join('\n')}
            error={fieldError(error, 'options')}
          />
        )}
        <OnRecords on={on} error={fieldError(error, 'on')} onChange={setOn} />
        {on.includes('lead') && <ConvertsTo settings={settings} field={field} on={on} error={error} />}
      </Form>
    </Dialog>
  );
};
