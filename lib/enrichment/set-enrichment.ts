import { isIP } from 'node:net';
import { type FieldError, invalid, notFound } from '../errors.ts';
import type { FieldDefinition } from '../fields/field-contract.ts';
import { FIELD_SETTINGS } from '../fields/field-settings.ts';
import { readSettings, type Settings, writeSettings } from '../settings/settings-repository.ts';
import type { Table } from '../table/table.ts';
import { type Desk, nowOf } from '../use-case.ts';
import { actorRef } from '../users/user-repository.ts';
import type { Provider } from './enrichment-contract.ts';
import { ENRICHMENT_SETTINGS } from './enrichment-settings.ts';
import { addressOf } from './look-up.ts';
import { findProviderKey, putProviderKey, removeProviderKey } from './provider-key-repository.ts';
import { isPublicAddress } from './public-address.ts';

/** The origin of a provider, wherever its domain is put; `undefined` where the domain would choose the host. */
const originOf = (provider: Pick<Provider, 'url'>): string | undefined => {
  const [one, other] = ['a.example', 'b.example'].map((domain) => addressOf(provider, domain));
  if (!one || !other || !URL.canParse(one) || !URL.canParse(other)) return undefined;
  const { origin, username, password } = new URL(one);
  return origin === new URL(other).origin && username === '' && password === '' ? origin : undefined;
};

const faultOfAddress = (provider: Provider, localOrigin: string | undefined): string | undefined => {
  const origin = originOf(provider);
  if (origin === undefined) return 'must name its host itself; the domain goes behind it';
  if (origin === localOrigin) return undefined;
  const { protocol, hostname } = new URL(origin);
  if (protocol !== 'https:') return 'must begin with https://';
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(address) > 0 && !isPublicAddress(address) ? 'is not on the open web' : undefined;
};

const faultsOf = (
  providers: readonly Provider[],
  definitions: readonly FieldDefinition[],
  localOrigin: string | undefined,
): FieldError[] => {
  const faults: FieldError[] = [];
  const custom = new Set(definitions.filter(({ on }) => on.includes('lead')).map(({ key }) => `custom.${key}`));
  providers.forEach((provider, index) => {
    const path = `providers.${index}`;
    if (providers.findIndex(({ id }) => id === provider.id) !== index) {
      faults.push({ path: `${path}.id`, message: 'is used twice' });
    }
    const fault = faultOfAddress(provider, localOrigin);
    if (fault) faults.push({ path: `${path}.url`, message: fault });
    for (const field of Object.keys(provider.fields)) {
      if (field.startsWith('custom.') && !custom.has(field)) {
        faults.push({ path: `${path}.fields.${field}`, message: 'is no field of a lead' });
      }
    }
  });
  return faults;
};

/**
 * Sets the providers as of the version that was read. `localOrigin` is the one origin that may be on this machine. Errors: `invalid-fields` with the place of each
 * fault, `version-mismatch`.
 */
export const setEnrichment = async (
  desk: Desk,
  expectedVersion: number,
  providers: Provider[],
  localOrigin: string | undefined,
): Promise<Settings<Provider[]>> => {
  const { value: definitions } = await readSettings(desk.table, FIELD_SETTINGS);
  const faults = faultsOf(providers, definitions, localOrigin);
  if (faults.length > 0) throw invalid('invalid-fields', 'The providers cannot be used like this.', faults);
  const by = await actorRef(desk.table, desk.actor);
  return writeSettings(desk.table, ENRICHMENT_SETTINGS, expectedVersion, { value: providers, by, at: nowOf(desk) });
};

/** Sets or takes away (null) the key of a provider; it will go to the origin that the provider has now and to no other. Errors: `provider-not-found`. */
export const setProviderKey = async (table: Table, id: string, key: string | null): Promise<void> => {
  const { value: providers } = await readSettings(table, ENRICHMENT_SETTINGS);
  const provider = providers.find((one) => one.id === id);
  if (key === null) return removeProviderKey(table, id);
  const origin = provider && originOf(provider);
  if (origin === undefined) throw notFound('provider');
  await putProviderKey(table, { provider: id, origin, key });
};

/** Providers with whether each has a key that may go to where it is now. */
export const withKeys = (table: Table, providers: readonly Provider[]) =>
  Promise.all(
    providers.map(async (provider) => {
      const key = await findProviderKey(table, provider.id);
      return { ...provider, hasKey: key !== undefined && key.origin === originOf(provider) };
    }),
  );
