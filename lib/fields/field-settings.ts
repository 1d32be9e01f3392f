import type { SettingsKind } from '../settings/settings-repository.ts';
import { type FieldDefinition, fieldDefinitions } from './field-contract.ts';

/** The custom fields of this installation; none to begin with. */
export const FIELD_SETTINGS: SettingsKind<FieldDefinition[]> = {
  name: 'fields',
  schema: fieldDefinitions,
  initial: [],
};
