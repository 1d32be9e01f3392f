import type { FieldDefinition } from '../fields/field-queries.ts';
import { listed } from './import-words.ts';
import type { MappingDraft } from './mapping-draft.ts';
import { targetLabel } from './mapping-targets.ts';

export interface MappingWarning {
  readonly text: string;
  /** Whether no plan can be made with it. */
  readonly stops: boolean;
}

const stops = (text: string): MappingWarning => ({ text, stops: true });
const mentions = (text: string): MappingWarning => ({ text, stops: false });

/** What is odd about the choices beside the columns. */
const optionWarnings = (draft: MappingDraft, hasIds: boolean): MappingWarning[] => [
  ...(hasIds && !draft.externalSystem.trim()
    ? [stops('Say which system the ids are from, under “Matching and mistakes”.')]
    : []),
  ...(draft.assign === 'user' && !draft.ownerId ? [stops('Say who gets the new leads.')] : []),
  ...(Boolean(draft.consentPurpose.trim()) === Boolean(draft.consentBasis.trim())
    ? []
    : [stops('A consent needs both: what it is for, and on what it rests.')]),
];

/** What is odd about a mapping; what stops the plan comes first. */
export const mappingWarnings = (draft: MappingDraft, fields: readonly FieldDefinition[]): MappingWarning[] => {
  const headers = new Map<string, string[]>();
  for (const { feeds, header } of draft.columns) {
    if (feeds !== null) headers.set(feeds, [...(headers.get(feeds) ?? []), `“${header}”`]);
  }
  const has = (feeds: string) => headers.has(feeds);
  const named = has('lastName') || has('fullName');
  const warnings: MappingWarning[] = [];
  if (!has('email') && !has('phone') && !(named && has('company'))) {
    warnings.push(
      stops(
        'Nobody could be reached. Choose the column with the e-mail address, the phone number, or the last name and the company.',
      ),
    );
  }
  for (const [feeds, columns] of headers) {
    if (columns.length < 2) continue;
    const all = columns.length === 2 ? 'both' : 'all';
    warnings.push(stops(`${listed(columns)} ${all} go to ${targetLabel(feeds, fields)}. Only one column can.`));
  }
  if (draft.matchBy === 'phone' && !has('phone')) {
    warnings.push(
      stops(
        'Rows find their leads by the phone number, and no column holds it. Choose the column, or match by something else.',
      ),
    );
  }
  if (draft.matchBy === 'external-id' && !has('externalId')) {
    warnings.push(
      stops('Rows find their leads by an id, and no column holds it. Choose the column, or match by something else.'),
    );
  }
  warnings.push(...optionWarnings(draft, has('externalId')));
  if (!has('email')) {
    const doubles = draft.matchBy === 'email' ? ', and no row finds a lead that exists' : '';
    warnings.push(mentions(`No column holds an e-mail address: these leads cannot be written to${doubles}.`));
  }
  if (has('fullName') && (has('firstName') || has('lastName'))) {
    warnings.push(
      mentions('A full name stands beside a first or last name. Leave one of them out if they say the same.'),
    );
  }
  return warnings;
};
