import { readSettings } from '../settings/settings-repository.ts';
import type { Table } from '../table/table.ts';
import { type CustomValue, type CustomValues, changeCustom } from './check-custom.ts';
import type { FieldRecord } from './field-contract.ts';
import { FIELD_SETTINGS } from './field-settings.ts';

/** What every record may carry beside its own fields. */
export interface Extras {
  readonly custom: Record<string, CustomValue> | undefined;
  readonly tags: string[] | undefined;
}

interface ExtrasChange {
  readonly custom?: Readonly<Record<string, unknown>> | undefined;
  readonly tags?: readonly string[] | undefined;
}

/**
 * The custom values and tags of a record after a change: custom values are checked against the settings, tags that are given replace the ones before.
 * Errors: `invalid-fields`.
 */
export const changeExtras = async (
  table: Table,
  record: FieldRecord,
  known: { readonly custom?: CustomValues | undefined; readonly tags?: readonly string[] | undefined },
  change: ExtrasChange,
): Promise<Extras> => {
  const definitions = change.custom ? (await readSettings(table, FIELD_SETTINGS)).value : [];
  const tags = [...new Set(change.tags ?? known.tags)];
  return {
    custom: changeCustom(definitions, record, known.custom, change.custom),
    tags: tags.length > 0 ? tags : undefined,
  };
};
