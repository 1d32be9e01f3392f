import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { useFieldsOf } from '../fields/field-queries.ts';
import { useShortcuts } from '../keyboard/use-shortcuts.ts';
import { type Lead, useLead } from '../leads/lead-queries.ts';
import { BackLink } from '../look/back-link.tsx';
import { PageTitle } from '../look/page-title.tsx';
import { Skeleton } from '../look/skeleton.tsx';
import { Trouble } from '../look/trouble.tsx';
import { useAbilities, useUsers } from '../people/people-queries.ts';
import { type MergeChoices, useDismiss, useMerge, useMergePreview } from './duplicate-queries.ts';
import { MergeResult } from './merge-result.tsx';
import { MergeTable } from './merge-table.tsx';

/** Names of fields and people, for values side by side. */
export const useNames = () => {
  const fields = useFieldsOf('lead');
  const users = useUsers().data?.items;
  return { fields, nameOf: (id: string) => users?.find((user) => user.id === id)?.name };
};

interface MergeFormProps {
  readonly pairId: string;
  readonly winner: Lead;
  readonly loser: Lead;
  readonly onSwap: () => void;
}

const MergeForm = ({ pairId, winner, loser, onSwap }: MergeFormProps) => {
  const { route } = useLocation();
  const names = useNames();
  const [choices, setChoices] = useState<MergeChoices>({});
  const preview = useMergePreview({ winner, loser, choices });
  const merge = useMerge((lead) => route(`/leads/${lead.id}`));
  const dismiss = useDismiss();
  const { sell } = useAbilities();
  const ready = sell && preview.data !== undefined && !preview.isPlaceholderData && !merge.isPending;
  const doMerge = () => {
    if (ready) merge.mutate({ winner, loser, choices });
  };
  const doDismiss = () => {
    dismiss.mutate(pairId);
    route('/duplicates');
  };
  useShortcuts(
    sell
      ? [
          { keys: 'm', label: 'Merge the two', run: doMerge },
          { keys: 'd', label: 'Dismiss the pair', run: doDismiss },
          { keys: 's', label: 'Swap which one stays', run: onSwap },
        ]
      : [],
  );
  if (preview.isError) return <Trouble error={preview.error} onRetry={preview.refetch} />;
  if (!preview.data) return <Skeleton rows={5} />;
  return (
    <div class="merge">
      <section class="card" aria-labelledby="fields-title">
        <h2 id="fields-title">Which value is right?</h2>
        <MergeTable
          winner={winner}
          loser={loser}
          fields={preview.data.fields}
          choices={choices}
          names={names}
          disabled={!sell}
          onChoose={(field, side) => setChoices((before) => ({ ...before, [field]: side }))}
        />
      </section>
      <MergeResult lead={preview.data.lead} />
      {sell && (
        <div class="submission-foot">
          <button type="button" class="button primary" disabled={!ready} aria-keyshortcuts="m" onClick={doMerge}>
            {merge.isPending ? 'Merging…' : 'Merge'}
          </button>
          <button type="button" class="button" aria-keyshortcuts="d" onClick={doDismiss}>
            Dismiss: they are two people
          </button>
          <button type="button" class="button" aria-keyshortcuts="s" onClick={onSwap}>
            Keep the other one
          </button>
        </div>
      )}
    </div>
  );
};

/** Two leads side by side, with a choice for each field in which they differ and what comes of it. */
export const MergePage = ({ id }: { readonly id: string }) => {
  const [a = '', b = ''] = id.split('-');
  const [one, other] = [useLead(a), useLead(b)];
  const [swapped, setSwapped] = useState(false);
  const trouble = [one, other].find((lead) => lead.isError);
  const isOne = one.data !== undefined && one.data.id === other.data?.id;
  return (
    <>
      <BackLink href="/duplicates" label="Duplicates" />
      <header class="page-head">
        <PageTitle name="Compare and merge" />
      </header>
      {trouble ? (
        <Trouble error={trouble.error} onRetry={trouble.refetch} />
      ) : isOne ? (
        <p class="soft">
          The two are one lead by now: <a href={`/leads/${one.data?.id}`}>{one.data?.name}</a>.
        </p>
      ) : one.data && other.data ? (
        <MergeForm
          key={swapped ? 'swapped' : 'straight'}
          pairId={id}
          winner={swapped ? other.data : one.data}
          loser={swapped ? one.data : other.data}
          onSwap={() => setSwapped((before) => !before)}
        />
      ) : (
        <Skeleton rows={5} />
      )}
    </>
  );
};
