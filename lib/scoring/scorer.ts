import { type Check, compileConditions, type FactsOf } from './compile-condition.ts';
import { nextChange } from './next-change.ts';
import type { EngagementRule, ScoringSet } from './scoring-contract.ts';
import { factsOfSignal, type Signal } from './signal.ts';

/** One entry of a score. The entries add up to the score, always: what a cap or the ends of the scale take or give is an entry too. */
export interface ScoreEntry {
  readonly rule: string;
  readonly label: string;
  readonly group: 'fit' | 'engagement';
  readonly points: number;
  readonly evidence: string | undefined;
  /** When it last happened, of what somebody did; milliseconds since the epoch. */
  readonly at: number | undefined;
}

export interface Score {
  /** 0 to 100. */
  readonly score: number;
  readonly candidate: boolean;
  readonly entries: readonly ScoreEntry[];
}

/** A version of the scoring rules, made ready to be applied to many leads. */
export interface Scorer {
  readonly version: number;
  readonly set: ScoringSet;
  /** The score of a lead at a time in milliseconds since the epoch, of what is known of it and what the person did. */
  score(factsOf: FactsOf, signals: readonly Signal[], now: number): Score;
  /** When decay next changes the grade or the candidate flag of that lead, if nothing else happens; milliseconds since the epoch. */
  dueAt(factsOf: FactsOf, signals: readonly Signal[], now: number): number | undefined;
  /** The grade of a score. */
  gradeOf(score: number): string | undefined;
}

const DAY = 86_400_000;
const HIGHEST = 100;

/** Entries that are no rule of the owner: what a group's cap takes, and what holds the sum within 0 and 100. */
export const CAP_RULES = { fit: 'fit-cap', engagement: 'engagement-cap' } as const;
export const LIMIT_RULE = 'scale-limit';
/** What a score has more or less than the rules give today, because an earlier release knew less or more of an address. */
export const EARLIER_RELEASE_RULE = 'earlier-release';

/** What the entries are called that are no rule of the owner. */
export const SYSTEM_LABELS: Readonly<Record<string, string>> = {
  [CAP_RULES.fit]: 'More than fit can give',
  [CAP_RULES.engagement]: 'More than engagement can give',
  [LIMIT_RULE]: 'A score is 0 to 100',
  [EARLIER_RELEASE_RULE]: 'What was known of the address then',
};

const sumOf = (entries: readonly ScoreEntry[]): number => {
  let sum = 0;
  for (const { points } of entries) sum += points;
  return sum;
};

/** An entry that is no rule of the owner. */
export const systemEntry = (
  rule: string,
  group: ScoreEntry['group'],
  points: number,
  evidence?: string,
): ScoreEntry => ({
  rule,
  label: SYSTEM_LABELS[rule] ?? rule,
  group,
  points,
  evidence,
  at: undefined,
});

const capped = (group: ScoreEntry['group'], entries: ScoreEntry[], cap: number): ScoreEntry[] => {
  const over = sumOf(entries) - cap;
  return over > 0 ? [...entries, systemEntry(CAP_RULES[group], group, -over, `at most ${cap}`)] : entries;
};

const withinScale = (entries: ScoreEntry[]): ScoreEntry[] => {
  const sum = sumOf(entries);
  const points = Math.min(HIGHEST, Math.max(0, sum)) - sum;
  return points === 0 ? entries : [...entries, systemEntry(LIMIT_RULE, 'fit', points)];
};

/** An engagement rule with those of a lead's signals for which it gives points, the oldest first. */
interface Counted {
  readonly rule: EngagementRule;
  readonly signals: readonly Signal[];
  readonly evidence: string | undefined;
}

const pointsAt = ({ rule: { points, halfLifeDays }, signals }: Counted, now: number): number => {
  if (halfLifeDays === undefined) return points * signals.length;
  let sum = 0;
  for (const { at } of signals) sum += points * 0.5 ** (Math.max(0, now - at) / (halfLifeDays * DAY));
  return Math.round(sum);
};

const engagementEntry = (counted: Counted, now: number): ScoreEntry[] => {
  const { rule, signals, evidence } = counted;
  const points = pointsAt(counted, now);
  if (points === 0) return [];
  const told = signals.length > 1 ? `${signals.length} times` : evidence;
  return [{ rule: rule.id, label: rule.label, group: 'engagement', points, evidence: told, at: signals.at(-1)?.at }];
};

/** Makes a set of scoring rules ready: conditions are compiled once. */
export const compileScoring = (set: ScoringSet, version: number): Scorer => {
  const fit = set.rules.flatMap((rule) =>
    rule.group === 'fit' ? [{ rule, check: compileConditions(rule.when) }] : [],
  );
  const engagement = set.rules.flatMap((rule): { rule: EngagementRule; check: Check }[] =>
    rule.group === 'engagement' ? [{ rule, check: compileConditions(rule.when) }] : [],
  );
  const bounds = [...new Set([...set.grades.map(({ from }) => from), set.threshold])].sort((a, b) => b - a);

  const fitEntries = (factsOf: FactsOf): ScoreEntry[] => {
    const entries: ScoreEntry[] = [];
    for (const { rule, check } of fit) {
      const evidence = check(factsOf);
      if (evidence === undefined) continue;
      const { id, label, points } = rule;
      entries.push({ rule: id, label, group: 'fit', points, evidence: evidence || undefined, at: undefined });
    }
    return capped('fit', entries, set.caps.fit);
  };

  const countedOf = (signals: readonly Signal[]): Counted[] => {
    if (signals.length === 0) return [];
    const seen = signals.map((signal) => ({ signal, facts: factsOfSignal(signal) }));
    const counted: Counted[] = [];
    for (const { rule, check } of engagement) {
      let evidence: string | undefined;
      const matching: Signal[] = [];
      for (const { signal, facts } of seen) {
        const found = check(facts);
        if (found === undefined) continue;
        matching.push(signal);
        evidence = found || undefined;
      }
      const { after = 0, most = Number.POSITIVE_INFINITY } = rule;
      const counting = matching.slice(after).slice(-most);
      if (counting.length > 0) counted.push({ rule, signals: counting, evidence });
    }
    return counted;
  };

  const entriesAt = (known: ScoreEntry[], counted: readonly Counted[], now: number): ScoreEntry[] => {
    const engaged = counted.flatMap((one) => engagementEntry(one, now));
    return withinScale([...known, ...capped('engagement', engaged, set.caps.engagement)]);
  };

  return {
    version,
    set,
    score: (factsOf, signals, now) => {
      const entries = entriesAt(fitEntries(factsOf), countedOf(signals), now);
      const score = sumOf(entries);
      return { score, candidate: score >= set.threshold, entries };
    },
    dueAt: (factsOf, signals, now) => {
      const counted = countedOf(signals);
      const longest = Math.max(0, ...counted.map(({ rule }) => rule.halfLifeDays ?? 0));
      if (longest === 0) return undefined;
      const known = fitEntries(factsOf);
      const bandAt = (time: number) => {
        const score = sumOf(entriesAt(known, counted, time));
        return bounds.findIndex((bound) => score >= bound);
      };
      return nextChange(bandAt, now, longest * DAY);
    },
    gradeOf: (score) => set.grades.find(({ from }) => score >= from)?.grade,
  };
};
