import type { RoutingSet, RoutingTarget, Verdict } from './routing-queries.ts';

export const VERDICT_LABELS: Readonly<Record<Verdict, string>> = {
  eligible: 'Could take it',
  inactive: 'Not active',
  absent: 'Away',
  'outside-hours': 'Not working at that hour',
  full: 'Had enough leads',
  'passed-over': 'Had it, and did not respond',
};

export const MISSED_LABELS = {
  remind: 'remind the owner',
  escalate: 'tell the lead of the team',
  reassign: 'give it to somebody else',
} as const;

export const MISSED_KEYS = ['remind', 'escalate', 'reassign'] as const;

/** Minutes in the largest unit that they come out even in. */
export const minutesInWords = (minutes: number): string => {
  if (minutes % 60 !== 0) return `${minutes} minutes`;
  return minutes === 60 ? '1 hour' : `${minutes / 60} hours`;
};

/** Who gets a lead, in words. */
export const targetInWords = (
  to: RoutingTarget,
  { teams }: Pick<RoutingSet, 'teams'>,
  nameOf: (userId: string) => string,
): string => {
  switch (to.kind) {
    case 'user':
      return nameOf(to.userId);
    case 'team':
      return `the team ${teams.find(({ id }) => id === to.teamId)?.name ?? to.teamId}`;
    case 'everyone':
      return 'everybody in turn';
    case 'nobody':
      return 'nobody: it waits in Unassigned';
  }
};

const LONGEST_ID = 40;

/** An id made of a label, which none of the others has. */
export const idFrom = (label: string, taken: readonly string[], fallback: string): string => {
  const letters = label
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, LONGEST_ID - 4);
  const base = letters.replace(/-+$/, '') || fallback;
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken.includes(id)) return id;
  }
};

/** The target that a picked value stands for, and the value that stands for a target. */
export const targetOf = (value: string): RoutingTarget => {
  const [kind, ...rest] = value.split(' ');
  const id = rest.join(' ');
  if (kind === 'user') return { kind, userId: id };
  if (kind === 'team') return { kind, teamId: id };
  return kind === 'nobody' ? { kind } : { kind: 'everyone' };
};

/** The other way round: a target as the value of an option. */
export const valueOfTarget = (to: RoutingTarget): string => {
  if (to.kind === 'user') return `user ${to.userId}`;
  return to.kind === 'team' ? `team ${to.teamId}` : to.kind;
};
