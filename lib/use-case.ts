import type { Table } from './table/table.ts';
import type { Actor } from './users/actor.ts';

/** What every use case of a signed-in person works with. */
export interface Desk {
  readonly table: Table;
  readonly actor: Actor;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The present moment of a desk in ISO 8601. */
export const nowOf = (desk: Desk): string => new Date(desk.now()).toISOString();

interface Versioned {
  readonly updatedAt: string;
  readonly version: number;
}

/** A record after a change at `now`: one version on, which is what its write is conditional on. */
export const edited = <T extends Versioned>(record: T, changes: Partial<T>, now: string): T => ({
  ...record,
  ...changes,
  updatedAt: now,
  version: record.version + 1,
});
