import { createHash } from 'node:crypto';
import { FIELD_SETTINGS } from '../fields/field-settings.ts';
import { mailboxOf } from '../identity/email.ts';
import { newId } from '../ids.ts';
import { compileMapping } from '../lists/map-record.ts';
import { readRecords } from '../lists/read-records.ts';
import { readSettings } from '../settings/settings-repository.ts';
import type { Table } from '../table/table.ts';
import { listUsers } from '../users/user-repository.ts';
import type { Chunk } from './chunk-entity.ts';
import { findEarlierLeads } from './earlier-rows.ts';
import type { Import } from './import-entity.ts';
import { formatOf, type ImportDesk, type RowRules, rulesOf } from './import-job.ts';
import { KEY_BYTES, storePlan } from './import-objects.ts';
import { lookUpPeople } from './match-rows.ts';
import { planForLead, planForRow } from './plan-for-row.ts';
import type { PlanRow } from './plan-row.ts';
import { ROW_STATES, type RowCounts } from './row-state.ts';
import { toldByRow } from './told-by-row.ts';

/** Finds people by their name or address, whatever the case; a name that two share finds nobody. */
const peopleByName = async (table: Table): Promise<(text: string) => string | undefined> => {
  const ids = new Map<string, string | undefined>();
  for (const { id, name, email } of await listUsers(table)) {
    for (const text of [name, email]) {
      const key = text?.toLowerCase();
      if (key !== undefined) ids.set(key, ids.has(key) ? undefined : id);
    }
  }
  return (text) => ids.get(text.toLowerCase());
};

const needsPeople = ({ columns }: RowRules): boolean => columns.some(({ feeds }) => feeds === 'owner');

/** By what two rows of a file are about the same person: any of these in common, or the lead that they found, one by its address and one by its number. */
const identifiersOf = ({ told, leadId }: PlanRow): string[] => {
  const { email, externalId, e164, firstName = '', lastName = '', company = '', phone = '' } = told;
  const found = leadId === undefined ? [] : [`lead:${leadId}`];
  const strong = [
    ...(email === undefined ? [] : [`email:${mailboxOf(email)}`]),
    ...(externalId === undefined ? [] : [`external:${externalId}`]),
    ...(e164 === undefined ? [] : [`phone:${e164}`]),
  ];
  if (strong.length > 0) return [...found, ...strong];
  const parts = [firstName, lastName, company, phone.replace(/\D/g, '')];
  return [...found, `person:${parts.map((part) => part.toLowerCase()).join('\u0000')}`];
};

/** Rows whose person counts as taken for the rows that follow. */
const KEYED_STATES = ['create', 'update', 'unchanged'] as const;

const keyFile = (rows: readonly PlanRow[]): Buffer => {
  const keys: Buffer[] = [];
  for (const planned of rows) {
    const { row, state } = planned;
    if (!KEYED_STATES.some((one) => one === state)) continue;
    for (const identifier of identifiersOf(planned)) {
      const key = Buffer.alloc(KEY_BYTES);
      key.writeUInt32LE(row, 0);
      key.writeUInt32LE(ROW_STATES.indexOf(state), 4);
      createHash('sha256').update(identifier).digest().copy(key, 8, 0, 8);
      keys.push(key);
    }
  }
  return Buffer.concat(keys);
};

const countsOf = (rows: readonly PlanRow[]): RowCounts => {
  const counts: RowCounts = {};
  for (const { state } of rows) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
};

/**
 * Plans the rows of a chunk: reads them from the file, maps and checks them, and looks up in batches whom they are about. Nothing is written but the plan
 * itself, as a file. Gives the chunk as it is planned.
 */
export const planChunk = async ({ table, files, now }: ImportDesk, one: Import, chunk: Chunk): Promise<Chunk> => {
  const rules = rulesOf(one);
  const [bytes, { value: definitions }, ownerOf] = await Promise.all([
    files.get(one.key, chunk),
    readSettings(table, FIELD_SETTINGS),
    needsPeople(rules) ? peopleByName(table) : () => undefined,
  ]);
  const mapRecord = compileMapping(rules.columns, definitions);
  const read = readRecords(formatOf(one), bytes, chunk.firstRow).map((record) =>
    'fault' in record
      ? {
          row: record.row,
          told: {},
          rejection: { state: 'rejected' as const, reason: 'not-readable' as const, message: record.fault },
        }
      : { row: record.row, ...toldByRow(rules, mapRecord(record.cells), ownerOf) },
  );
  const known = await lookUpPeople(
    table,
    rules,
    read.filter(({ rejection }) => !rejection).map(({ told }) => told),
  );
  const planned = read.map(
    ({ row, told, rejection }): PlanRow => ({ row, told, ...(rejection ?? planForRow(rules, told, known)) }),
  );
  const strangers = planned.filter(({ state }) => state === 'create').map(({ row }) => row);
  const earlier = await findEarlierLeads(table, one, strangers);
  const rows = planned.map((row): PlanRow => {
    const lead = earlier.get(row.row);
    return lead ? { row: row.row, told: row.told, ...planForLead(rules, row.told, known, lead) } : row;
  });
  // Two workers may plan the same chunk; each keeps its plan under a name of its own, and the chunk says which one counts.
  const name = newId(now());
  await storePlan(files, chunk, name, { rows, keys: keyFile(rows) });
  const counts = countsOf(rows);
  return { ...chunk, plan: name, duplicates: undefined, planned: counts, counts };
};
