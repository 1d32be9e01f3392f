import { useState } from 'preact/hooks';
import { PersonBadge } from '../look/person-badge.tsx';
import { useUsers } from '../people/people-queries.ts';
import { weekInWords } from './hours-text.ts';
import { PersonDialog } from './person-dialog.tsx';
import type { RoutingPerson } from './routing-queries.ts';
import type { SectionProps } from './use-routing-edit.ts';

/** The next absence that is not over, as of a day. */
const absenceFrom = (day: string, { absences }: RoutingPerson) =>
  absences.filter(({ to }) => to >= day).sort((one, other) => (one.from < other.from ? -1 : 1))[0];

const Words = ({ person }: { readonly person: RoutingPerson | undefined }) => {
  if (!person) return <span class="row-sub">Around the clock, no limit</span>;
  const today = new Date().toISOString().slice(0, 10);
  const away = absenceFrom(today, person);
  return (
    <span class="row-sub">
      {weekInWords(person.hours)} · {person.timeZone}
      {person.capacity !== undefined && ` · at most ${person.capacity} leads`}
      {away && ` · away ${away.from} to ${away.to}`}
    </span>
  );
};

/** When people work, when they are away, and how many leads they take. */
export const PeopleSection = ({ set, mayChange, change, refusedOf }: SectionProps) => {
  const { data } = useUsers();
  const [open, setOpen] = useState<string>();
  const inTeams = new Set(set.teams.flatMap(({ members }) => members.map(({ userId }) => userId)));
  const people = (data?.items ?? []).filter(
    ({ id, role, active }) => (active && role === 'rep') || inTeams.has(id) || Object.hasOwn(set.people, id),
  );
  const chosen = people.find(({ id }) => id === open);
  return (
    <section class="card" aria-labelledby="people-title">
      <h2 id="people-title">Hours, absences, capacity</h2>
      <ul class="field-list">
        {people.map(({ id, name, active }) => (
          <li key={id} class="routing-line">
            <div class="routing-words">
              <PersonBadge name={name} />
              {active ? <Words person={set.people[id]} /> : <span class="row-sub">Not active: gets no leads</span>}
              {refusedOf(`people.${id}`) && <p class="field-error">{refusedOf(`people.${id}`)}</p>}
            </div>
            {mayChange && (
              <button type="button" class="button small" aria-label={`Edit ${name}`} onClick={() => setOpen(id)}>
                Edit
              </button>
            )}
          </li>
        ))}
      </ul>
      {chosen && (
        <PersonDialog
          key={chosen.id}
          name={chosen.name}
          person={set.people[chosen.id]}
          onDone={(person) => {
            change({ people: { ...set.people, [chosen.id]: person } });
            setOpen(undefined);
          }}
          onClose={() => setOpen(undefined)}
        />
      )}
    </section>
  );
};
