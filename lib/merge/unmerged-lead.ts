import { isDeepStrictEqual } from 'node:util';
import { passGate } from '../leads/lead.ts';
import { type Lead, leadSchema } from '../leads/lead-entity.ts';
import { withSignal } from '../scoring/signal.ts';

/** The lead that stayed, as it was before the merge and right after it, and as it is now. */
export interface WinnerStates {
  readonly before: Lead;
  readonly after: Lead;
  readonly current: Lead;
}

/** What every change of a lead changes. */
const AUDIT = new Set(['version', 'updatedAt', 'rescored']);
/** What follows from the other fields, and by which rules and when it did. */
const SCORED = new Set(['score', 'candidate', 'rules', 'scoredAt']);
/** Addresses follow from whose they are by now (`lib/merge/address-moves.ts`). */
const ADDRESSES = new Set(['email', 'otherEmails']);
/** Records of values that are each looked at by themselves. */
const RECORDS = ['custom', 'externalIds', 'provenance'];

type Values = Readonly<Record<string, unknown>>;

interface Settled {
  readonly values: Record<string, unknown>;
  /** What somebody edited since the merge, by the name of its field. */
  readonly kept: string[];
}

/** Values as they were before, but for those that are no longer what the merge made of them. */
const settle = (before: Values, after: Values, current: Values, prefix = ''): Settled => {
  const values: Record<string, unknown> = {};
  const kept: string[] = [];
  for (const name of new Set([...Object.keys(before), ...Object.keys(after), ...Object.keys(current)])) {
    const untouched = isDeepStrictEqual(current[name], after[name]);
    if (!untouched) kept.push(`${prefix}${name}`);
    const value = untouched ? before[name] : current[name];
    if (value !== undefined) values[name] = value;
  }
  return { values, kept };
};

/** Tags without those that the merge brought; what was added since stays. */
const settleTags = ({ before, after, current }: WinnerStates): string[] | undefined => {
  const brought = after.tags?.filter((tag) => !before.tags?.includes(tag)) ?? [];
  const tags = current.tags?.filter((tag) => !brought.includes(tag)) ?? [];
  return tags.length > 0 ? tags : undefined;
};

/** Signals as before, with those that came since: each is told by its time, and a lead keeps the last ones. */
const settleSignals = ({ before, after, current }: WinnerStates): Lead['signals'] => {
  const known = after.signals ?? [];
  const since = current.signals?.filter((signal) => !known.some((one) => isDeepStrictEqual(one, signal))) ?? [];
  return since.length > 0 ? since.reduce(withSignal, before.signals ?? []) : before.signals;
};

const orUndefined = (record: Record<string, unknown>) => (Object.keys(record).length > 0 ? record : undefined);

const without = (lead: Lead, names: ReadonlySet<string>): Values =>
  Object.fromEntries(Object.entries(lead).filter(([name]) => !names.has(name)));

const only = (lead: Lead, names: ReadonlySet<string>): Values =>
  Object.fromEntries(Object.entries(lead).filter(([name]) => names.has(name)));

/**
 * The lead that stayed as it is without the merge: as it was before, but for what was edited since, which it keeps and `kept` names. It is not scored: with nothing kept it has the score of before, else the one of now. Addresses are as `email` and
 * `otherEmails` say. `now` in ISO 8601.
 */
export const unmergedWinner = (
  states: WinnerStates,
  addresses: Pick<Lead, 'email' | 'otherEmails'>,
  now: string,
): { lead: Lead; kept: string[] } => {
  const { before, after, current } = states;
  const audit = { version: current.version + 1, updatedAt: now, rescored: current.rescored };
  const apart = new Set([
    ...AUDIT,
    ...SCORED,
    ...ADDRESSES,
    ...RECORDS,
    'tags',
    'signals',
    'submissionCount',
    'atEntry',
  ]);
  const plain = settle(without(before, apart), without(after, apart), without(current, apart));
  const custom = settle(before.custom ?? {}, after.custom ?? {}, current.custom ?? {}, 'custom.');
  const external = settle(before.externalIds ?? {}, after.externalIds ?? {}, current.externalIds ?? {}, 'externalIds.');
  // Whose word a value is goes with the value, and is none of its own.
  const provenance = settle(before.provenance ?? {}, after.provenance ?? {}, current.provenance ?? {});
  const tags = settleTags(states);
  const kept = [
    ...plain.kept,
    ...custom.kept,
    ...external.kept,
    ...(isDeepStrictEqual(current.tags, after.tags) ? [] : ['tags']),
    ...(isDeepStrictEqual(current.signals, after.signals) ? [] : ['signals']),
    ...(addresses.email === before.email ? [] : ['email']),
    ...(current.submissionCount === after.submissionCount ? [] : ['submissionCount']),
  ].sort();
  const isAsBefore = kept.length === 0 && isDeepStrictEqual(addresses.otherEmails, before.otherEmails);
  if (isAsBefore) return { lead: { ...before, ...audit }, kept };
  const lead = leadSchema.parse({
    ...plain.values,
    ...only(current, SCORED),
    ...addresses,
    custom: orUndefined(custom.values),
    externalIds: orUndefined(external.values),
    provenance: orUndefined(provenance.values),
    tags,
    signals: settleSignals(states),
    // What was first known of each field that ever changed, which stays true.
    atEntry: current.atEntry,
    submissionCount: before.submissionCount + current.submissionCount - after.submissionCount,
    ...audit,
  });
  return { lead: passGate(lead), kept };
};
