import { newRow } from '../forms/rows.ts';
import { TextField } from '../look/field.tsx';
import { Icon } from '../look/icon.tsx';
import type { GradeDraft, ScoringDraft } from './scoring-draft.ts';

interface LimitsSectionProps {
  readonly draft: ScoringDraft;
  readonly mayChange: boolean;
  readonly errorAt: (path: string) => string | undefined;
  readonly change: (changes: Partial<ScoringDraft>) => void;
}

/** More bands than this the API does not take. */
const MOST_GRADES = 10;

const Grades = ({ draft: { grades }, errorAt, change }: LimitsSectionProps) => {
  const set = (row: string, changes: Partial<GradeDraft>) =>
    change({ grades: grades.map((one) => (one.row === row ? { ...one, ...changes } : one)) });
  const add = () => {
    const last = grades.at(-1);
    change({ grades: [...grades, { row: newRow(), grade: '', from: last ? '0' : '50' }] });
  };
  return (
    <fieldset class="grades">
      <legend>Grades, the best first</legend>
      {grades.map(({ row, grade, from }, place) => (
        <div key={row} class="grade-line">
          <TextField
            name={`grade.${place}`}
            label={`Grade ${place + 1}`}
            autoComplete="off"
            maxLength={10}
            value={grade}
            error={errorAt(`set.grades.${place}.grade`)}
            onInput={(event) => set(row, { grade: event.currentTarget.value })}
          />
          <TextField
            name={`from.${place}`}
            label="From a score of"
            inputMode="numeric"
            autoComplete="off"
            value={from}
            error={errorAt(`set.grades.${place}.from`)}
            onInput={(event) => set(row, { from: event.currentTarget.value })}
          />
          <button
            type="button"
            class="button quiet square"
            aria-label={`Remove grade ${grade || place + 1}`}
            disabled={grades.length === 1}
            onClick={() => change({ grades: grades.filter((one) => one.row !== row) })}
          >
            <Icon name="cross" size={16} />
          </button>
        </div>
      ))}
      {grades.length < MOST_GRADES && (
        <button type="button" class="button small" onClick={add}>
          <Icon name="plus" size={15} /> Grade
        </button>
      )}
    </fieldset>
  );
};

const Told = ({ draft: { threshold, fitCap, engagementCap, grades } }: LimitsSectionProps) => (
  <dl class="pairs">
    <div>
      <dt>Candidate from</dt>
      <dd>{threshold}</dd>
    </div>
    <div>
      <dt>Fit gives at most</dt>
      <dd>{fitCap}</dd>
    </div>
    <div>
      <dt>Engagement at most</dt>
      <dd>{engagementCap}</dd>
    </div>
    <div>
      <dt>Grades</dt>
      <dd>{grades.map(({ grade, from }) => `${grade} from ${from}`).join(', ')}</dd>
    </div>
  </dl>
);

/** From which score on a lead is a candidate, the most that each group gives, and the grades. */
export const LimitsSection = (props: LimitsSectionProps) => {
  const { draft, mayChange, errorAt, change } = props;
  return (
    <section class="card" aria-labelledby="limits-title">
      <h2 id="limits-title">Candidates, limits and grades</h2>
      {mayChange ? (
        <div class="form">
          <div class="limit-fields">
            <TextField
              name="threshold"
              label="Candidate from"
              inputMode="numeric"
              autoComplete="off"
              value={draft.threshold}
              error={errorAt('set.threshold')}
              onInput={(event) => change({ threshold: event.currentTarget.value })}
            />
            <TextField
              name="fitCap"
              label="Fit gives at most"
              inputMode="numeric"
              autoComplete="off"
              value={draft.fitCap}
              error={errorAt('set.caps.fit')}
              onInput={(event) => change({ fitCap: event.currentTarget.value })}
            />
            <TextField
              name="engagementCap"
              label="Engagement at most"
              inputMode="numeric"
              autoComplete="off"
              value={draft.engagementCap}
              error={errorAt('set.caps.engagement')}
              onInput={(event) => change({ engagementCap: event.currentTarget.value })}
            />
          </div>
          <Grades {...props} />
        </div>
      ) : (
        <Told {...props} />
      )}
    </section>
  );
};
