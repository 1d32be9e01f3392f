import { useState } from 'preact/hooks';
import { Dialog } from '../look/dialog.tsx';
import { SelectField, TextField } from '../look/field.tsx';
import { Form } from '../look/form.tsx';
import { useUsers } from '../people/people-queries.ts';
import type { RoutingTeam } from './routing-queries.ts';
import { idFrom } from './routing-words.ts';

interface TeamDialogProps {
  readonly teams: readonly RoutingTeam[];
  /** The one to change; a new one when there is none. */
  readonly team?: RoutingTeam | undefined;
  readonly onDone: (team: RoutingTeam) => void;
  readonly onClose: () => void;
}

const WEIGHTS = Array.from({ length: 10 }, (_, index) => index + 1);

/** Says who is in a team, and how many leads each takes while another takes one. Nothing is saved yet when it closes. */
export const TeamDialog = ({ teams, team, onDone, onClose }: TeamDialogProps) => {
  const { data } = useUsers();
  const [weights, setWeights] = useState<ReadonlyMap<string, number>>(
    () => new Map(team?.members.map(({ userId, weight }) => [userId, weight])),
  );
  const [leadId, setLeadId] = useState(team?.leadId ?? '');
  const [error, setError] = useState<string>();
  const people = (data?.items ?? []).filter(({ id, active }) => active || weights.has(id));
  const weigh = (userId: string, weight: number) => {
    const next = new Map(weights);
    if (weight === 0) next.delete(userId);
    else next.set(userId, weight);
    setWeights(next);
  };
  const submit = (texts: ReadonlyMap<string, string>) => {
    const name = (texts.get('name') ?? '').trim();
    if (name === '') {
      setError('Give the team a name.');
      return;
    }
    const id =
      team?.id ??
      idFrom(
        name,
        teams.map((other) => other.id),
        'team',
      );
    const members = [...weights].map(([userId, weight]) => ({ userId, weight }));
    onDone({ id, name, members, ...(leadId && { leadId }) });
  };
  return (
    <Dialog title={team ? `Edit ${team.name}` : 'New team'} onClose={onClose}>
      <Form submitLabel="Done" busy={false} error={undefined} onSubmit={submit} onCancel={onClose}>
        <TextField
          name="name"
          label="Name"
          autoComplete="off"
          placeholder="Germany"
          defaultValue={team?.name}
          error={error}
        />
        <div class="field">
          <p class="fact-label">Members, and their share of the leads</p>
          <ul class="member-list">
            {people.map(({ id, name }) => (
              <li key={id}>
                <span class="person-name">{name}</span>
                <select
                  aria-label={`Share of ${name}`}
                  value={String(weights.get(id) ?? 0)}
                  onChange={(event) => weigh(id, Number(event.currentTarget.value))}
                >
                  <option value="0">Not in it</option>
                  {WEIGHTS.map((weight) => (
                    <option key={weight} value={String(weight)}>
                      {weight === 1 ? '1 lead' : `${weight} leads`} a round
                    </option>
                  ))}
                </select>
              </li>
            ))}
          </ul>
        </div>
        <SelectField
          label="Lead of the team"
          hint="Hears of it when the team does not respond in time."
          value={leadId}
          onChange={(event) => setLeadId(event.currentTarget.value)}
        >
          <option value="">Nobody</option>
          {people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      </Form>
    </Dialog>
  );
};
