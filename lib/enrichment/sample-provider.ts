import type { Provider } from './enrichment-contract.ts';

/** The provider that comes with a local run, ready to be switched on; none where there is no such run. */
export const sampleProvider = (localOrigin: string | undefined): Provider | null =>
  localOrigin === undefined
    ? null
    : {
        id: 'sample',
        label: 'Sample provider',
        url: `${localOrigin}/companies/{domain}`,
        fields: { industry: '/industry', employees: '/employees', country: '/location/country' },
        confidence: 0.8,
        enabled: true,
        dailyBudget: 1000,
      };
