import type { MappingDraft } from './mapping-draft.ts';

/** Mappings that were left before their plan was made, by import: a look at another page and back loses nothing. */
const kept = new Map<string, MappingDraft>();

/** The mapping that was being chosen for an import, if there is one. */
export const keptMapping = (importId: string): MappingDraft | undefined => kept.get(importId);

/** Keeps the mapping of an import while its person looks elsewhere. */
export const keepMapping = (importId: string, draft: MappingDraft): void => void kept.set(importId, draft);

/** Forgets the mapping of an import. */
export const dropMapping = (importId: string): void => void kept.delete(importId);
