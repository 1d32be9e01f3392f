import { useState } from 'preact/hooks';
import { Icon } from '../look/icon.tsx';
import { useUsers } from '../people/people-queries.ts';
import type { RoutingTeam } from './routing-queries.ts';
import { TeamDialog } from './team-dialog.tsx';
import type { SectionProps } from './use-routing-edit.ts';

const Members = ({ team }: { readonly team: RoutingTeam }) => {
  const { data } = useUsers();
  const nameOf = (userId: string) => data?.items.find(({ id }) => id === userId)?.name ?? '…';
  if (team.members.length === 0) return <span class="row-sub">Nobody in it yet</span>;
  return (
    <span class="row-sub">
      {team.members
        .map(({ userId, weight }) => (weight > 1 ? `${nameOf(userId)} (${weight})` : nameOf(userId)))
        .join(', ')}
      {team.leadId && ` · led by ${nameOf(team.leadId)}`}
    </span>
  );
};

type Open = { readonly is: 'new' } | { readonly is: 'edit'; readonly id: string };

/** Who takes turns together. */
export const TeamsSection = ({ set, mayChange, change, refusedOf }: SectionProps) => {
  const [open, setOpen] = useState<Open>();
  const { teams } = set;
  const chosen = open?.is === 'edit' ? teams.find(({ id }) => id === open.id) : undefined;
  const put = (team: RoutingTeam) => {
    change({ teams: chosen ? teams.map((one) => (one.id === team.id ? team : one)) : [...teams, team] });
    setOpen(undefined);
  };
  return (
    <section class="card" aria-labelledby="teams-title">
      <div class="card-head">
        <h2 id="teams-title">Teams</h2>
        {mayChange && (
          <button type="button" class="button small" onClick={() => setOpen({ is: 'new' })}>
            <Icon name="plus" size={15} /> Team
          </button>
        )}
      </div>
      {teams.length === 0 && <p class="soft">No teams yet. The members of a team take turns.</p>}
      <ul class="field-list">
        {teams.map((team, place) => (
          <li key={team.id} class="routing-line">
            <div class="routing-words">
              <strong>{team.name}</strong>
              <Members team={team} />
              {refusedOf(`teams.${place}`) && <p class="field-error">{refusedOf(`teams.${place}`)}</p>}
            </div>
            {mayChange && (
              <span class="field-moves">
                <button
                  type="button"
                  class="button small"
                  aria-label={`Edit ${team.name}`}
                  onClick={() => setOpen({ is: 'edit', id: team.id })}
                >
                  Edit
                </button>
                <button
                  type="button"
                  class="button quiet square"
                  aria-label={`Remove ${team.name}`}
                  onClick={() => change({ teams: teams.filter(({ id }) => id !== team.id) })}
                >
                  <Icon name="cross" size={16} />
                </button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {open && (
        <TeamDialog
          key={chosen?.id ?? 'new'}
          teams={teams}
          team={chosen}
          onDone={put}
          onClose={() => setOpen(undefined)}
        />
      )}
    </section>
  );
};
