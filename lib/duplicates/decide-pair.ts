import { conflict, notFound } from '../errors.ts';
import { retryOnContention } from '../table/retry.ts';
import type { Desk } from '../use-case.ts';
import { type Pair, readPairId } from './pair-entity.ts';
import { findPair, writePair } from './pair-repository.ts';

const decide = ({ table }: Desk, id: string, decided: (pair: Pair) => Pair): Promise<void> =>
  retryOnContention(async () => {
    const sides = readPairId(id);
    const pair = sides && (await findPair(table, sides));
    if (!pair) throw notFound('duplicate');
    if (pair.state === 'merged') throw conflict('duplicate-merged', 'The two were merged. Undo the merge instead.');
    const after = decided(pair);
    if (after.state !== pair.state) await table.transact([writePair({ ...after, version: pair.version + 1 })]);
  });

/** Says that two leads are two people, for good; said twice it is the same. Errors: `duplicate-not-found`, `duplicate-merged`. */
export const dismissPair = (desk: Desk, id: string): Promise<void> =>
  decide(desk, id, (pair) => ({ ...pair, state: 'dismissed', dismissedBy: desk.actor.id }));

/** Takes a dismissal back. Errors: `duplicate-not-found`, `duplicate-merged`. */
export const restorePair = (desk: Desk, id: string): Promise<void> =>
  decide(desk, id, (pair) => ({ ...pair, state: 'open', dismissedBy: undefined }));
