import { invalid } from '../errors.ts';
import type { FileStore } from '../files/file-store.ts';
import type { RoutingDesk } from '../routing/router.ts';
import type { Scorers } from '../scoring/scoring-settings.ts';
import type { Table } from '../table/table.ts';
import type { ColumnMapping, ImportOptions } from './import-contract.ts';
import type { Import } from './import-entity.ts';
import type { ImportEvents } from './import-events.ts';
import { type PolicyOf, policiesOf } from './merge-row.ts';

/** What the workers of imports work with. */
export interface ImportDesk {
  readonly table: Table;
  readonly files: FileStore;
  readonly events: ImportEvents;
  readonly routing: RoutingDesk;
  readonly scorers: Scorers;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What a plan says about all rows of an import. */
export interface RowRules {
  readonly importId: string;
  /** What a timeline calls the import. */
  readonly name: string;
  readonly options: ImportOptions;
  readonly columns: readonly ColumnMapping[];
  readonly policyOf: PolicyOf;
  /** When the commit was first started, which the ids of what it makes carry; milliseconds since the epoch. */
  readonly committedAt: number;
  readonly createdBy: Import['createdBy'];
}

/** The rules of an import that was planned. Errors: one that was not, which is a mistake of ours. */
export const rulesOf = ({ id, name, options, committedAt, createdBy }: Import): RowRules => {
  if (!options?.columns) throw new Error('an import is worked on that was never planned');
  const { columns } = options;
  const time = committedAt === undefined ? 0 : Date.parse(committedAt);
  return { importId: id, name, options, columns, policyOf: policiesOf(columns), committedAt: time, createdBy };
};

/** An import that is not read yet has no format. */
export const formatOf = ({ format }: Import) => {
  if (!format) throw invalid('import-state', 'The file is not read yet.');
  return format;
};
