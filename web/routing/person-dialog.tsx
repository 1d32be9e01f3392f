import { useId, useState } from 'preact/hooks';
import { Dialog } from '../look/dialog.tsx';
import { TextField } from '../look/field.tsx';
import { Form } from '../look/form.tsx';
import { Icon } from '../look/icon.tsx';
import { WEEKDAY_LABELS } from './hours-text.ts';
import { newAbsence, type PersonDraft, personDraftOf, personOf } from './person-draft.ts';
import type { RoutingPerson } from './routing-queries.ts';
import { type Faults, isFaulty } from './rule-draft.ts';

interface PersonDialogProps {
  readonly name: string;
  readonly person: RoutingPerson | undefined;
  readonly onDone: (person: RoutingPerson) => void;
  readonly onClose: () => void;
}

const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

interface PartProps {
  readonly draft: PersonDraft;
  readonly faults: Faults;
  readonly change: (changes: Partial<PersonDraft>) => void;
}

const Week = ({ draft, faults, change }: PartProps) => (
  <div class="field">
    <p class="fact-label">Hours, all empty for around the clock</p>
    <div class="week">
      {WEEKDAY_LABELS.map(([day, label]) => (
        <label key={day}>
          <span>{label}</span>
          <input
            type="text"
            autoComplete="off"
            placeholder="Free"
            aria-label={`Hours of ${label}`}
            aria-invalid={faults.has(day)}
            value={draft.hours[day]}
            onInput={(event) => change({ hours: { ...draft.hours, [day]: event.currentTarget.value } })}
          />
          {faults.has(day) && <span class="field-error">{faults.get(day)}</span>}
        </label>
      ))}
    </div>
  </div>
);

const Absences = ({ draft, faults, change }: PartProps) => {
  const { absences } = draft;
  const edit = (row: string, changes: Partial<(typeof absences)[number]>) =>
    change({ absences: absences.map((one) => (one.row === row ? { ...one, ...changes } : one)) });
  return (
    <div class="field">
      <p class="fact-label">Away</p>
      <ul class="absence-list">
        {absences.map(({ row, from, to, note }, place) => (
          <li key={row} class="absence">
            <input
              type="date"
              aria-label={`First day of absence ${place + 1}`}
              aria-invalid={faults.has(row)}
              value={from}
              onInput={(event) => edit(row, { from: event.currentTarget.value })}
            />
            <input
              type="date"
              aria-label={`Last day of absence ${place + 1}`}
              aria-invalid={faults.has(row)}
              value={to}
              onInput={(event) => edit(row, { to: event.currentTarget.value })}
            />
            <input
              type="text"
              autoComplete="off"
              maxLength={200}
              placeholder="Note"
              aria-label={`Note on absence ${place + 1}`}
              value={note}
              onInput={(event) => edit(row, { note: event.currentTarget.value })}
            />
            <button
              type="button"
              class="button quiet square"
              aria-label={`Remove absence ${place + 1}`}
              onClick={() => change({ absences: absences.filter((one) => one.row !== row) })}
            >
              <Icon name="cross" size={16} />
            </button>
            {faults.has(row) && <p class="field-error">{faults.get(row)}</p>}
          </li>
        ))}
      </ul>
      <button type="button" class="button small" onClick={() => change({ absences: [...absences, newAbsence()] })}>
        <Icon name="plus" size={15} /> Absence
      </button>
    </div>
  );
};

/** Says when somebody works, when they are away, and how many leads they take. Nothing is saved yet when it closes. */
export const PersonDialog = ({ name, person, onDone, onClose }: PersonDialogProps) => {
  const [draft, setDraft] = useState(() => personDraftOf(person, HERE));
  const [faults, setFaults] = useState<Faults>(new Map());
  const zones = useId();
  const change = (changes: Partial<PersonDraft>) => {
    setDraft({ ...draft, ...changes });
    setFaults(new Map());
  };
  const submit = () => {
    const made = personOf(draft);
    if (isFaulty(made)) setFaults(made);
    else onDone(made);
  };
  return (
    <Dialog title={name} onClose={onClose}>
      <Form submitLabel="Done" busy={false} error={undefined} onSubmit={submit} onCancel={onClose}>
        <TextField
          name="timeZone"
          label="Time zone"
          autoComplete="off"
          list={zones}
          value={draft.timeZone}
          error={faults.get('timeZone')}
          onInput={(event) => change({ timeZone: event.currentTarget.value })}
        />
        <datalist id={zones}>
          {Intl.supportedValuesOf('timeZone').map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
        <Week draft={draft} faults={faults} change={change} />
        <Absences draft={draft} faults={faults} change={change} />
        <TextField
          name="capacity"
          label="Most leads at a time"
          hint="Those that are new or being worked. Empty: no limit."
          inputMode="numeric"
          autoComplete="off"
          value={draft.capacity}
          error={faults.get('capacity')}
          onInput={(event) => change({ capacity: event.currentTarget.value })}
        />
      </Form>
    </Dialog>
  );
};
