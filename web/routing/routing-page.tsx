import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { ApiProblem, messageOf } from '../api/problem.ts';
import { PageTitle } from '../look/page-title.tsx';
import { Skeleton } from '../look/skeleton.tsx';
import { showToast } from '../look/toast.ts';
import { Trouble } from '../look/trouble.tsx';
import { useAbilities } from '../people/people-queries.ts';
import { PeopleSection } from './people-section.tsx';
import { type RoutingSettings, useRouting } from './routing-queries.ts';
import { RulesSection } from './rules-section.tsx';
import { SimulationCard } from './simulation-card.tsx';
import { TeamsSection } from './teams-section.tsx';
import { hasKeptRouting, type RoutingPart, useRoutingEdit } from './use-routing-edit.ts';

const PART_LABELS: Readonly<Record<RoutingPart, string>> = {
  rules: 'Rules',
  otherwise: 'Every other lead',
  teams: 'Teams',
  people: 'Hours, absences, capacity',
};

const inWords = (parts: readonly RoutingPart[]): string => parts.map((part) => PART_LABELS[part]).join(', ');

/** Tells whoever leaves the page with something unsaved that it is kept, and the way back. */
const useLeavingWord = () => {
  const { route } = useLocation();
  useEffect(
    () => () => {
      if (!hasKeptRouting()) return;
      showToast('Your changes to the routing are not saved yet. They are kept until you close this tab.', {
        action: { label: 'Go back', run: () => route('/routing') },
      });
    },
    [],
  );
};

/** The first thing that the API says of whatever lies under a path, told in the section that shows it. */
const refusals = (error: unknown) => (path: string) => {
  if (!(error instanceof ApiProblem)) return undefined;
  const start = `set.${path}`;
  return [...error.fields].find(([at]) => at === start || at.startsWith(`${start}.`))?.[1];
};

const RoutingEditor = ({ settings }: { readonly settings: RoutingSettings }) => {
  const { manage } = useAbilities();
  const { set, edited, overtaken, error, busy, change, discard, save } = useRoutingEdit(settings);
  useLeavingWord();
  const section = { set, mayChange: manage, change, refusedOf: refusals(error) };
  const submit = (event: Event) => {
    event.preventDefault();
    if (!busy) void save();
  };
  return (
    <div class="record editor routing">
      <div class="record-main">
        <RulesSection {...section} />
        <TeamsSection {...section} />
        <PeopleSection {...section} />
        {edited.length > 0 && (
          <form onSubmit={submit} class="save-bar" aria-label="Unsaved changes">
            {overtaken && (
              <div class="notice" role="alert">
                <strong>Somebody else changed the routing in the meantime:</strong> {inWords(overtaken)}. What you
                changed is on top of theirs. Save again to put it in their place, or discard yours to see theirs.
              </div>
            )}
            {Boolean(error) && (
              <div class="notice" role="alert">
                {messageOf(error)}
              </div>
            )}
            <span>
              <strong>Unsaved changes</strong>
              <span class="soft"> {inWords(edited)}</span>
            </span>
            <span class="head-buttons">
              <button type="button" class="button" disabled={busy} onClick={discard}>
                Discard
              </button>
              <button type="submit" class="button primary" disabled={busy}>
                {busy ? 'Saving…' : 'Save'}
              </button>
            </span>
          </form>
        )}
      </div>
      {manage && (
        <div class="record-side beside">
          <SimulationCard set={set} />
        </div>
      )}
    </div>
  );
};

/** Who gets which leads: rules in order, teams, people's hours, and what a change would do. */
export const RoutingPage = () => {
  const settings = useRouting();
  return (
    <>
      <header class="page-head">
        <PageTitle name="Routing" />
      </header>
      {settings.data && <RoutingEditor settings={settings.data} />}
      {settings.isPending && <Skeleton rows={5} tall />}
      {settings.isError && !settings.data && <Trouble error={settings.error} onRetry={settings.refetch} />}
    </>
  );
};
