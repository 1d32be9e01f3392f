import { Ago } from '../wording/ago.tsx';
import { LEAD_STATUS_LABELS } from '../wording/labels.ts';
import type { DuplicatePair } from './duplicate-queries.ts';
import { REASON_WORDS } from './duplicate-words.ts';

/** The page on which the two of a pair are laid side by side. */
export const pageOfPair = (id: string): string => `/duplicates/${encodeURIComponent(id)}`;

/** Why two leads may be one person. */
export const Reasons = ({ of }: { readonly of: DuplicatePair['reasons'] }) => (
  <ul class="suspicions" aria-label="Why they may be one person">
    {of.map((reason) => (
      <li key={reason} class="suspicion">
        {REASON_WORDS[reason]}
      </li>
    ))}
  </ul>
);

const Side = ({ lead }: { readonly lead: DuplicatePair['leads'][number] }) => (
  <div class="pair-side">
    <a href={`/leads/${lead.id}`}>{lead.name}</a>
    <span class="soft">
      {[lead.email, lead.company, lead.phone].filter(Boolean).join(' · ') || 'Nothing else known'}
    </span>
    <span class="soft">
      {LEAD_STATUS_LABELS[lead.status]}, score {lead.score}, came in <Ago at={lead.createdAt} />
    </span>
  </div>
);

interface DuplicateRowProps {
  readonly pair: DuplicatePair;
  readonly decides: boolean;
  readonly onDismiss: () => void;
}

/** Two leads that may be one person, why, and what can be done about it. */
export const DuplicateRow = ({ pair, decides, onDismiss }: DuplicateRowProps) => (
  <li class="submission">
    <div class="submission-head">
      <a class="submission-sender" href={pageOfPair(pair.id)} data-row={pair.id}>
        {pair.leads[0].name} and {pair.leads[1].name}
      </a>
      <span class="soft">
        found <Ago at={pair.foundAt} />
      </span>
    </div>
    <Reasons of={pair.reasons} />
    <div class="pair-sides">
      <Side lead={pair.leads[0]} />
      <Side lead={pair.leads[1]} />
    </div>
    {decides && (
      <div class="submission-foot">
        <a class="button small primary" href={pageOfPair(pair.id)}>
          Compare and merge
        </a>
        <button type="button" class="button small" aria-keyshortcuts="d" onClick={onDismiss}>
          Dismiss
        </button>
      </div>
    )}
  </li>
);
