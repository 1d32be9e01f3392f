import type { OpportunityKind } from './opportunity-queries.ts';

/** What kind of sale it is. */
export const KIND_LABELS: Readonly<Record<OpportunityKind, string>> = {
  new: 'New business',
  repeat: 'Repeat',
  renewal: 'Renewal',
};

/** The kinds in the order in which they are offered. */
export const KINDS = ['new', 'repeat', 'renewal'] as const satisfies readonly OpportunityKind[];

/** The kind that a text names; undefined when none. */
export const kindOf = (text: string | undefined): OpportunityKind | undefined => KINDS.find((kind) => kind === text);
