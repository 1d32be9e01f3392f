import { TextAreaField, TextField } from '../look/field.tsx';
import { Form, fieldError } from '../look/form.tsx';
import { typed } from '../look/read-form.ts';
import { showToast } from '../look/toast.ts';
import type { RecordRef } from '../records/record-ref.ts';
import { ACTIVITY_LABELS } from '../wording/labels.ts';
import { type ActivityKind, type NewActivity, useLogActivity } from './activity-queries.ts';

const OUTCOMES: Readonly<Record<ActivityKind, readonly string[]>> = {
  call: ['Reached', 'No answer', 'Left a message', 'Call back later'],
  email: ['Sent', 'Replied', 'Bounced'],
  meeting: ['Held', 'No show', 'Moved'],
  note: [],
};

const directionOf = (text: string | undefined): NewActivity['direction'] =>
  text === 'inbound' || text === 'outbound' ? text : undefined;

const momentOf = (localTime: string | undefined): string | undefined => {
  const at = localTime ? new Date(localTime) : undefined;
  return at && !Number.isNaN(at.getTime()) ? at.toISOString() : undefined;
};

interface Choice {
  readonly value: string;
  readonly label: string;
}

const Choices = (props: {
  readonly legend: string;
  readonly name: string;
  readonly choices: readonly Choice[];
  readonly chosen?: string;
}) => (
  <fieldset class="choices">
    <legend>{props.legend}</legend>
    {props.choices.map(({ value, label }) => (
      <label key={value}>
        <input type="radio" name={props.name} value={value} defaultChecked={value === props.chosen} />
        <span>{label}</span>
      </label>
    ))}
  </fieldset>
);

interface ActivityFormProps {
  readonly record: RecordRef;
  readonly kind: ActivityKind;
  readonly onDone: () => void;
}

/** What was said, which way, with what outcome and when. Only what is known needs to be filled in, but a note needs its text. */
export const ActivityForm = ({ record, kind, onDone }: ActivityFormProps) => {
  const log = useLogActivity(record);
  const submit = (texts: ReadonlyMap<string, string>) => {
    const activity: NewActivity = {
      kind,
      text: typed(texts, 'text'),
      outcome: typed(texts, 'outcome'),
      direction: directionOf(typed(texts, 'direction')),
      at: momentOf(typed(texts, 'at')),
    };
    log.mutate(activity, {
      onSuccess: () => {
        showToast(`${ACTIVITY_LABELS[kind]} logged`);
        onDone();
      },
    });
  };
  const reached = kind === 'call' || kind === 'email';
  return (
    <Form
      submitLabel={kind === 'note' ? 'Save note' : `Log ${ACTIVITY_LABELS[kind].toLowerCase()}`}
      busy={log.isPending}
      focusFirst
      error={log.error}
      onSubmit={submit}
      onCancel={onDone}
    >
      <TextAreaField
        name="text"
        label={kind === 'note' ? 'Note' : 'What was said'}
        rows={3}
        required={kind === 'note'}
        error={fieldError(log.error, 'text')}
      />
      {reached && (
        <Choices
          legend="Direction"
          name="direction"
          chosen="outbound"
          choices={[
            { value: 'outbound', label: 'We reached out' },
            { value: 'inbound', label: 'They reached us' },
          ]}
        />
      )}
      {OUTCOMES[kind].length > 0 && (
        <Choices
          legend="Outcome"
          name="outcome"
          choices={OUTCOMES[kind].map((outcome) => ({ value: outcome, label: outcome }))}
        />
      )}
      <TextField
        name="at"
        type="datetime-local"
        label="When"
        hint="Now, when left empty."
        error={fieldError(log.error, 'at')}
      />
    </Form>
  );
};
