import type { Provider, ProviderSettings } from './provider-queries.ts';

/** The fields that a provider may fill beside custom ones, as people call them. */
export const PROVIDED_LABELS = {
  company: 'Company',
  industry: 'Industry',
  employees: 'Employees',
  country: 'Country',
} as const;

/** The name under which a form holds the place of a field. */
export const placeName = (field: string): string => `fields.${field}`;
const PLACE = placeName('');

const PERCENT = 100;

/** An id made from a label: `Firm Data!` → `firm-data`. */
const idOf = (label: string): string =>
  label
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[-0-9]+|-+$/g, '')
    .slice(0, 30);

/** A provider as typed into its form. `id` is fixed for one that exists already. */
export const providerOf = (texts: ReadonlyMap<string, string>, id: string | undefined, enabled: boolean): Provider => {
  const label = texts.get('label') ?? '';
  const header = texts.get('header');
  const fields = [...texts].flatMap(([name, text]) =>
    name.startsWith(PLACE) && text !== '' ? [[name.slice(PLACE.length), text] as const] : [],
  );
  return {
    id: id ?? idOf(label),
    label,
    url: texts.get('url') ?? '',
    ...(header && { header }),
    fields: Object.fromEntries(fields),
    confidence: Number(texts.get('confidence')) / PERCENT || 0,
    enabled,
    dailyBudget: Number(texts.get('dailyBudget')) || 0,
  };
};

/** The providers as they are sent, without what the API alone knows of them. */
export const sentProviders = ({ providers }: Pick<ProviderSettings, 'providers'>): Provider[] =>
  providers.map(({ hasKey: _, ...provider }) => provider);

/** The providers after one is set: in the place of the one with its id, or behind the others. */
export const withProvider = (
  settings: Pick<ProviderSettings, 'providers'>,
  provider: Provider,
  replaces: string | undefined,
): Provider[] => {
  const providers = sentProviders(settings);
  return replaces === undefined
    ? [...providers, provider]
    : providers.map((one) => (one.id === replaces ? provider : one));
};
