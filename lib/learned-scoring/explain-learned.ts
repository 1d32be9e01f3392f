import type { FieldDefinition } from '../fields/field-contract.ts';
import { FIELD_SETTINGS } from '../fields/field-settings.ts';
import type { Lead } from '../leads/lead-entity.ts';
import { remembered } from '../settings/remembered.ts';
import { readSettings } from '../settings/settings-repository.ts';
import { findSubmission } from '../submissions/submission-repository.ts';
import type { Table } from '../table/table.ts';
import { factorLabel } from './factor-label.ts';
import { firstFeatures } from './first-features.ts';
import type { LearnedScoreAnswer } from './learned-contract.ts';
import type { LearnedRecord } from './learned-entity.ts';
import { LEAST_OF_EACH } from './learned-model.ts';
import { findLearned } from './learned-repository.ts';
import { learnedScore, START } from './learned-score.ts';
import type { Features } from './outcome-counts.ts';

/** What was learned, and the custom fields, as they are read for explanations. */
export interface LearnedDesk {
  readonly table: Table;
  readonly learned: () => Promise<LearnedRecord | undefined>;
  readonly customFields: () => Promise<readonly FieldDefinition[]>;
}

/** Milliseconds that one instance goes on with what it read: what is learned changes by one lead among hundreds. */
const LIFETIME = 600_000;

/** A desk that reads what was learned and the custom fields every ten minutes. */
export const openLearnedDesk = (table: Table): LearnedDesk => {
  const learned = remembered(LIFETIME, () => findLearned(table));
  const customFields = remembered(LIFETIME, async () => (await readSettings(table, FIELD_SETTINGS)).value);
  return { table, learned: () => learned('learned'), customFields: () => customFields('fields') };
};

/** The learned score of features with the factors that add up to it, or how many leads there are of those that it takes. */
export const explainFeatures = (
  learned: LearnedRecord | undefined,
  features: Features,
  definitions: readonly FieldDefinition[],
): LearnedScoreAnswer => {
  const { won = 0, lost = 0, model } = learned ?? {};
  if (!model) return { notEnough: { won, lost, needed: LEAST_OF_EACH } };
  const names = new Map(definitions.map(({ key, label }) => [key, label]));
  const { score, probability, factors } = learnedScore(model, features);
  return {
    probability,
    score,
    base: START,
    factors: factors.map(({ feature, value, points }) => ({ label: factorLabel(feature, value, names), points })),
    basis: { won, lost },
  };
};

/**
 * The learned score of a lead by what was known of it when it came in, which is what was learned from. One read of its first submission, when it has one and
 * there is enough to score by.
 */
export const explainLearned = async (
  { table, learned, customFields }: LearnedDesk,
  lead: Lead,
): Promise<LearnedScoreAnswer> => {
  const [known, definitions] = await Promise.all([learned(), customFields()]);
  if (!known?.model) return explainFeatures(known, {}, definitions);
  const submission = lead.submissionId === undefined ? undefined : await findSubmission(table, lead.submissionId);
  return explainFeatures(known, firstFeatures(lead, submission?.attribution, definitions), definitions);
};
