import { createHash } from 'node:crypto';
import type { FieldDefinition } from '../fields/field-contract.ts';
import { takeTokens } from '../spam/take-tokens.ts';
import type { Table } from '../table/table.ts';
import { DOMAIN_PLACE, type Provider } from './enrichment-contract.ts';
import { type FetchOptions, Refused } from './fetch-json.ts';
import type { LookUp } from './look-up-entity.ts';
import { listLookUps, putLookUp } from './look-up-repository.ts';
import { findProviderKey } from './provider-key-repository.ts';
import { readValues } from './read-values.ts';

/** What looks companies up. */
export interface LookUpDesk {
  readonly table: Table;
  /** Gets a document from the open web; see `fetchJson`. */
  readonly fetchJson: (address: string, options: FetchOptions) => Promise<unknown>;
  /** The one origin that may be on this machine; of a local run alone. */
  readonly localOrigin: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const SECOND = 1000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;

/** How long it is remembered what became of a look-up: companies change seldom, new ones get known, and faults are mended. */
const KEPT: Readonly<Record<LookUp['state'], number>> = { found: 30 * DAY, 'not-found': 7 * DAY, failed: HOUR };

/** The hash of how a provider is asked and read. */
export const askedAs = ({ url, header, fields }: Provider): string =>
  createHash('sha256')
    .update(JSON.stringify([url, header, Object.entries(fields).sort()]))
    .digest('base64url')
    .slice(0, 12);

/** The address of a provider's answer about a domain. */
export const addressOf = ({ url }: Pick<Provider, 'url'>, domain: string): string =>
  url.replaceAll(DOMAIN_PLACE, encodeURIComponent(domain));

const secretOf = async (table: Table, { id, header }: Provider): Promise<FetchOptions['secret']> => {
  const key = header === undefined ? undefined : await findProviderKey(table, id);
  return key && header ? { origin: key.origin, header, value: key.key } : undefined;
};

/** Whether one more look-up of a provider is within today's budget; counts it. */
const mayLookUp = async (table: Table, { id, dailyBudget }: Provider, now: number): Promise<boolean> => {
  const window = Math.floor(now / DAY);
  const expiresAt = ((window + 2) * DAY) / SECOND;
  return (await takeTokens(table, { key: `provider:${id}`, window, count: 1, limit: dailyBudget, expiresAt })) > 0;
};

type Said = Pick<LookUp, 'state' | 'values' | 'fault'>;

const ask = async (
  { table, fetchJson, localOrigin }: LookUpDesk,
  provider: Provider,
  domain: string,
  definitions: readonly FieldDefinition[],
): Promise<Said> => {
  try {
    const secret = await secretOf(table, provider);
    const document = await fetchJson(addressOf(provider, domain), { secret, localOrigin });
    const values = readValues(document, provider, definitions);
    return { state: Object.keys(values).length > 0 ? 'found' : 'not-found', values };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    // Asking again would be refused again: what is wrong is kept for whoever looks after the provider.
    return { state: 'failed', values: {}, fault: error.fault };
  }
};

/**
 * What a provider says of a domain: as it is remembered, unless `askedAt` (milliseconds) asks for later news, else as it says now, within its budget of the day.
 * Errors: where asking again may help.
 */
const lookUpAt = async (
  desk: LookUpDesk,
  provider: Provider,
  { domain, askedAt = 0 }: { readonly domain: string; readonly askedAt?: number | undefined },
  remembered: LookUp | undefined,
  definitions: readonly FieldDefinition[],
): Promise<LookUp> => {
  if (remembered && remembered.at >= askedAt) return remembered;
  const now = desk.now();
  const isWithin = await mayLookUp(desk.table, provider, now);
  if (!isWithin && remembered) return remembered;
  const said: Said = isWithin
    ? await ask(desk, provider, domain, definitions)
    : { state: 'failed', values: {}, fault: 'budget-spent' };
  const expiresAt = Math.ceil((now + KEPT[said.state]) / SECOND);
  const lookUp: LookUp = { domain, provider: provider.id, asked: askedAs(provider), at: now, ...said, expiresAt };
  await putLookUp(desk.table, lookUp);
  return lookUp;
};

/** What was gathered about a domain, and the first thing that went wrong and may go right later. */
export interface Gathered {
  readonly lookUps: LookUp[];
  readonly trouble: unknown;
}

/** Looks a domain up at all providers that are switched on, at the same time; one that fails keeps nothing from the others. */
export const lookUpDomain = async (
  desk: LookUpDesk,
  providers: readonly Provider[],
  request: { readonly domain: string; readonly askedAt?: number | undefined },
  definitions: readonly FieldDefinition[],
): Promise<Gathered> => {
  const known = await listLookUps(desk.table, request.domain, desk.now());
  const outcomes = await Promise.allSettled(
    providers
      .filter(({ enabled }) => enabled)
      .map((provider) => {
        const remembered = known.find((one) => one.provider === provider.id && one.asked === askedAs(provider));
        return lookUpAt(desk, provider, request, remembered, definitions);
      }),
  );
  return {
    lookUps: outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : [])),
    trouble: outcomes.find((outcome) => outcome.status === 'rejected')?.reason,
  };
};
