import { written } from '../forms/form-edit.ts';
import { draftOf, type ScoringDraft, setOf } from './scoring-draft.ts';
import type { ScoringSet, ScoringSettings } from './scoring-queries.ts';

/** The parts of the rules that somebody may have changed while somebody else changed others. */
export const SCORING_PARTS = ['fit', 'engagement', 'caps', 'grades', 'threshold'] as const;
export type ScoringPart = (typeof SCORING_PARTS)[number];

/** Each part as people call it. */
export const PART_LABELS = {
  fit: 'fit',
  engagement: 'engagement',
  caps: 'the most that each gives',
  grades: 'grades',
  threshold: 'the threshold',
} as const satisfies Readonly<Record<ScoringPart, string>>;

const partsOf = ({ rules, caps, grades, threshold }: ScoringSet): Readonly<Record<ScoringPart, unknown>> => ({
  fit: rules.filter(({ group }) => group === 'fit'),
  engagement: rules.filter(({ group }) => group === 'engagement'),
  caps,
  grades,
  threshold,
});

/** The parts in which two sets of rules differ. */
export const changedParts = (one: ScoringSet, other: ScoringSet): readonly ScoringPart[] => {
  const [before, after] = [partsOf(one), partsOf(other)];
  return SCORING_PARTS.filter((part) => written(before[part]) !== written(after[part]));
};

/** Rules that are being edited: the version and set that the edit began with, and what it says by now. */
export interface ScoringEdit {
  readonly version: number;
  readonly began: ScoringSet;
  readonly draft: ScoringDraft;
}

/** An edit of the rules as they are. What the API leaves open is written in one way, so that only what a person changes is a change. */
export const beginEdit = ({ version, set }: ScoringSettings): ScoringEdit => {
  const draft = draftOf(set);
  return { version, began: setOf(draft), draft };
};

/** The parts that the person changed so far. */
export const editedParts = ({ began, draft }: ScoringEdit): readonly ScoringPart[] => changedParts(began, setOf(draft));

export interface OvertakenEdit {
  /** The edit on top of the newest version: this person's parts as they are typed, the others as somebody else left them. */
  readonly edit: ScoringEdit;
  /** What somebody else changed. */
  readonly theirs: readonly ScoringPart[];
  /** What both changed, differently. */
  readonly conflicts: readonly ScoringPart[];
}

/** Brings an edit on top of what somebody else saved first. */
export const overtakenEdit = (edit: ScoringEdit, fresh: ScoringSettings): OvertakenEdit => {
  const now = beginEdit(fresh);
  const mine = setOf(edit.draft);
  const changed = new Set(changedParts(edit.began, mine));
  const differing = new Set(changedParts(now.began, mine));
  const theirs = changedParts(edit.began, now.began);
  const { draft } = edit;
  const rulesOf = (group: 'fit' | 'engagement') =>
    (changed.has(group) ? draft : now.draft).rules.filter((rule) => rule.group === group);
  const caps = changed.has('caps') ? draft : now.draft;
  return {
    edit: {
      ...now,
      draft: {
        rules: [...rulesOf('fit'), ...rulesOf('engagement')],
        fitCap: caps.fitCap,
        engagementCap: caps.engagementCap,
        grades: changed.has('grades') ? draft.grades : now.draft.grades,
        threshold: changed.has('threshold') ? draft.threshold : now.draft.threshold,
      },
    },
    theirs,
    conflicts: theirs.filter((part) => changed.has(part) && differing.has(part)),
  };
};
