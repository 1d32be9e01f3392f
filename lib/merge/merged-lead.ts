import { isDeepStrictEqual } from 'node:util';
import { laterTouch } from '../activities/last-touch.ts';
import { type Origin, originOf, tracedChange } from '../enrichment/provenance.ts';
import { timeOfId } from '../ids.ts';
import { firstTouchOf, passGate } from '../leads/lead.ts';
import { addressesBeside, emailsOfLead } from '../leads/lead-emails.ts';
import type { Lead } from '../leads/lead-entity.ts';
import { keepFirst } from '../learned-scoring/first-features.ts';
import type { Qualification } from '../qualification/qualification.ts';
import { withSignal } from '../scoring/signal.ts';
import { edited } from '../use-case.ts';
import { MERGE_FIELDS, type MergeSide } from './merge-field.ts';

/** For each field that somebody decided on, the side whose value is taken. */
export type Choices = Readonly<Record<string, MergeSide>>;

/** A lead holds at most this many others: all their addresses move with it in one transaction of at most 100 writes. */
export const MOST_MERGES = 20;

/** A field in which two leads differ, and what becomes of it. */
export interface FieldChoice {
  readonly field: string;
  readonly mine: unknown;
  readonly theirs: unknown;
  readonly taken: MergeSide;
}

const CUSTOM = 'custom.';

const fieldOf = (lead: Lead, field: string): unknown => {
  const plain = MERGE_FIELDS.find((one) => one === field);
  return plain ? lead[plain] : lead.custom?.[field.slice(CUSTOM.length)];
};

const customKeys = (winner: Lead, loser: Lead): string[] => [
  ...new Set([...Object.keys(winner.custom ?? {}), ...Object.keys(loser.custom ?? {})]),
];

/** What somebody decided; else the lead's own value, and the other's where it has none. */
const takenSide = (winner: Lead, field: string, choices: Choices): MergeSide =>
  choices[field] ?? (fieldOf(winner, field) === undefined ? 'other' : 'this');

/** The fields in which two leads differ, each with both values and the side that is taken. */
export const fieldChoices = (winner: Lead, loser: Lead, choices: Choices): FieldChoice[] =>
  [...MERGE_FIELDS, ...customKeys(winner, loser).map((key) => `${CUSTOM}${key}`)].flatMap((field) => {
    const [mine, theirs] = [fieldOf(winner, field), fieldOf(loser, field)];
    return isDeepStrictEqual(mine, theirs) ? [] : [{ field, mine, theirs, taken: takenSide(winner, field, choices) }];
  });

/** The fields that choices name and the two leads do not have. */
export const unknownChoices = (winner: Lead, loser: Lead, choices: Choices): string[] => {
  const known = new Set<string>([...MERGE_FIELDS, ...customKeys(winner, loser).map((key) => `${CUSTOM}${key}`)]);
  return Object.keys(choices).filter((field) => !known.has(field));
};

const orUndefined = <T extends object>(value: T): T | undefined => (Object.keys(value).length > 0 ? value : undefined);

/** Answers of both; where both were given one, the lead's own. */
const mergedAnswers = (winner: Lead, loser: Lead): Qualification | undefined =>
  winner.qualification || loser.qualification ? { ...loser.qualification, ...winner.qualification } : undefined;

/** What the person did by themselves, under either lead. */
const mergedSignals = (winner: Lead, loser: Lead): Lead['signals'] =>
  loser.signals?.reduce(withSignal, winner.signals ?? []) ?? winner.signals;

/** The later of both last touches, and the earlier of both first ones, which is kept where it is another one. */
const mergedTouches = (winner: Lead, loser: Lead): Pick<Lead, 'lastTouch' | 'firstTouchAt'> => {
  const lastTouch = loser.lastTouch ? laterTouch(winner.lastTouch, loser.lastTouch) : winner.lastTouch;
  const [first] = [firstTouchOf(winner), firstTouchOf(loser)].filter((at) => at !== undefined).sort();
  return { lastTouch, firstTouchAt: first === lastTouch?.at ? undefined : first };
};

/** Whose word the values of a lead are, also of those that came with it, which another lead has to be told. */
const originsOf =
  (lead: Lead) =>
  (field: string): Origin => ({
    by: lead.source === 'rep' ? `rep:${lead.createdBy ?? ''}` : lead.source,
    at: timeOfId(lead.id),
    ...originOf(lead, field),
  });

const lastSubmission = (winner: Lead, loser: Lead): string | undefined => {
  const ids = [winner.lastSubmissionId, winner.submissionId, loser.lastSubmissionId, loser.submissionId];
  const last = ids
    .filter((id) => id !== undefined)
    .sort()
    .at(-1);
  return last === winner.submissionId ? winner.lastSubmissionId : last;
};

/**
 * The lead as it is with another one merged into it: fields as chosen, tags, ids and addresses of both, submissions added up, the later touch, the answers of
 * both. The status follows, and the score when it is scored. `now` in ISO 8601.
 */
export const mergedLead = (
  winner: Lead,
  loser: Lead,
  choices: Choices,
  { mergeId, now }: { mergeId: string; now: string },
): Lead => {
  const take = <F extends (typeof MERGE_FIELDS)[number]>(field: F): Lead[F] =>
    (takenSide(winner, field, choices) === 'this' ? winner : loser)[field];
  const custom = Object.fromEntries(
    customKeys(winner, loser).flatMap((key) => {
      const side = takenSide(winner, `${CUSTOM}${key}`, choices) === 'this' ? winner : loser;
      const value = side.custom?.[key];
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
  const owned = takenSide(winner, 'ownerId', choices) === 'this' ? winner : loser;
  const email = take('email');
  const merge = { id: mergeId, leadId: loser.id, partyId: loser.partyId };
  const merged: Lead = {
    ...winner,
    email,
    firstName: take('firstName'),
    lastName: take('lastName'),
    company: take('company'),
    title: take('title'),
    phone: take('phone'),
    industry: take('industry'),
    employees: take('employees'),
    country: take('country'),
    ownerId: take('ownerId'),
    // Why somebody has it, and what they promised, go with whose it is.
    assignment: owned.assignment,
    promise: owned.promise,
    custom: orUndefined(custom),
    tags: orUndefined([...new Set([...(winner.tags ?? []), ...(loser.tags ?? [])])]),
    externalIds: orUndefined({ ...loser.externalIds, ...winner.externalIds }),
    otherEmails: addressesBeside(email, [...emailsOfLead(winner), ...emailsOfLead(loser)]),
    merges: [...(winner.merges ?? []), ...(loser.merges ?? []), merge],
    submissionCount: winner.submissionCount + loser.submissionCount,
    lastSubmissionId: lastSubmission(winner, loser),
    signals: mergedSignals(winner, loser),
    ...mergedTouches(winner, loser),
    qualification: mergedAnswers(winner, loser),
    status: winner.status === 'new' && loser.status !== 'new' ? 'working' : winner.status,
  };
  const origin = originsOf(loser);
  const provenance = tracedChange(winner, merged, origin);
  return passGate(keepFirst(winner, edited({ ...merged, provenance }, {}, now)));
};
