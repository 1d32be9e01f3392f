import { useState } from 'preact/hooks';
import { messageOf } from '../api/problem.ts';
import { SelectField } from '../look/field.tsx';
import { useUsers } from '../people/people-queries.ts';
import { type RoutingSet, type Simulation, useSimulateRouting } from './routing-queries.ts';

interface LineProps {
  readonly label: string;
  readonly before: number;
  readonly after: number;
  readonly most: number;
}

const Line = ({ label, before, after, most }: LineProps) => (
  <tr>
    <th scope="row">{label}</th>
    <td class="figure">{before}</td>
    <td class="figure">{after}</td>
    <td class="bars" aria-hidden="true">
      <progress class="bar was" max={most} value={before} />
      <progress class="bar" max={most} value={after} />
    </td>
  </tr>
);

const Table = ({
  caption,
  lines,
}: {
  readonly caption: string;
  readonly lines: readonly Omit<LineProps, 'most'>[];
}) => {
  const most = Math.max(1, ...lines.flatMap(({ before, after }) => [before, after]));
  return (
    <table class="simulation">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">Saved</th>
          <th scope="col">Then</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Line key={line.label} {...line} most={most} />
        ))}
      </tbody>
    </table>
  );
};

const Result = ({ result }: { readonly result: Simulation }) => {
  const { data } = useUsers();
  const nameOf = (userId: string | null) =>
    userId === null ? 'nobody' : (data?.items.find(({ id }) => id === userId)?.name ?? '…');
  const labelOf = (rule: string | null) =>
    rule === null ? 'every other lead' : (result.rules.find(({ id }) => id === rule)?.label ?? rule);
  const people = result.people.map(({ userId, before, after }) => ({ label: nameOf(userId), before, after }));
  const { leads, complete, decidedOtherwise, unassigned } = result;
  return (
    <>
      <p role="status">
        {leads} leads came in{complete ? '' : ', as far as it looked'}. Another rule decides on{' '}
        <strong>{decidedOtherwise}</strong> of them.
      </p>
      <Table
        caption="By rule"
        lines={result.rules.map(({ label, before, after }) => ({ label: label ?? 'Every other lead', before, after }))}
      />
      <Table caption="By person" lines={[...people, { label: 'Unassigned', ...unassigned }]} />
      {result.examples.length > 0 && (
        <details class="routing-fold">
          <summary>Some of the leads</summary>
          <ol>
            {result.examples.map(({ leadId, name, before, after }) => (
              <li key={leadId}>
                <a href={`/leads/${leadId}`}>{name}</a>
                <span class="row-sub">
                  {labelOf(before.rule)}, {nameOf(before.ownerId)} → {labelOf(after.rule)}, {nameOf(after.ownerId)}
                </span>
              </li>
            ))}
          </ol>
        </details>
      )}
    </>
  );
};

/** Tries the settings as they are on the page out on the leads of the last days. */
export const SimulationCard = ({ set }: { readonly set: RoutingSet }) => {
  const simulate = useSimulateRouting();
  const [days, setDays] = useState(31);
  return (
    <section class="card" aria-labelledby="simulation-title">
      <h2 id="simulation-title">Try it out</h2>
      <p class="soft section-note">
        Where the leads of the last days would have gone, beside what the saved rules do with them. Nothing changes.
        Capacity is left out.
      </p>
      <div class="simulation-ask">
        <SelectField
          label="Leads of"
          value={String(days)}
          onChange={(event) => setDays(Number(event.currentTarget.value))}
        >
          <option value="7">the last week</option>
          <option value="31">the last month</option>
        </SelectField>
        <button
          type="button"
          class="button"
          disabled={simulate.isPending}
          onClick={() => simulate.mutate({ set, days })}
        >
          {simulate.isPending ? 'Trying…' : 'Try it out'}
        </button>
      </div>
      {simulate.error && (
        <div class="notice" role="alert">
          {messageOf(simulate.error)}
        </div>
      )}
      {simulate.data && simulate.variables?.set === set && <Result result={simulate.data} />}
    </section>
  );
};
