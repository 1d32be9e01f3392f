import { useState } from 'preact/hooks';
import { isOpen } from '../../lib/leads/lead-status.ts';
import { type TimelineEntry, type TouchKind, useTimeline } from '../activities/activity-queries.ts';
import { itemsOf } from '../api/pages.ts';
import { ConvertButton } from '../conversion/convert-button.tsx';
import type { Lead } from '../leads/lead-queries.ts';
import { useAbilities } from '../people/people-queries.ts';
import { ACTIVITY_LABELS } from '../wording/labels.ts';
import { timeAgo } from '../wording/relative-time.ts';
import { useNow } from '../wording/use-now.ts';
import { useAnswer } from './qualification-queries.ts';
import { QUESTIONS } from './question.ts';
import { QuestionRow } from './question-row.tsx';

const OFFERED_TOUCHES = 8;

interface Touch {
  readonly id: string;
  readonly kind: TouchKind;
  readonly at: string;
}

const touchesAmong = (entries: readonly TimelineEntry[]): readonly Touch[] =>
  entries.flatMap(({ id, kind, at }) =>
    kind === 'call' || kind === 'email' || kind === 'meeting' ? [{ id, kind, at }] : [],
  );

interface HeardInProps {
  readonly touches: readonly Touch[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}

const HeardIn = ({ touches, chosen, onChoose }: HeardInProps) => {
  const now = useNow();
  return (
    <label class="heard-in">
      <span>Heard in</span>
      <select value={chosen ?? ''} onChange={(event) => onChoose(event.currentTarget.value)}>
        {touches.map((touch) => (
          <option key={touch.id} value={touch.id}>
            {ACTIVITY_LABELS[touch.kind]}, {timeAgo(touch.at, now)}
          </option>
        ))}
        <option value="">no touch</option>
      </select>
    </label>
  );
};

/** What has to be confirmed in a conversation, and the step that it opens: the conversion. */
export const Checklist = ({ lead }: { readonly lead: Lead }) => {
  const { sell } = useAbilities();
  const answer = useAnswer(lead.id);
  const timeline = useTimeline({ kind: 'leads', id: lead.id });
  const [picked, setPicked] = useState<string>();
  const touches = touchesAmong(itemsOf(timeline.data)).slice(0, OFFERED_TOUCHES);
  // The newest touch, unless the person chose another one or none.
  const heardIn = picked ?? touches[0]?.id;
  const open = isOpen(lead.status);
  return (
    <section class="card checklist" aria-labelledby="checklist-title">
      <div class="card-head">
        <h2 id="checklist-title">Qualification</h2>
        {sell && open && touches.length > 0 && <HeardIn touches={touches} chosen={heardIn} onChoose={setPicked} />}
      </div>
      {QUESTIONS.map(({ id, label, asks }) => (
        <QuestionRow
          key={id}
          label={label}
          asks={asks}
          given={lead.qualification[id]}
          needed={lead.gate.missing.includes(id)}
          disabled={!sell || !open}
          onAnswer={(word, note) => answer.mutate({ question: id, answer: word, note, activityId: heardIn || null })}
        />
      ))}
      {sell && <ConvertButton lead={lead} />}
    </section>
  );
};
