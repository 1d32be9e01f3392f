import { useState } from 'preact/hooks';
import { isOpen } from '../../lib/leads/lead-status.ts';
import { LastTouchLine } from '../activities/last-touch.tsx';
import { PageTitle } from '../look/page-title.tsx';
import { Reach } from '../look/reach.tsx';
import { OwnerPicker } from '../people/owner-picker.tsx';
import { useAbilities } from '../people/people-queries.ts';
import { AnswerChip } from '../promises/answer-chip.tsx';
import { DisqualifyDialog } from './disqualify-dialog.tsx';
import { EditLeadDialog } from './edit-lead-dialog.tsx';
import { GradeChip } from './grade-chip.tsx';
import { type Lead, useAssignLead } from './lead-queries.ts';
import { LeadStatusChip } from './lead-status-chip.tsx';
import { ScoreRing } from './score-ring.tsx';

/** Who the person is, how they are reached, where the lead stands and when somebody last spoke to them. */
export const LeadHeader = ({ lead }: { readonly lead: Lead }) => {
  const { sell } = useAbilities();
  const assign = useAssignLead(lead.id);
  const [editing, setEditing] = useState(false);
  const [closing, setClosing] = useState(false);
  const closed = !isOpen(lead.status);
  const work = [lead.title, lead.company].flatMap((text) => (text ? [text] : []));
  return (
    <header class="card record-head">
      <div class="record-who">
        <span class="head-score">
          <ScoreRing score={lead.score} candidate={lead.candidate} size={64} />
          <span class="unseen">Score {lead.score} of 100</span>
        </span>
        <div class="record-name">
          <PageTitle name={lead.name} />
          <p class="record-work">{work.join(' · ') || 'No company yet'}</p>
          <p class="chips">
            <LeadStatusChip status={lead.status} />
            {lead.grade !== null && <GradeChip grade={lead.grade} />}
            {lead.candidate && <span class="chip candidate">Candidate</span>}
            {lead.freeMail && <span class="chip">Free mail</span>}
            <AnswerChip lead={lead} />
          </p>
        </div>
        {sell && !closed && (
          <div class="record-actions">
            <button type="button" class="button" onClick={() => setClosing(true)}>
              Disqualify…
            </button>
            <button type="button" class="button edit" onClick={() => setEditing(true)}>
              Edit
            </button>
          </div>
        )}
      </div>
      <div class="record-facts">
        <div class="fact">
          <span class="fact-label">Last touch</span>
          <LastTouchLine touch={lead.lastTouch} />
        </div>
        <div class="fact">
          <span class="fact-label">Reach</span>
          <Reach email={lead.email} phone={lead.phone} />
        </div>
        <div class="fact">
          <OwnerPicker
            ownerId={lead.ownerId}
            disabled={!sell || closed || assign.isPending}
            onPick={(ownerId) => assign.mutate(ownerId)}
          />
        </div>
      </div>
      {closing && <DisqualifyDialog lead={lead} onClose={() => setClosing(false)} />}
      {editing && <EditLeadDialog lead={lead} onClose={() => setEditing(false)} />}
    </header>
  );
};
