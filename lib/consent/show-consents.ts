import type { Form } from '../forms/form.ts';
import { getFormVersion } from '../forms/form-repository.ts';
import { findImport } from '../imports/import-repository.ts';
import type { Table } from '../table/table.ts';
import type { ConsentLedgerWire } from './consent-contract.ts';
import type { ConsentEntry } from './consent-entity.ts';
import { listConsents } from './consent-repository.ts';
import { standingsOf } from './consent-state.ts';
import { wordingIn } from './consented-wordings.ts';

/** Entries of one moment keep the order in which they came. */
const newestFirst = (one: ConsentEntry, other: ConsentEntry): number =>
  one.at === other.at ? 0 : one.at < other.at ? 1 : -1;

/** The wording that each entry rests on: what stood in the form that was answered, or what the importer said. */
const wordingsOf = async (
  table: Table,
  entries: readonly ConsentEntry[],
): Promise<(entry: ConsentEntry) => string | undefined> => {
  const forms = new Map<string, Form>();
  const bases = new Map<string, string | undefined>();
  for (const { formId, formVersion, importId } of entries) {
    const version = `${formId}#${formVersion}`;
    if (formId !== undefined && formVersion !== undefined && !forms.has(version)) {
      forms.set(version, await getFormVersion(table, formId, formVersion));
    }
    if (importId !== undefined && !bases.has(importId)) {
      bases.set(importId, (await findImport(table, importId))?.options?.consent?.basis);
    }
  }
  return ({ formId, formVersion, wordingHash, importId }) => {
    if (importId !== undefined) return bases.get(importId);
    const form = forms.get(`${formId}#${formVersion}`);
    return form && wordingHash !== undefined ? wordingIn(form, wordingHash) : undefined;
  };
};

/** A person's consents, of all parties by which they are known, with the wordings that they rest on, newest first, and how each purpose stands. */
export const showConsents = async (table: Table, parties: readonly string[]): Promise<ConsentLedgerWire> => {
  const entries = (await Promise.all(parties.map((partyId) => listConsents(table, partyId)))).flat();
  const wordingOf = await wordingsOf(table, entries);
  const items = entries.sort(newestFirst).map((entry) => {
    const { purpose, state, at, wordingHash, formId, formVersion, submissionId, importId } = entry;
    return {
      purpose,
      state,
      at,
      wording: wordingOf(entry) ?? null,
      wordingHash: wordingHash ?? null,
      formId: formId ?? null,
      formVersion: formVersion ?? null,
      submissionId: submissionId ?? null,
      importId: importId ?? null,
    };
  });
  return { purposes: standingsOf(entries), items };
};
