import { LEAD_FIELDS } from '../leads/lead-fields.ts';

/** The fields for which somebody may choose a side; custom fields come with them, as `custom.<key>`. */
export const MERGE_FIELDS = [...LEAD_FIELDS, 'ownerId'] as const;
export type MergeField = (typeof MERGE_FIELDS)[number];

/** The lead that stays, and the one that is merged into it. */
export const MERGE_SIDES = ['this', 'other'] as const;
export type MergeSide = (typeof MERGE_SIDES)[number];
