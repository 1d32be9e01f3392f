import { remembered } from '../settings/remembered.ts';
import { readSettings, type SettingsKind } from '../settings/settings-repository.ts';
import type { Table } from '../table/table.ts';
import { type Provider, providers } from './enrichment-contract.ts';

/** The providers of this installation; none to begin with, so that nothing is looked up anywhere. */
export const ENRICHMENT_SETTINGS: SettingsKind<Provider[]> = {
  name: 'enrichment',
  schema: providers,
  initial: [],
};

/** Milliseconds for which an instance holds to the providers that it read. */
const SHORTLY = 10_000;

/** The providers as they were at most ten seconds ago. */
export const rememberedProviders = (table: Table): (() => Promise<readonly Provider[]>) => {
  const read = remembered(SHORTLY, async () => (await readSettings(table, ENRICHMENT_SETTINGS)).value);
  return () => read(ENRICHMENT_SETTINGS.name);
};
