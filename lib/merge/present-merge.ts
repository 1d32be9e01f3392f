import type * as z from 'zod';
import type { LeadDesk } from '../leads/lead-desk.ts';
import { showLead } from '../leads/show-lead.ts';
import type { mergeRoutes } from './merge-contract.ts';
import type { MergeOutcome } from './merge-leads.ts';
import type { UndoOutcome } from './undo-merge.ts';

type Shelf = Pick<LeadDesk, 'table' | 'scorers' | 'now'>;
type WireMerge = z.output<(typeof mergeRoutes.mergeLead.responses)[200]>;
type WireUndo = z.output<(typeof mergeRoutes.undoMerge.responses)[200]>;
type WireValue = WireMerge['fields'][number]['this'];

const isText = (value: unknown): value is string => typeof value === 'string';

/** A value of a field as JSON has it: fields hold texts, numbers, yes or no, and lists of texts. */
const wireValue = (value: unknown): WireValue => {
  if (isText(value) || typeof value === 'number' || typeof value === 'boolean') return value;
  return Array.isArray(value) ? value.filter(isText) : null;
};

/** A merge as the API shows it. */
export const presentMerge = async (desk: Shelf, { mergeId, lead, fields }: MergeOutcome): Promise<WireMerge> => ({
  mergeId: mergeId ?? null,
  lead: await showLead(desk, lead),
  fields: fields.map(({ field, mine, theirs, taken }) => ({
    field,
    this: wireValue(mine),
    other: wireValue(theirs),
    taken,
  })),
});

/** An undone merge as the API shows it. */
export const presentUndo = async (desk: Shelf, { winner, loser, kept }: UndoOutcome): Promise<WireUndo> => ({
  leads: [await showLead(desk, winner), await showLead(desk, loser)],
  kept: [...kept],
});
