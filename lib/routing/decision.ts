import { createHash } from 'node:crypto';
import * as z from 'zod';
import { roundOf } from './weighted-turns.ts';

/** Why somebody may or may not get a lead. `passed-over`: they had it, and it is taken from them. */
export const VERDICTS = ['eligible', 'inactive', 'absent', 'outside-hours', 'full', 'passed-over'] as const;
export type Verdict = (typeof VERDICTS)[number];

const consideredSchema = z.object({ id: z.string(), weight: z.number(), verdict: z.enum(VERDICTS) });

const stepSchema = z.object({
  /** The rule that matched; none for what holds otherwise. */
  rule: z.object({ id: z.string(), label: z.string() }).optional(),
  to: z.object({
    kind: z.enum(['user', 'team', 'everyone', 'nobody']),
    id: z.string().optional(),
    name: z.string().optional(),
  }),
  reps: z.array(consideredSchema),
});

export const decisionSchema = z.object({
  /** The version of the settings. */
  settings: z.number(),
  /** The rules that matched, in order; the last one decided, those before it had nobody. */
  steps: z.array(stepSchema),
});

/** One reason why somebody was considered or not. */
export type Considered = z.output<typeof consideredSchema>;
export type DecisionStep = z.output<typeof stepSchema>;
/** Everything that a decision rests on, but for the turn: the same for many leads, so it is kept once. */
export type Decision = z.output<typeof decisionSchema>;

const eligibleOf = (step: DecisionStep | undefined): Considered[] =>
  step?.reps.filter(({ verdict }) => verdict === 'eligible') ?? [];

/** One round of turns among those who may get the lead; empty when nobody may. */
export const roundOfDecision = ({ steps }: Decision): string[] => roundOf(eligibleOf(steps.at(-1)));

/** Whose turns are counted together: those of the target of the deciding step. */
export const poolOf = ({ steps }: Decision): string => {
  const to = steps.at(-1)?.to;
  return to?.id === undefined ? 'reps' : `${to.kind}:${to.id}`;
};

/** 96 bits of a hash over what the decision says: two decisions that say the same are one. */
export const decisionId = ({ settings, steps }: Decision): string => {
  const said = steps.map(({ rule, to, reps }) => [
    rule?.id,
    rule?.label,
    to.kind,
    to.id,
    to.name,
    reps.map(({ id, weight, verdict }) => [id, weight, verdict]),
  ]);
  return createHash('sha256')
    .update(JSON.stringify([settings, said]))
    .digest()
    .subarray(0, 12)
    .toString('base64url');
};
