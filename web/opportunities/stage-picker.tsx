import { useState } from 'preact/hooks';
import { canMoveStage, SALES_PIPELINE, STAGE_IDS, type StageId } from '../../lib/opportunities/pipeline.ts';
import { ApiProblem, messageOf } from '../api/problem.ts';
import { showToast } from '../look/toast.ts';
import { useAbilities } from '../people/people-queries.ts';
import { CloseDealDialog } from './close-deal-dialog.tsx';
import { type Opportunity, useMoveOpportunity, useReloadOpportunity } from './opportunity-queries.ts';

const stageNamed = (text: string): StageId | undefined => STAGE_IDS.find((id) => id === text);

/** The stage of an opportunity, and the way to another one. Won and lost cannot be taken back, so they ask first. */
export const StagePicker = ({ opportunity }: { readonly opportunity: Opportunity }) => {
  const { sell } = useAbilities();
  const move = useMoveOpportunity(opportunity);
  const reload = useReloadOpportunity(opportunity.id);
  const [closing, setClosing] = useState<'won' | 'lost'>();
  const choices = STAGE_IDS.filter((id) => id === opportunity.stage || canMoveStage(opportunity.stage, id));
  const { label, probability } = SALES_PIPELINE.stages[opportunity.stage];

  const choose = (select: HTMLSelectElement) => {
    const stage = stageNamed(select.value);
    if (!stage || stage === opportunity.stage) return;
    if (stage === 'won' || stage === 'lost') {
      // The picker goes on showing where the opportunity is until the question is answered.
      select.value = opportunity.stage;
      setClosing(stage);
      return;
    }
    move.mutate(
      { stage },
      {
        onSuccess: () => showToast(`Moved to ${SALES_PIPELINE.stages[stage].label}`),
        onError: (error) => {
          const overtaken = error instanceof ApiProblem && error.status === 412;
          showToast(overtaken ? 'Somebody else changed this just now; choose again.' : messageOf(error), {
            tone: 'bad',
          });
          if (overtaken) void reload();
        },
      },
    );
  };

  if (!sell || opportunity.status !== 'open') {
    return <span class={`chip stage-${opportunity.status}`}>{label}</span>;
  }
  const shown = move.isPending ? move.variables.stage : opportunity.stage;
  return (
    <>
      <select
        class="stage-picker"
        aria-label={`Stage of ${opportunity.name}`}
        value={shown}
        disabled={move.isPending}
        onChange={(event) => choose(event.currentTarget)}
      >
        {choices.map((id) => (
          <option key={id} value={id}>
            {SALES_PIPELINE.stages[id].label}
          </option>
        ))}
      </select>
      <span class="soft probability">{probability} %</span>
      {closing && <CloseDealDialog opportunity={opportunity} as={closing} onClose={() => setClosing(undefined)} />}
    </>
  );
};
