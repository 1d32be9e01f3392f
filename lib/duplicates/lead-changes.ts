import { isDeepStrictEqual } from 'node:util';
import { type Lead, leadEntity } from '../leads/lead-entity.ts';
import type { Item } from '../table/item.ts';
import type { ItemChange } from '../table/stream-record.ts';
import { hashOfText } from './like-key-entity.ts';
import { likeTexts, type Traits, traitsOf } from './likeness.ts';

/** By what a lead was found, and is found from now on. */
export interface LikenessChange {
  readonly leadId: string;
  readonly keysBefore: readonly string[];
  readonly keysAfter: readonly string[];
  /** Its phone numbers, before and after. */
  readonly phones: readonly string[];
}

/** The lead that an item is; nothing for what is none, such as the redirect that a merged lead leaves. */
const leadOf = (item: Item | undefined): Lead | undefined =>
  item?.['type'] === leadEntity.type ? leadEntity.fromItem(item) : undefined;

const keysOf = (traits: Traits | undefined): string[] => (traits ? likeTexts(traits).map(hashOfText) : []);

/** What changed of the likeness of leads, a lead once, over a batch of changes of items in their order; what left it as it was is left out. */
export const likenessChanges = (changes: readonly ItemChange[]): LikenessChange[] => {
  const spans = new Map<string, { before: Lead | undefined; after: Lead | undefined }>();
  for (const change of changes) {
    const [before, after] = [leadOf(change.before), leadOf(change.after)];
    const id = after?.id ?? before?.id;
    if (id === undefined) continue;
    const span = spans.get(id);
    spans.set(id, { before: span ? span.before : before, after });
  }
  return [...spans].flatMap(([leadId, { before, after }]) => {
    const [was, is] = [traitsOf(before), traitsOf(after)];
    if (isDeepStrictEqual(was, is)) return [];
    const phones = [...new Set([was?.phone, is?.phone])].filter((phone) => phone !== undefined);
    return [{ leadId, keysBefore: keysOf(was), keysAfter: keysOf(is), phones }];
  });
};
