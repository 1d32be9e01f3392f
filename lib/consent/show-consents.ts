import { getFormVersion } from '../forms/form-repository.ts';
import type { Table } from '../table/table.ts';
import type { ConsentLedgerWire } from './consent-contract.ts';
import type { ConsentEntry } from './consent-entity.ts';
import { listConsents } from './consent-repository.ts';
import { standingsOf } from './consent-state.ts';
import { wordingIn } from './consented-wordings.ts';

/** Entries of one moment keep the order in which they came. */
const newestFirst = (one: ConsentEntry, other: ConsentEntry): number =>
  one.at === other.at ? 0 : one.at < other.at ? 1 : -1;

/** A person's consents with the wordings that they saw, newest first, and how each purpose stands. */
export const showConsents = async (table: Table, partyId: string): Promise<ConsentLedgerWire> => {
  const entries = await listConsents(table, partyId);
  const versionOf = ({ formId, formVersion }: ConsentEntry) => `${formId}#${formVersion}`;
  const versions = new Map(entries.map((entry) => [versionOf(entry), entry]));
  const forms = new Map(
    await Promise.all(
      [...versions].map(
        async ([key, { formId, formVersion }]) => [key, await getFormVersion(table, formId, formVersion)] as const,
      ),
    ),
  );
  const items = entries.sort(newestFirst).map((entry) => {
    const form = forms.get(versionOf(entry));
    const wording = form && wordingIn(form, entry.wordingHash);
    const { purpose, state, at, wordingHash, formId, formVersion, submissionId } = entry;
    return { purpose, state, at, wording: wording ?? null, wordingHash, formId, formVersion, submissionId };
  });
  return { purposes: standingsOf(entries), items };
};
