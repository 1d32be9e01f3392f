import { useState } from 'preact/hooks';
import { TextField } from '../look/field.tsx';
import { Form } from '../look/form.tsx';
import { typed } from '../look/read-form.ts';
import { useAbilities } from '../people/people-queries.ts';
import { Ago } from '../wording/ago.tsx';
import type { Lead } from './lead-queries.ts';
import { useJudgeScore, type Verdict } from './score-queries.ts';

const VERDICTS = [
  { verdict: 'right', label: 'Right' },
  { verdict: 'too-high', label: 'Too high' },
  { verdict: 'too-low', label: 'Too low' },
] as const satisfies readonly { verdict: Verdict; label: string }[];

const wordsOf = (verdict: Verdict): string => VERDICTS.find((one) => one.verdict === verdict)?.label ?? verdict;

type Judgement = NonNullable<Lead['scoreJudgement']>;

const Said = ({ judgement: { verdict, reason, score, by, at } }: { readonly judgement: Judgement }) => (
  <p>
    <strong>{wordsOf(verdict)}</strong> at {score}
    {reason !== null && <>: {reason}</>}
    <span class="figure-note">
      {by.name}, <Ago at={at} />
    </span>
  </p>
);

interface AskProps {
  readonly chosen: Verdict | undefined;
  readonly onChoose: (verdict: Verdict) => void;
}

const Ask = ({ chosen, onChoose }: AskProps) => (
  <fieldset class="choices">
    <legend>Is this score right?</legend>
    {VERDICTS.map(({ verdict, label }) => (
      <label key={verdict}>
        <input
          type="radio"
          name="verdict"
          value={verdict}
          checked={chosen === verdict}
          onChange={() => onChoose(verdict)}
        />
        <span>{label}</span>
      </label>
    ))}
  </fieldset>
);

/** What somebody who works leads says of the score: it counts where scoring rules are tried out. */
export const ScoreJudgement = ({ lead }: { readonly lead: Lead }) => {
  const { sell } = useAbilities();
  const judge = useJudgeScore(lead.id);
  const [chosen, setChosen] = useState<Verdict>();
  const said = lead.scoreJudgement;
  if (said) {
    return (
      <div class="judgement">
        <Said judgement={said} />
        {sell && (
          <button type="button" class="button small" disabled={judge.isPending} onClick={() => judge.mutate(undefined)}>
            Take back
          </button>
        )}
      </div>
    );
  }
  if (!sell) return null;
  const submit = (texts: ReadonlyMap<string, string>) => {
    if (!chosen) return;
    const reason = typed(texts, 'reason');
    judge.mutate({ verdict: chosen, ...(reason && { reason }) }, { onSuccess: () => setChosen(undefined) });
  };
  return (
    <div class="judgement asks">
      <Ask chosen={chosen} onChoose={setChosen} />
      {chosen && (
        <Form
          submitLabel="Say so"
          busy={judge.isPending}
          error={judge.error}
          onSubmit={submit}
          onCancel={() => setChosen(undefined)}
        >
          <TextField
            name="reason"
            label="Why, if you like"
            autoComplete="off"
            maxLength={200}
            hint="Whoever looks after the rules reads it."
          />
        </Form>
      )}
    </div>
  );
};
