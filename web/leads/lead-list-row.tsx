import { LastTouchLine } from '../activities/last-touch.tsx';
import { PersonBadge } from '../look/person-badge.tsx';
import { useUserName } from '../people/people-queries.ts';
import { pageOf } from '../records/record-ref.ts';
import { GradeChip } from './grade-chip.tsx';
import type { LeadRow } from './lead-queries.ts';
import { LeadStatusChip } from './lead-status-chip.tsx';
import { ScoreBadge } from './score-badge.tsx';

interface LeadListRowProps {
  readonly lead: LeadRow;
  /** Whether a candidate says so, where not every row is one. */
  readonly tagged: boolean;
  readonly onOpen: () => void;
}

/** One lead of a list; the whole row opens it, the score tells its reasons. */
export const LeadListRow = ({ lead, tagged, onOpen }: LeadListRowProps) => {
  const owner = useUserName(lead.ownerId);
  return (
    <li class="row lead-row">
      <div class="row-main">
        <a class="row-link" href={pageOf({ kind: 'leads', id: lead.id })} data-row={lead.id} onClick={onOpen}>
          {lead.name}
        </a>
        {lead.grade !== null && <GradeChip grade={lead.grade} />}
        {tagged && lead.candidate && <span class="chip candidate">Candidate</span>}
        <span class="row-sub">{lead.company ?? lead.email ?? lead.phone ?? 'No company yet'}</span>
      </div>
      <ScoreBadge lead={lead} />
      <span class="row-status">
        <LeadStatusChip status={lead.status} />
      </span>
      <span class="row-touch">
        <LastTouchLine touch={lead.lastTouch} />
      </span>
      <span class="row-owner">
        {lead.ownerId === null ? <span class="soft">Unassigned</span> : <PersonBadge name={owner ?? '…'} />}
      </span>
    </li>
  );
};
