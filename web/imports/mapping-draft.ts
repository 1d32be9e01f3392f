import type { ASSIGNMENTS, IMPORT_MODES, INVALID_VALUES, MATCH_KEYS } from '../../lib/imports/import-contract.ts';
import { keyOf } from '../fields/field-form.ts';
import type { FieldDefinition } from '../fields/field-queries.ts';
import type { Import, ImportOptions } from './import-queries.ts';
import { customTarget } from './mapping-targets.ts';

type Proposed = Import['columns'][number];

export type MatchKey = (typeof MATCH_KEYS)[number];
export type ImportMode = (typeof IMPORT_MODES)[number];
export type Assignment = (typeof ASSIGNMENTS)[number];
export type InvalidValues = (typeof INVALID_VALUES)[number];

/** A column of the file with what it shall feed; `by` becomes `you` once somebody chooses. */
export interface ColumnDraft extends Omit<Proposed, 'by'> {
  readonly by: Proposed['by'] | 'you';
}

/** What an import shall do, as it is being chosen. */
export interface OptionsDraft {
  readonly matchBy: MatchKey;
  readonly externalSystem: string;
  readonly phoneCountry: string;
  readonly mode: ImportMode;
  readonly assign: Assignment;
  readonly ownerId: string;
  readonly tags: readonly string[];
  readonly source: string;
  readonly consentPurpose: string;
  readonly consentBasis: string;
  readonly invalidValues: InvalidValues;
}

/** The mapping and the options of an import, as they are being chosen. */
export interface MappingDraft extends OptionsDraft {
  readonly columns: readonly ColumnDraft[];
}

/** The best key that the columns can fill: the e-mail address says most surely who somebody is. */
const bestKey = (columns: readonly { readonly feeds: string | null }[]): MatchKey => {
  const has = (target: string) => columns.some(({ feeds }) => feeds === target);
  if (has('email')) return 'email';
  if (has('externalId')) return 'external-id';
  return has('phone') ? 'phone' : 'email';
};

type Options = Omit<ImportOptions, 'columns'>;

/** Options as a draft; what is left out begins with its default. */
export const optionsDraftOf = (options: Options | null, matchBy: MatchKey = 'email'): OptionsDraft => ({
  matchBy: options?.matchBy ?? matchBy,
  externalSystem: options?.externalSystem ?? '',
  phoneCountry: options?.phoneCountry ?? '',
  mode: options?.mode ?? 'upsert',
  assign: options?.assign ?? 'rules',
  ownerId: options?.ownerId ?? '',
  tags: options?.tags ?? [],
  source: options?.source ?? '',
  consentPurpose: options?.consent?.purpose ?? '',
  consentBasis: options?.consent?.basis ?? '',
  invalidValues: options?.invalidValues ?? 'reject-row',
});

/** The draft to begin with: what was planned with last, else what the file suggests. */
export const mappingDraftOf = ({ columns, options, preset }: Import): MappingDraft => ({
  ...optionsDraftOf(options, bestKey(columns)),
  ...(!options && preset && { externalSystem: keyOf(preset) }),
  columns,
});

/** The options of a draft as the API takes them; what was left empty is left out. */
export const optionsOf = (draft: OptionsDraft) => {
  const purpose = keyOf(draft.consentPurpose);
  const basis = draft.consentBasis.trim();
  return {
    matchBy: draft.matchBy,
    ...(draft.externalSystem.trim() && { externalSystem: keyOf(draft.externalSystem) }),
    ...(draft.phoneCountry.trim() && { phoneCountry: draft.phoneCountry.trim().toUpperCase() }),
    mode: draft.mode,
    assign: draft.assign,
    ...(draft.assign === 'user' && draft.ownerId && { ownerId: draft.ownerId }),
    ...(draft.tags.length > 0 && { tags: [...draft.tags] }),
    ...(draft.source.trim() && { source: draft.source.trim() }),
    ...((purpose || basis) && { consent: { purpose, basis } }),
    invalidValues: draft.invalidValues,
  };
};

/** The columns to tell of: a file may have hundreds that are left out, which need no word unless another one is called the same. */
const namedColumns = ({ columns }: MappingDraft): readonly ColumnDraft[] =>
  columns.filter(
    (column) => column.feeds !== null || columns.some((other) => other !== column && other.header === column.header),
  );

/** The mapping of a draft as the API takes it. */
export const planOf = (draft: MappingDraft, fields: readonly FieldDefinition[]): ImportOptions => ({
  ...optionsOf(draft),
  columns: namedColumns(draft).map(({ header, feeds, write, dateOrder, decimal }) => {
    const kind = customTarget(feeds, fields)?.kind;
    return {
      header,
      feeds,
      write,
      ...(kind === 'date' && dateOrder && { dateOrder }),
      ...(kind === 'number' && decimal && { decimal }),
    };
  }),
});

/** The draft with one column changed. */
export const withColumn = (draft: MappingDraft, place: number, changes: Partial<ColumnDraft>): MappingDraft => ({
  ...draft,
  columns: draft.columns.map((column, at) => (at === place ? { ...column, ...changes } : column)),
});
