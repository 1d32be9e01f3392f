import { useState } from 'preact/hooks';
import { ApiProblem, messageOf } from '../api/problem.ts';
import { Icon } from '../look/icon.tsx';
import { clockTime, dayName } from '../wording/relative-time.ts';
import { GradeChip } from './grade-chip.tsx';
import type { Lead } from './lead-queries.ts';
import { LearnedScore } from './learned-score.tsx';
import { ScoreJudgement } from './score-judgement.tsx';
import { ScoreLedger } from './score-ledger.tsx';
import { type ExplainedScore, useLeadScore } from './score-queries.ts';
import { dayOf, endOfDay, justBefore } from './score-times.ts';

/** Whether a lead was asked about for a time before it was scored first. */
const hadNone = (error: unknown): boolean => error instanceof ApiProblem && error.code === 'score-not-found';

interface PastProps {
  readonly lead: Lead;
  readonly at: string | undefined;
  readonly score: ExplainedScore | undefined;
  readonly onGo: (at: string | undefined) => void;
}

/** Steps back through the scores that the lead had, or to that of a day. */
const Past = ({ lead, at, score, onGo }: PastProps) => {
  const { createdAt } = lead;
  const now = new Date().toISOString();
  const isFirst = score === undefined || score.from <= createdAt;
  return (
    <div class="past-score">
      <label>
        <span>Score on</span>
        <input
          type="date"
          min={dayOf(createdAt)}
          max={dayOf(now)}
          value={dayOf(at ?? now)}
          onChange={(event) => onGo(endOfDay(event.currentTarget.value, { createdAt, now: Date.now() }))}
        />
      </label>
      <button
        type="button"
        class="button small"
        disabled={isFirst}
        onClick={() => score && onGo(justBefore(score.from))}
      >
        <Icon name="back" size={15} /> The one before
      </button>
      {at !== undefined && (
        <button type="button" class="button small" onClick={() => onGo(undefined)}>
          Now
        </button>
      )}
    </div>
  );
};

/** The score of a lead with its reasons, as it is and as it was, and what a rep says of it. */
export const LeadScore = ({ lead }: { readonly lead: Lead }) => {
  const [at, setAt] = useState<string>();
  const { data: score, error, isPlaceholderData } = useLeadScore(lead, at);
  return (
    <section class="card background lead-score" aria-labelledby="reasons-title">
      <h2 id="reasons-title">{at === undefined ? 'Why this score' : 'The score as it was'}</h2>
      {at !== undefined && score && !isPlaceholderData && (
        <p class="past-note" role="status">
          <strong>{score.score}</strong>
          {score.grade !== null && <GradeChip grade={score.grade} />}
          {score.candidate && <span class="chip candidate">Candidate</span>}
          <span class="soft">
            since {dayName(score.from, Date.now())}, {clockTime(score.from)}
          </span>
        </p>
      )}
      {error && <p class="soft">{hadNone(error) ? 'Before this it had no score.' : messageOf(error)}</p>}
      {score && !error && <ScoreLedger score={score} />}
      {!score && !error && <p class="soft">Looking it up…</p>}
      <Past lead={lead} at={at} score={isPlaceholderData || error ? undefined : score} onGo={setAt} />
      <ScoreJudgement lead={lead} />
      {at === undefined && score?.learned && <LearnedScore learned={score.learned} />}
    </section>
  );
};
