import { isDeepStrictEqual } from 'node:util';
import { findLeads, findLeadsByPhone } from '../leads/lead-repository.ts';
import { batchesOf, someAtATime } from '../some-at-a-time.ts';
import { retryOnContention, WORKER_ATTEMPTS } from '../table/retry.ts';
import type { Table, Write } from '../table/table.ts';
import type { LikenessChange } from './lead-changes.ts';
import type { LikeKey } from './like-key-entity.ts';
import { findLikeKeys, writeLikeKeys } from './like-key-repository.ts';
import { type Likeness, likenessOf, type Traits, traitsOf } from './likeness.ts';
import { type Pair, pairId, sidesOf } from './pair-entity.ts';
import { findPairs, removePair, writePair } from './pair-repository.ts';

export interface Projection {
  readonly table: Table;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** A key or a number of more leads than this is too common to say anything; the one beyond tells that it is, and then it takes nobody more. */
export const MOST_ALIKE = 10;
/** Numbers that are looked up at a time. */
const AT_ONCE = 10;
/** Writes of one transaction. */
const GROUP = 50;

type Sides = Pick<Pair, 'a' | 'b'>;

/** The keys as they are when the changes are in them; a full one takes nobody more. Those that stay as they are are left out. */
const changedKeys = (known: ReadonlyMap<string, LikeKey>, changes: readonly LikenessChange[]): LikeKey[] => {
  const idsOf = new Map<string, Set<string>>();
  const open = (hash: string): Set<string> => {
    const ids = idsOf.get(hash) ?? new Set(known.get(hash)?.leadIds);
    idsOf.set(hash, ids);
    return ids;
  };
  for (const { leadId, keysBefore, keysAfter } of changes) {
    for (const hash of keysBefore) if (!keysAfter.includes(hash)) open(hash).delete(leadId);
    for (const hash of keysAfter) if (open(hash).size <= MOST_ALIKE) open(hash).add(leadId);
  }
  return [...idsOf].flatMap(([hash, ids]) => {
    const before = known.get(hash);
    const leadIds = [...ids];
    if (isDeepStrictEqual(leadIds, before?.leadIds ?? [])) return [];
    return [{ hash, leadIds, version: (before?.version ?? 0) + 1 }];
  });
};

const leadsOfPhones = async (table: Table, phones: readonly string[]): Promise<Map<string, string[]>> => {
  const found = new Map<string, string[]>();
  await someAtATime(phones, AT_ONCE, async (phone) => {
    const leads = await findLeadsByPhone(table, phone, MOST_ALIKE + 1);
    if (leads.length > MOST_ALIKE) return;
    found.set(
      phone,
      leads.map(({ id }) => id),
    );
  });
  return found;
};

/** Writes the changes into the keys, and gives every two leads that a key or a number brings together. */
const meetings = async (table: Table, changes: readonly LikenessChange[]): Promise<Map<string, Sides>> => {
  const hashes = [...new Set(changes.flatMap(({ keysBefore, keysAfter }) => [...keysBefore, ...keysAfter]))];
  const known = new Map((await findLikeKeys(table, hashes)).map((key) => [key.hash, key]));
  const changed = changedKeys(known, changes);
  await writeLikeKeys(table, changed);
  const now = new Map([...known, ...changed.map((key): [string, LikeKey] => [key.hash, key])]);
  const phones = await leadsOfPhones(table, [...new Set(changes.flatMap((change) => change.phones))]);
  const found = new Map<string, Sides>();
  for (const { leadId, keysBefore, keysAfter, phones: numbers } of changes) {
    const groups = [
      ...[...keysBefore, ...keysAfter]
        .map((hash) => now.get(hash)?.leadIds ?? [])
        .filter(({ length }) => length <= MOST_ALIKE),
      ...numbers.map((phone) => phones.get(phone) ?? []),
    ];
    for (const other of new Set(groups.flat())) {
      if (other === leadId) continue;
      const sides = sidesOf(leadId, other);
      found.set(pairId(sides), sides);
    }
  }
  return found;
};

/** What becomes of a pair in the light of how its leads are now. What somebody decided stays decided. */
const pairWrites = (sides: Sides, known: Pair | undefined, likeness: Likeness | undefined, at: string): Write[] => {
  if (known && known.state !== 'open') return [];
  if (!likeness) return known ? [removePair(known)] : [];
  const { score, reasons } = likeness;
  if (!known) return [writePair({ ...sides, score, reasons: [...reasons], state: 'open', at, version: 1 })];
  if (known.score === score && isDeepStrictEqual(known.reasons, reasons)) return [];
  return [writePair({ ...known, score, reasons: [...reasons], version: known.version + 1 })];
};

const likenessBetween = (one: Traits | undefined, other: Traits | undefined): Likeness | undefined =>
  one && other ? likenessOf(one, other) : undefined;

/**
 * Takes changed leads into the keys by which likely duplicates meet, and makes, changes or removes the pairs that follow. All of it is read from the
 * leads as they are now, so that the same changes twice, or late, come to the same.
 */
export const projectLeads = async ({ table, now }: Projection, changes: readonly LikenessChange[]): Promise<void> => {
  if (changes.length === 0) return;
  await retryOnContention(async () => {
    const found = await meetings(table, changes);
    if (found.size === 0) return;
    const ids = [...new Set([...found.values()].flatMap(({ a, b }) => [a, b]))];
    const [leads, pairs] = await Promise.all([findLeads(table, ids), findPairs(table, [...found.values()])]);
    const traits = new Map(leads.map((lead) => [lead.id, traitsOf(lead)]));
    const known = new Map(pairs.map((pair) => [pairId(pair), pair]));
    const at = new Date(now()).toISOString();
    const writes = [...found].flatMap(([id, sides]) =>
      pairWrites(sides, known.get(id), likenessBetween(traits.get(sides.a), traits.get(sides.b)), at),
    );
    for (const group of batchesOf(writes, GROUP)) await table.transact(group);
  }, WORKER_ATTEMPTS);
};
