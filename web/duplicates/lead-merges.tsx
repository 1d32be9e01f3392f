import { isOpen } from '../../lib/leads/lead-status.ts';
import { changedField } from '../imports/changed-value.ts';
import type { Lead } from '../leads/lead-queries.ts';
import { useAbilities } from '../people/people-queries.ts';
import { Ago } from '../wording/ago.tsx';
import { useDuplicatesOfLead, useUndoMerge } from './duplicate-queries.ts';
import { pageOfPair, Reasons } from './duplicate-row.tsx';
import { editedFields } from './duplicate-words.ts';
import { useNames } from './merge-page.tsx';

/** On a lead's page: leads that may be the same person. */
export const DuplicateHint = ({ lead }: { readonly lead: Lead }) => {
  const pairs = useDuplicatesOfLead(lead.id, isOpen(lead.status)).data?.items ?? [];
  if (pairs.length === 0) return null;
  return (
    <section class="card hint" aria-label="Likely duplicates">
      {pairs.map(({ id, leads, reasons }) => {
        const other = leads.find((one) => one.id !== lead.id) ?? leads[0];
        return (
          <div key={id} class="hint-line">
            <span>
              May be the same person as <a href={`/leads/${other.id}`}>{other.name}</a>
              {other.email ? <span class="soft"> · {other.email}</span> : null}
            </span>
            <Reasons of={reasons} />
            <a class="button small" href={pageOfPair(id)}>
              Compare
            </a>
          </div>
        );
      })}
    </section>
  );
};

/** On a lead's page: what was merged into it, and the way back. */
export const MergedBanner = ({ lead }: { readonly lead: Lead }) => {
  const { sell } = useAbilities();
  const names = useNames();
  const undo = useUndoMerge((kept) => editedFields(kept).map((field) => changedField(field, names)));
  const last = lead.merges.at(-1);
  if (!last) return null;
  const count = lead.merges.length;
  return (
    <section class="card hint" aria-label="Merges">
      <div class="hint-line">
        <span>
          {count === 1 ? 'Another lead was' : `${count} other leads were`} merged into this one,{' '}
          {count > 1 && 'the last '}
          <Ago at={last.at} />.
        </span>
        {sell && isOpen(lead.status) && (
          <button type="button" class="button small" disabled={undo.isPending} onClick={() => undo.mutate(last.id)}>
            Undo merge
          </button>
        )}
      </div>
    </section>
  );
};
