import { type FieldError, invalid } from '../errors.ts';
import { type Settings, writeSettings } from '../settings/settings-repository.ts';
import { type Desk, nowOf } from '../use-case.ts';
import { actorRef } from '../users/user-repository.ts';
import { FIELD_RECORDS, type FieldDefinition } from './field-contract.ts';
import { FIELD_SETTINGS } from './field-settings.ts';

/** What a set of definitions gets wrong as a whole. */
const faultsOf = (fields: readonly FieldDefinition[]): FieldError[] => {
  const faults: FieldError[] = [];
  fields.forEach(({ key, on, convertsTo = {} }, index) => {
    if (fields.findIndex((other) => other.key === key) !== index) {
      faults.push({ path: `fields.${index}.key`, message: 'is used twice' });
    }
    for (const record of FIELD_RECORDS) {
      const target = record === 'lead' ? undefined : convertsTo[record];
      if (target === undefined) continue;
      const path = `fields.${index}.convertsTo.${record}`;
      if (!on.includes('lead')) faults.push({ path, message: 'only a field of leads converts to others' });
      if (!fields.some((other) => other.key === target && other.on.includes(record))) {
        faults.push({ path, message: `is no field of ${record}` });
      }
    }
  });
  return faults;
};

/** Sets the custom fields as of the version that was read. Errors: `invalid-fields` with the place of each fault, `version-mismatch`. */
export const setFields = async (
  desk: Desk,
  expectedVersion: number,
  fields: FieldDefinition[],
): Promise<Settings<FieldDefinition[]>> => {
  const faults = faultsOf(fields);
  if (faults.length > 0) throw invalid('invalid-fields', 'The fields do not fit together.', faults);
  const by = await actorRef(desk.table, desk.actor);
  return writeSettings(desk.table, FIELD_SETTINGS, expectedVersion, { value: fields, by, at: nowOf(desk) });
};
