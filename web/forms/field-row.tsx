import { useEffect, useState } from 'preact/hooks';
import { useFieldsOf } from '../fields/field-queries.ts';
import { CheckField, SelectField, TextAreaField, TextField } from '../look/field.tsx';
import { Icon } from '../look/icon.tsx';
import type { FieldDraft } from './form-draft.ts';
import { FORM_FIELD_KINDS, hasOptions, kindNamed, LEAD_FEEDS } from './form-words.ts';

const CUSTOM = 'custom.';

const useFeeds = (): readonly (readonly [string, string])[] => [
  ...Object.entries(LEAD_FEEDS),
  ...useFieldsOf('lead').map(({ key, label }) => [`${CUSTOM}${key}`, label] as const),
];

interface FieldRowProps {
  readonly field: FieldDraft;
  readonly place: number;
  readonly count: number;
  /** Whether it opens at once, because somebody just added it. */
  readonly fresh: boolean;
  readonly errorAt: (path: string) => string | undefined;
  readonly hasError: boolean;
  readonly onChange: (changes: Partial<FieldDraft>) => void;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
  readonly onDrag: () => void;
}

const FieldInputs = ({ field, errorAt, onChange }: Pick<FieldRowProps, 'field' | 'errorAt' | 'onChange'>) => {
  const feeds = useFeeds();
  const { key, label, kind, required, placeholder, options } = field;
  // A custom field that is gone stays on show until somebody chooses another.
  const offered =
    field.feeds && !feeds.some(([feed]) => feed === field.feeds)
      ? [...feeds, [field.feeds, field.feeds] as const]
      : feeds;
  return (
    <div class="form field-inputs">
      <TextField
        name="label"
        label="Label"
        autoComplete="off"
        value={label}
        error={errorAt('label')}
        onInput={(event) => onChange({ label: event.currentTarget.value })}
      />
      <div class="field-pair">
        <SelectField
          label="Kind"
          value={kind}
          error={errorAt('kind')}
          onChange={(event) => onChange({ kind: kindNamed(event.currentTarget.value) })}
        >
          {Object.entries(FORM_FIELD_KINDS).map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </SelectField>
        <SelectField
          label="Goes to"
          value={field.feeds}
          error={errorAt('feeds')}
          onChange={(event) => onChange({ feeds: event.currentTarget.value })}
        >
          <option value="">Kept as an extra</option>
          {offered.map(([value, text]) => (
            <option key={value} value={value}>
              {value.startsWith(CUSTOM) ? `Lead: ${text} (custom)` : `Lead: ${text}`}
            </option>
          ))}
        </SelectField>
      </div>
      {hasOptions(kind) && (
        <TextAreaField
          label="Values, one a line"
          rows={4}
          value={options}
          error={errorAt('options')}
          onInput={(event) => onChange({ options: event.currentTarget.value })}
        />
      )}
      <div class="field-pair">
        <TextField
          name="key"
          label="Posted as"
          autoComplete="off"
          value={key}
          error={errorAt('key')}
          onInput={(event) => onChange({ key: event.currentTarget.value, keyFollows: false })}
        />
        {kind !== 'checkbox' && kind !== 'choices' && kind !== 'hidden' && (
          <TextField
            name="placeholder"
            label="Example inside"
            autoComplete="off"
            value={placeholder}
            error={errorAt('placeholder')}
            onInput={(event) => onChange({ placeholder: event.currentTarget.value })}
          />
        )}
      </div>
      {kind !== 'hidden' && (
        <CheckField label="Needed" checked={required} onCheck={(checked) => onChange({ required: checked })} />
      )}
    </div>
  );
};

/** One field of the form: a line that tells what it is, and its settings when it is open. */
export const FieldRow = (props: FieldRowProps) => {
  const { field, place, count, fresh, hasError, onMove, onRemove, onDrag } = props;
  const [open, setOpen] = useState(fresh);
  useEffect(() => {
    if (hasError) setOpen(true);
  }, [hasError]);
  const name = field.label || field.key || 'this field';
  return (
    <>
      <div class="field-line">
        <span class="grip" draggable onDragStart={onDrag} aria-hidden="true" title="Drag">
          <Icon name="grip" />
        </span>
        <button
          type="button"
          class="field-name"
          aria-expanded={open}
          aria-label={`${open ? 'Close' : 'Edit'} ${name}`}
          onClick={() => setOpen(!open)}
        >
          <strong>{field.label || 'No label yet'}</strong>
          <span class="soft">
            {FORM_FIELD_KINDS[field.kind]}
            {field.required && ' · needed'}
            {!field.feeds && ' · extra'}
          </span>
        </button>
        <span class="field-moves">
          <button
            type="button"
            class="button quiet square"
            data-move={`${field.row} up`}
            aria-label={`Move ${name} up`}
            disabled={place === 0}
            onClick={() => onMove(place - 1)}
          >
            <Icon name="up" size={16} />
          </button>
          <button
            type="button"
            class="button quiet square"
            data-move={`${field.row} down`}
            aria-label={`Move ${name} down`}
            disabled={place === count - 1}
            onClick={() => onMove(place + 1)}
          >
            <Icon name="down" size={16} />
          </button>
          <button type="button" class="button quiet square" aria-label={`Remove ${name}`} onClick={onRemove}>
            <Icon name="cross" size={16} />
          </button>
        </span>
      </div>
      {open && <FieldInputs {...props} />}
    </>
  );
};
