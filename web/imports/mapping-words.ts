import type { WRITE_POLICIES } from '../../lib/imports/import-contract.ts';
import type { DATE_ORDERS, DECIMALS } from '../../lib/lists/list-mapping.ts';
import type { Assignment, ColumnDraft, ImportMode, InvalidValues, MatchKey } from './mapping-draft.ts';

/** When a column may write into a lead that exists. */
export const WRITE_LABELS = {
  'if-blank': 'If blank',
  always: 'Always',
  never: 'Never',
} as const satisfies Readonly<Record<(typeof WRITE_POLICIES)[number], string>>;

/** How dates are written. */
export const DATE_ORDER_LABELS = {
  dmy: 'Day, month, year',
  mdy: 'Month, day, year',
  ymd: 'Year, month, day',
} as const satisfies Readonly<Record<(typeof DATE_ORDERS)[number], string>>;

/** What parts the whole number from the fraction. */
export const DECIMAL_LABELS = {
  '.': 'A point: 1,234.50',
  ',': 'A comma: 1.234,50',
} as const satisfies Readonly<Record<(typeof DECIMALS)[number], string>>;

/** By what a row finds its lead. */
export const MATCH_LABELS = {
  email: 'E-mail address',
  phone: 'Phone number',
  'external-id': 'Id in another system',
} as const satisfies Readonly<Record<MatchKey, string>>;

/** What an import may do with leads. */
export const MODE_LABELS = {
  upsert: 'Create and update',
  create: 'Only create',
  update: 'Only update',
} as const satisfies Readonly<Record<ImportMode, string>>;

/** Who gets new leads. */
export const ASSIGNMENT_LABELS = {
  rules: 'Whoever is next by the rules',
  nobody: 'Nobody yet',
  user: 'One person',
} as const satisfies Readonly<Record<Assignment, string>>;

/** What happens with a value that cannot be taken. */
export const INVALID_LABELS = {
  'reject-row': 'Reject the row',
  'leave-out': 'Leave the value out, take the rest',
} as const satisfies Readonly<Record<InvalidValues, string>>;

/** Exports of other systems that are known by their columns. */
const PRESETS: Readonly<Record<string, string>> = {
  salesforce: 'Salesforce',
  hubspot: 'HubSpot',
  zoho: 'Zoho',
  pipedrive: 'Pipedrive',
  dynamics: 'Dynamics',
  odoo: 'Odoo',
  suitecrm: 'SuiteCRM',
};

/** The name of a system whose export a file looks like. */
export const presetName = (preset: string): string => PRESETS[preset.toLowerCase()] ?? preset;

/** How the mapping of a column was found. */
export const foundInWords = (by: ColumnDraft['by'], preset: string | null): string => {
  switch (by) {
    case 'header':
      return 'Found by the header';
    case 'values':
      return 'Found by the values';
    case 'remembered':
      return 'As the last time';
    case 'folder':
      return 'As the folder says';
    case 'preset':
      return `As ${preset ? presetName(preset) : 'another system'} exports it`;
    case 'you':
      return 'Your choice';
    case null:
      return 'Nothing found';
  }
};
