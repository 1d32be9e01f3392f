import type * as z from 'zod';
import { enteredAt } from '../leads/lead.ts';
import type { Lead } from '../leads/lead-entity.ts';
import type { Table } from '../table/table.ts';
import { findUser } from '../users/user-repository.ts';
import type { assignment as wireAssignment } from './assignment-contract.ts';
import { type Decision, roundOfDecision } from './decision.ts';
import { findDecision } from './decision-repository.ts';
import { atTurn } from './weighted-turns.ts';

type Wire = z.output<typeof wireAssignment>;

const presentDecision = (decision: Decision, turn: number | undefined): Wire['decision'] => ({
  settings: decision.settings,
  steps: decision.steps.map(({ rule, to, reps }) => ({
    rule: rule ?? null,
    to: { kind: to.kind, id: to.id ?? null, name: to.name ?? null },
    considered: reps.map(({ id, weight, verdict }) => ({ userId: id, weight, verdict })),
  })),
  turn: turn ?? null,
  chosen: atTurn(roundOfDecision(decision), turn ?? 0) ?? null,
});

const byHand = async (table: Table, lead: Lead, userId: string, at: string): Promise<Wire> => ({
  ownerId: lead.ownerId ?? null,
  how: 'person',
  at,
  by: { id: userId, name: (await findUser(table, userId))?.name ?? userId },
  decision: null,
});

/** Why a lead belongs to whom it belongs: the decision with everybody who was considered, or the hand that gave it. */
export const explainAssignment = async (table: Table, lead: Lead): Promise<Wire> => {
  const { assignment, createdBy, source } = lead;
  const at = assignment?.at ?? enteredAt(lead);
  if (assignment && 'by' in assignment) return byHand(table, lead, assignment.by, assignment.at);
  const plain = { ownerId: lead.ownerId ?? null, at, by: null };
  if (!assignment) {
    if (createdBy !== undefined) return byHand(table, lead, createdBy, at);
    return { ...plain, how: source.startsWith('import:') ? 'import' : 'unknown', decision: null };
  }
  const decision = await findDecision(table, assignment.decision);
  return { ...plain, how: 'rules', decision: decision ? presentDecision(decision, assignment.turn) : null };
};
