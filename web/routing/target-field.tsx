import { SelectField } from '../look/field.tsx';
import { useUsers } from '../people/people-queries.ts';
import type { RoutingTarget, RoutingTeam } from './routing-queries.ts';
import { targetOf, valueOfTarget } from './routing-words.ts';

interface TargetFieldProps {
  readonly label: string;
  readonly value: RoutingTarget;
  readonly teams: readonly RoutingTeam[];
  readonly onPick: (to: RoutingTarget) => void;
}

/** Who gets a lead: a team, a person, everybody in turn or nobody. */
export const TargetField = ({ label, value, teams, onPick }: TargetFieldProps) => {
  const { data } = useUsers();
  const chosen = valueOfTarget(value);
  const people = (data?.items ?? []).filter(({ id, active }) => active || chosen === `user ${id}`);
  return (
    <SelectField label={label} value={chosen} onChange={(event) => onPick(targetOf(event.currentTarget.value))}>
      <option value="everyone">Everybody in turn</option>
      <option value="nobody">Nobody: it waits in Unassigned</option>
      {teams.map(({ id, name }) => (
        <option key={id} value={`team ${id}`}>
          Team {name}
        </option>
      ))}
      {people.map(({ id, name }) => (
        <option key={id} value={`user ${id}`}>
          {name}
        </option>
      ))}
    </SelectField>
  );
};
