import { readCountry } from '../enrichment/country.ts';
import { readHeadCount } from '../enrichment/head-count.ts';
import type { CustomValue } from '../fields/check-custom.ts';
import type { FieldDefinition } from '../fields/field-contract.ts';
import { type ColumnMapping, customKeyOf, isTarget, type Target } from './list-mapping.ts';
import { oneLine } from './one-line.ts';
import { type CustomReader, customReader, type Reading } from './read-custom.ts';
import { readEmail } from './read-email.ts';
import { isDamagedNumber, readPhone } from './read-phone.ts';
import { isBlank } from './read-value.ts';
import { splitName } from './split-name.ts';

/** What is wrong with a row, and in which column, counted from 0. */
export interface MappingFault {
  readonly column: number;
  readonly message: string;
}

/** What a row of a list says of a person; what it leaves blank is left out. */
export interface MappedRecord {
  readonly fields: {
    email?: string;
    firstName?: string;
    lastName?: string;
    company?: string;
    title?: string;
    phone?: string;
    industry?: string;
    employees?: number;
    country?: string;
  };
  externalId?: string;
  /** Who shall have the lead, as the list names them. */
  owner?: { readonly text: string; readonly column: number };
  tags: string[];
  readonly custom: Record<string, CustomValue>;
  readonly faults: MappingFault[];
}

type Feed = (cell: string, record: MappedRecord, column: number) => void;

/** Lengths in characters, those of a lead's own fields (`personFields`). */
const LONGEST = {
  firstName: 100,
  lastName: 100,
  company: 200,
  title: 100,
  industry: 100,
  externalId: 200,
  owner: 254,
  tag: 40,
};
const MOST_TAGS = 50;

const fault = (record: MappedRecord, column: number, message: string) => {
  record.faults.push({ column, message });
};

const DAMAGED = 'was damaged by a spreadsheet: digits of it are lost';

const fitting = (cell: string, longest: number, record: MappedRecord, column: number): string | undefined => {
  const text = oneLine(cell);
  if (text.length <= longest) return text === '' ? undefined : text;
  fault(record, column, `must be at most ${longest} characters`);
  return undefined;
};

/** Feeds a text field; of several columns for one field the first that says something counts. */
const feedText =
  (name: 'firstName' | 'lastName' | 'company' | 'title' | 'industry'): Feed =>
  (cell, record, column) => {
    if (record.fields[name] !== undefined) return;
    const text = fitting(cell, LONGEST[name], record, column);
    if (text !== undefined) record.fields[name] = text;
  };

/** Feeds the names that no column of their own feeds: it is called last. */
const feedFullName: Feed = (cell, record, column) => {
  const { firstName, lastName } = splitName(oneLine(cell));
  if (firstName !== undefined) feedText('firstName')(firstName, record, column);
  if (lastName !== undefined) feedText('lastName')(lastName, record, column);
};

const feedEmail: Feed = (cell, record, column) => {
  if (record.fields.email !== undefined) return;
  const email = readEmail(cell);
  if (email === undefined) fault(record, column, 'must be an e-mail address');
  else record.fields.email = email;
};

const feedPhone: Feed = (cell, record, column) => {
  if (record.fields.phone !== undefined) return;
  const phone = readPhone(cell);
  if (phone !== undefined) record.fields.phone = phone;
  else fault(record, column, isDamagedNumber(cell) ? DAMAGED : 'must be a phone number');
};

const feedEmployees: Feed = (cell, record, column) => {
  if (record.fields.employees !== undefined) return;
  const employees = readHeadCount(cell);
  if (employees === undefined) fault(record, column, 'must be a whole number of people');
  else record.fields.employees = employees;
};

const feedCountry: Feed = (cell, record, column) => {
  if (record.fields.country !== undefined) return;
  const country = readCountry(cell);
  if (country === undefined) fault(record, column, 'must be a country');
  else record.fields.country = country;
};

const feedExternalId: Feed = (cell, record, column) => {
  if (record.externalId !== undefined) return;
  if (isDamagedNumber(cell)) fault(record, column, DAMAGED);
  else {
    const id = fitting(cell, LONGEST.externalId, record, column);
    if (id !== undefined) record.externalId = id;
  }
};

const feedOwner: Feed = (cell, record, column) => {
  if (record.owner !== undefined) return;
  const text = fitting(cell, LONGEST.owner, record, column);
  if (text !== undefined) record.owner = { text, column };
};

const feedTags: Feed = (cell, record, column) => {
  const given = cell.split(/[;,|\n]/).flatMap((part) => {
    const tag = fitting(part, LONGEST.tag, record, column)?.toLowerCase();
    return tag === undefined || isBlank(tag) ? [] : [tag];
  });
  record.tags = [...new Set([...record.tags, ...given])];
  if (record.tags.length > MOST_TAGS) {
    record.tags = record.tags.slice(0, MOST_TAGS);
    fault(record, column, `must be at most ${MOST_TAGS} tags`);
  }
};

const OWN: Readonly<Record<Target, Feed>> = {
  email: feedEmail,
  firstName: feedText('firstName'),
  lastName: feedText('lastName'),
  fullName: feedFullName,
  company: feedText('company'),
  title: feedText('title'),
  phone: feedPhone,
  industry: feedText('industry'),
  employees: feedEmployees,
  country: feedCountry,
  externalId: feedExternalId,
  owner: feedOwner,
  tags: feedTags,
};

const feedCustom =
  (key: string, read: CustomReader): Feed =>
  (cell, record, column) => {
    if (record.custom[key] !== undefined) return;
    const reading: Reading = read(cell);
    if ('fault' in reading) fault(record, column, reading.fault);
    else if (reading.value !== undefined) record.custom[key] = reading.value;
  };

const feedNothing: Feed = (_, record, column) => fault(record, column, 'feeds a field that leads do not have');

/** The step for one column: where it is, what it feeds, and whether placeholders in it are nothing. */
interface Step {
  readonly column: number;
  readonly feed: Feed;
  readonly takesPlaceholders: boolean;
}

const stepOf = (mapping: ColumnMapping, column: number, definitions: readonly FieldDefinition[]): Step[] => {
  const { feeds } = mapping;
  if (feeds === null) return [];
  if (isTarget(feeds)) return [{ column, feed: OWN[feeds], takesPlaceholders: false }];
  const key = customKeyOf(feeds);
  const definition = definitions.find((one) => one.key === key && one.on.includes('lead'));
  if (!definition) return [{ column, feed: feedNothing, takesPlaceholders: false }];
  // "None" may be one of the options of a choice: its reader tells.
  return [{ column, feed: feedCustom(definition.key, customReader(definition, mapping)), takesPlaceholders: true }];
};

/**
 * The function that reads the cells of a row by a mapping, in the order of the file's columns: made once, used for each row. It never throws: what cannot be
 * taken is a fault, and the rest of the row is read.
 */
export const compileMapping = (
  columns: readonly ColumnMapping[],
  definitions: readonly FieldDefinition[],
): ((cells: readonly string[]) => MappedRecord) => {
  const steps = columns.flatMap((mapping, column) => stepOf(mapping, column, definitions));
  const ordered = [
    ...steps.filter(({ feed }) => feed !== feedFullName),
    ...steps.filter(({ feed }) => feed === feedFullName),
  ];
  return (cells) => {
    const record: MappedRecord = { fields: {}, tags: [], custom: {}, faults: [] };
    for (const { column, feed, takesPlaceholders } of ordered) {
      const cell = cells[column];
      if (cell === undefined || cell === '' || (!takesPlaceholders && isBlank(cell))) continue;
      feed(cell, record, column);
    }
    if (cells.length > columns.length && !cells.slice(columns.length).every(isBlank)) {
      fault(record, columns.length, 'has more cells than the header');
    }
    return record;
  };
};
