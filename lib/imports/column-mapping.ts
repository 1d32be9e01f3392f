import { createHash } from 'node:crypto';
import { type FieldError, invalid } from '../errors.ts';
import type { FieldDefinition } from '../fields/field-contract.ts';
import type { ProposedColumn } from '../lists/propose-mapping.ts';
import type { ColumnMapping, ImportOptions } from './import-contract.ts';
import type { ImportColumn } from './import-entity.ts';

const normalized = (header: string): string => header.trim().toLowerCase();

/** The columns of a file as a mapping of headers wants them, in the order of the file; a header of the file that it does not name is left out. */
export const alignColumns = (headers: readonly string[], wanted: readonly ColumnMapping[]): ColumnMapping[] => {
  const left = [...wanted];
  return headers.map((header) => {
    const at = left.findIndex((column) => normalized(column.header) === normalized(header));
    const [found] = at < 0 ? [] : left.splice(at, 1);
    return found ? { ...found, header } : { header, feeds: null, write: 'if-blank' };
  });
};

/** Headers that a mapping names and a file has not. */
export const missingHeaders = (headers: readonly string[], wanted: readonly ColumnMapping[]): string[] => {
  const left = headers.map(normalized);
  return wanted.flatMap(({ header }) => {
    const at = left.indexOf(normalized(header));
    if (at >= 0) left.splice(at, 1);
    return at < 0 ? [header] : [];
  });
};

/** The columns of a file with the mapping that was found for them. */
export const withMapping = (
  proposed: readonly (ProposedColumn & { readonly samples: readonly string[] })[],
  mapping: readonly ColumnMapping[] | undefined,
  by: 'remembered' | 'folder',
): ImportColumn[] =>
  proposed.map((column, index) => {
    const known = mapping?.[index];
    const samples = [...column.samples];
    if (!known) return { write: 'if-blank' as const, ...column, samples };
    return { ...known, samples, by: known.feeds === null ? null : by };
  });

/** The mapping of an import's columns. */
export const mappingOf = (columns: readonly ImportColumn[]): ColumnMapping[] =>
  columns.map(({ header, feeds, write, dateOrder, decimal }) => ({ header, feeds, write, dateOrder, decimal }));

/** What two files have in common when one mapping serves both: their headers, in order. */
export const headersHash = (headers: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify(headers.map(normalized)))
    .digest('hex');

const fedBy = (columns: readonly ColumnMapping[], feeds: string): number =>
  columns.findIndex((column) => column.feeds === feeds);

const reaches = (columns: readonly ColumnMapping[]): boolean => {
  const has = (feeds: string) => fedBy(columns, feeds) >= 0;
  return has('email') || has('phone') || ((has('lastName') || has('fullName')) && has('company'));
};

/** Errors: `invalid-mapping` with the place of each fault, where columns and options do not fit together. */
export const checkMapping = (
  columns: readonly ColumnMapping[],
  { matchBy, externalSystem }: Pick<ImportOptions, 'matchBy' | 'externalSystem'>,
  definitions: readonly FieldDefinition[],
): void => {
  const faults: FieldError[] = [];
  columns.forEach(({ feeds }, index) => {
    if (feeds === null) return;
    const path = `columns.${index}.feeds`;
    if (fedBy(columns, feeds) !== index) faults.push({ path, message: 'is fed by an earlier column already' });
    const [, key] = /^custom\.(.+)$/.exec(feeds) ?? [];
    if (key !== undefined && !definitions.some((one) => one.key === key && one.on.includes('lead'))) {
      faults.push({ path, message: 'is no field of a lead' });
    }
  });
  if (!reaches(columns)) {
    faults.push({
      path: 'columns',
      message: 'nobody can be reached: an e-mail address, a phone number, or a last name with a company is needed',
    });
  }
  if (matchBy === 'phone' && fedBy(columns, 'phone') < 0) {
    faults.push({ path: 'matchBy', message: 'no column holds a phone number' });
  }
  if (matchBy === 'external-id' && fedBy(columns, 'externalId') < 0) {
    faults.push({ path: 'matchBy', message: 'no column holds an id' });
  }
  if (fedBy(columns, 'externalId') >= 0 && externalSystem === undefined) {
    faults.push({ path: 'externalSystem', message: 'says whose ids they are, for example salesforce' });
  }
  if (faults.length > 0) throw invalid('invalid-mapping', 'The columns cannot be used like this.', faults);
};
