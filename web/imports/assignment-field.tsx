import { SelectField } from '../look/field.tsx';
import { useUsers } from '../people/people-queries.ts';
import type { OptionsDraft } from './mapping-draft.ts';
import { ASSIGNMENT_LABELS } from './mapping-words.ts';

type Chosen = Pick<OptionsDraft, 'assign' | 'ownerId'>;

const PERSON = 'user:';

interface AssignmentFieldProps {
  readonly value: Chosen;
  readonly error?: string | undefined;
  readonly onPick: (chosen: Chosen) => void;
}

/** Who gets new leads: whoever is next, nobody, or one of the active people. */
export const AssignmentField = ({ value, error, onPick }: AssignmentFieldProps) => {
  const { data } = useUsers();
  const people = (data?.items ?? []).filter(({ id, active }) => active || id === value.ownerId);
  const pick = (text: string) => {
    if (text.startsWith(PERSON)) onPick({ assign: 'user', ownerId: text.slice(PERSON.length) });
    else onPick({ assign: text === 'nobody' ? 'nobody' : 'rules', ownerId: '' });
  };
  return (
    <SelectField
      label="New leads go to"
      error={error}
      hint="A column for the owner goes before this."
      value={value.assign === 'user' ? PERSON + value.ownerId : value.assign}
      onChange={(event) => pick(event.currentTarget.value)}
    >
      <option value="rules">{ASSIGNMENT_LABELS.rules}</option>
      <option value="nobody">{ASSIGNMENT_LABELS.nobody}</option>
      {people.map(({ id, name }) => (
        <option key={id} value={PERSON + id}>
          {name}
        </option>
      ))}
    </SelectField>
  );
};
