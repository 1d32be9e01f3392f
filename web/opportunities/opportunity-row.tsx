import { pageOf } from '../records/record-ref.ts';
import { formatMoney } from '../wording/money.ts';
import { calendarDate, dayName } from '../wording/relative-time.ts';
import { KIND_LABELS } from './opportunity-kind.ts';
import type { Opportunity } from './opportunity-queries.ts';
import { StagePicker } from './stage-picker.tsx';

const whenOf = ({ status, closedAt, closeDate }: Opportunity): string => {
  if (closedAt) return `${status} ${dayName(closedAt, Date.now())}`;
  return closeDate ? `closes ${calendarDate(closeDate)}` : 'no close date';
};

/** One opportunity of a list: what it is worth, where it stands, and the way to the next stage. */
export const OpportunityRow = ({ opportunity }: { readonly opportunity: Opportunity }) => (
  <li class={`deal ${opportunity.status}`}>
    <div class="row-main">
      <a class="deal-name" href={pageOf({ kind: 'opportunities', id: opportunity.id })} data-row={opportunity.id}>
        {opportunity.name}
      </a>
      <span class="row-sub">
        {KIND_LABELS[opportunity.kind]} · {whenOf(opportunity)}
        {opportunity.lostReason && ` · ${opportunity.lostReason}`}
      </span>
    </div>
    <span class="deal-amount">{opportunity.amount ? formatMoney(opportunity.amount) : '–'}</span>
    <span class="deal-stage">
      <StagePicker opportunity={opportunity} />
    </span>
  </li>
);
