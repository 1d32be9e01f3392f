import type { Lead } from '../leads/lead-queries.ts';
import { fullMoment } from '../wording/relative-time.ts';
import { useNow } from '../wording/use-now.ts';
import { answerState } from './answer-words.ts';

/** By when a lead is to have its first answer, or how fast it had it. */
export const AnswerChip = ({ lead }: { readonly lead: Lead }) => {
  const state = answerState(lead, useNow());
  if (!state) return null;
  const title = lead.promise ? `Promised by ${fullMoment(lead.promise.dueAt)}` : undefined;
  return (
    <span class={`chip answer-${state.tone}`} title={title}>
      {state.text}
    </span>
  );
};
