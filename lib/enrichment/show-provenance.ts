import { isDeepStrictEqual } from 'node:util';
import type * as z from 'zod';
import { customValue } from '../fields/field-contract.ts';
import { findForm } from '../forms/form-repository.ts';
import { findImport } from '../imports/import-repository.ts';
import { enteredAt } from '../leads/lead.ts';
import type { Lead } from '../leads/lead-entity.ts';
import type { Table } from '../table/table.ts';
import { findUser } from '../users/user-repository.ts';
import { enrichEmail } from './enrich-email.ts';
import { ORIGIN_KINDS, type Provider, type provenance } from './enrichment-contract.ts';
import { askedAs } from './look-up.ts';
import type { LookUp } from './look-up-entity.ts';
import { listLookUps } from './look-up-repository.ts';
import { byProvider, originOf, tracedValues } from './provenance.ts';

type Shown = z.output<typeof provenance>;
type Source = Shown['values'][number]['source'];

/** What a source is called; its id where it has no name any more. */
const labelOf = async (
  table: Table,
  providers: readonly Provider[],
  { kind, id }: Pick<Source, 'kind' | 'id'>,
): Promise<string> => {
  if (id === null) return 'Entered by hand';
  switch (kind) {
    case 'rep':
      return (await findUser(table, id))?.name ?? id;
    case 'form':
      return (await findForm(table, id))?.name ?? id;
    case 'import': {
      const one = await findImport(table, id);
      return one?.options?.source ?? one?.name ?? id;
    }
    case 'provider':
      return providers.find((provider) => provider.id === id)?.label ?? id;
  }
};

/** Names the sources of one lead, each read once. */
const namer = (table: Table, providers: readonly Provider[]) => {
  const named = new Map<string, Promise<Source>>();
  return (by: string): Promise<Source> => {
    const [start = '', ...rest] = by.split(':');
    const kind = ORIGIN_KINDS.find((one) => one === start) ?? 'rep';
    const id = rest.length > 0 ? rest.join(':') : null;
    const source = named.get(by) ?? labelOf(table, providers, { kind, id }).then((label) => ({ kind, id, label }));
    named.set(by, source);
    return source;
  };
};

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

const presentLookUp = ({ id, label }: Provider, lookUp: LookUp | undefined): Shown['lookUps'][number] => ({
  provider: id,
  label,
  state: lookUp?.state ?? null,
  at: lookUp ? iso(lookUp.at) : null,
  fault: lookUp?.fault ?? null,
});

/** Where each value of a lead comes from, since when and how far it is believed; what providers said beside it; and how looking the company up went. */
export const showProvenance = async (
  table: Table,
  lead: Lead,
  providers: readonly Provider[],
  now: number,
): Promise<Shown> => {
  const domain = enrichEmail(lead.email).companyDomain;
  const lookUps = domain === undefined ? [] : await listLookUps(table, domain, now);
  const sourceOf = namer(table, providers);
  const own = lead.source === 'rep' && lead.createdBy ? `rep:${lead.createdBy}` : lead.source;
  const known = tracedValues(lead);
  const values = await Promise.all(
    [...known].map(async ([field, value]) => {
      const { by = own, at, confidence = 1, cased = false } = originOf(lead, field);
      const when = at === undefined ? enteredAt(lead) : iso(at);
      return { field, value: customValue.parse(value), source: await sourceOf(by), at: when, confidence, cased };
    }),
  );
  const notTaken = await Promise.all(
    providers
      .flatMap((provider) =>
        lookUps
          .filter((one) => one.provider === provider.id && one.asked === askedAs(provider))
          .flatMap((one) => Object.entries(one.values).map((entry) => ({ provider, at: one.at, entry }))),
      )
      .filter(({ entry: [field, value] }) => !isDeepStrictEqual(known.get(field), value))
      .map(async ({ provider: { id, confidence }, at, entry: [field, value] }) => {
        return { field, value, source: await sourceOf(byProvider(id)), at: iso(at), confidence };
      }),
  );
  const shownLookUps = providers
    .filter(({ enabled }) => enabled)
    .map((provider) => {
      const last = lookUps.find((one) => one.provider === provider.id && one.asked === askedAs(provider));
      return presentLookUp(provider, last);
    });
  return { values, notTaken, lookUps: domain === undefined ? [] : shownLookUps };
};
