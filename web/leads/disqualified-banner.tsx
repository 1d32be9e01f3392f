import { useAbilities } from '../people/people-queries.ts';
import { Ago } from '../wording/ago.tsx';
import { REASON_WORDS } from './disqualify-reasons.ts';
import { type Lead, useReopenLead } from './lead-queries.ts';

/** Tells on a disqualified lead's page why it was given up, and opens it again. */
export const DisqualifiedBanner = ({ lead }: { readonly lead: Lead }) => {
  const { sell } = useAbilities();
  const reopen = useReopenLead(lead.id);
  const { disqualification } = lead;
  if (!disqualification) return null;
  const { reason, note, by, at } = disqualification;
  return (
    <section class="card converted given-up" aria-label="Disqualification">
      <p>
        <strong>Disqualified</strong>: {REASON_WORDS[reason]}, by {by.name} <Ago at={at} />.{note && ` “${note}”`}
      </p>
      {sell && (
        <button type="button" class="button" disabled={reopen.isPending} onClick={() => reopen.mutate()}>
          Reopen
        </button>
      )}
    </section>
  );
};
