import { useId } from 'preact/hooks';
import { changedField, changedValue, type Names } from '../imports/changed-value.ts';
import type { Lead } from '../leads/lead-queries.ts';
import type { MergeChoices, MergePreview } from './duplicate-queries.ts';

type Choice = MergePreview['fields'][number];
type Side = Choice['taken'];

interface FieldRowProps {
  readonly choice: Choice;
  /** The side that is taken: what somebody just chose, before the preview with it is there. */
  readonly taken: Side;
  readonly names: Names;
  readonly disabled: boolean;
  readonly onChoose: (side: Side) => void;
}

const FieldRow = ({ choice, taken, names, disabled, onChoose }: FieldRowProps) => {
  const group = useId();
  const label = changedField(choice.field, names);
  const cell = (side: Side) => (
    <label class="merge-value">
      <input type="radio" name={group} checked={taken === side} disabled={disabled} onChange={() => onChoose(side)} />
      <span>{changedValue(choice.field, choice[side], names)}</span>
    </label>
  );
  return (
    <fieldset class="merge-row">
      <legend>{label}</legend>
      {cell('this')}
      {cell('other')}
    </fieldset>
  );
};

interface MergeTableProps {
  readonly winner: Lead;
  readonly loser: Lead;
  readonly fields: MergePreview['fields'];
  /** What was chosen, by field; what is not stays as the preview takes it. */
  readonly choices: MergeChoices;
  readonly names: Names;
  readonly disabled: boolean;
  readonly onChoose: (field: string, side: Side) => void;
}

/** The fields in which two leads differ, side by side, each with the value that is taken. */
export const MergeTable = ({ winner, loser, fields, choices, names, disabled, onChoose }: MergeTableProps) => (
  <div class="merge-table">
    <div class="merge-row merge-heads">
      <span aria-hidden="true" />
      <span>
        <a href={`/leads/${winner.id}`}>{winner.name}</a> <span class="soft">stays</span>
      </span>
      <span>
        <a href={`/leads/${loser.id}`}>{loser.name}</a> <span class="soft">is merged into it</span>
      </span>
    </div>
    {fields.length === 0 && <p class="soft">The two do not differ in any field.</p>}
    {fields.map((choice) => (
      <FieldRow
        key={choice.field}
        choice={choice}
        taken={choices[choice.field] ?? choice.taken}
        names={names}
        disabled={disabled}
        onChoose={(side) => onChoose(choice.field, side)}
      />
    ))}
  </div>
);
