import { useUsers } from '../people/people-queries.ts';
import { clockTime, dayName } from '../wording/relative-time.ts';
import { type LeadAssignment, useLeadAssignment } from './routing-queries.ts';
import { VERDICT_LABELS } from './routing-words.ts';

type Decision = NonNullable<LeadAssignment['decision']>;
type Step = Decision['steps'][number];

const useName = (): ((userId: string) => string) => {
  const { data } = useUsers();
  return (userId) => data?.items.find(({ id }) => id === userId)?.name ?? 'somebody who left';
};

const targetInWords = ({ to }: Step, nameOf: (userId: string) => string): string => {
  if (to.kind === 'user') return to.id === null ? 'one person' : nameOf(to.id);
  if (to.kind === 'team') return `the team ${to.name ?? to.id ?? ''}`;
  return to.kind === 'everyone' ? 'everybody in turn' : 'nobody';
};

const StepWords = ({ step, nameOf }: { readonly step: Step; readonly nameOf: (userId: string) => string }) => (
  <>
    <p class="step-rule">
      {step.rule ? `The rule “${step.rule.label}”` : 'No rule fitted, so every other lead'}: to{' '}
      {targetInWords(step, nameOf)}
    </p>
    <ul class="considered">
      {step.considered.map(({ userId, weight, verdict }) => (
        <li key={userId} class={verdict === 'eligible' ? 'able' : undefined}>
          <span>
            {nameOf(userId)}
            {weight > 1 && <span class="soft"> ×{weight}</span>}
          </span>
          <span class="soft">{VERDICT_LABELS[verdict]}</span>
        </li>
      ))}
    </ul>
  </>
);

const Rules = ({ decision, nameOf }: { readonly decision: Decision; readonly nameOf: (userId: string) => string }) => {
  const last = decision.steps.at(-1);
  return (
    <>
      <p>
        {decision.chosen === null ? 'Unassigned' : 'Assigned'}{' '}
        {last?.rule ? `by the rule “${last.rule.label}”` : 'as every other lead'}
        {decision.chosen === null && ': nobody could take it'}.
      </p>
      <details class="routing-fold">
        <summary>Who was considered</summary>
        {decision.steps.map((step) => (
          <StepWords key={step.rule?.id ?? 'otherwise'} step={step} nameOf={nameOf} />
        ))}
        <p class="soft">
          {decision.turn === null ? 'No turn was needed.' : `Turn ${decision.turn + 1}.`} Version {decision.settings} of
          the routing.
        </p>
      </details>
    </>
  );
};

/** Why a lead belongs to its owner, or to nobody: the rule, who was considered, or the hand that gave it. */
export const LeadAssignmentCard = ({ lead }: { readonly lead: { readonly id: string; readonly version: number } }) => {
  const { data } = useLeadAssignment(lead.id, lead.version);
  const nameOf = useName();
  if (!data || data.how === 'unknown') return null;
  const when = `${dayName(data.at, Date.now())}, ${clockTime(data.at)}`;
  return (
    <section class="card background" aria-labelledby="assignment-title">
      <h2 id="assignment-title">
        {data.ownerId === null ? 'Why nobody has it' : `Why ${nameOf(data.ownerId)} has it`}
      </h2>
      {data.how === 'person' && (
        <p>
          {data.ownerId === null ? 'Taken away by' : 'By the hand of'} {data.by?.name ?? 'somebody'}
        </p>
      )}
      {data.how === 'import' && <p>As the list said that it came with.</p>}
      {data.decision && <Rules decision={data.decision} nameOf={nameOf} />}
      <p class="soft">{when}</p>
    </section>
  );
};
