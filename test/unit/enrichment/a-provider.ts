import type { Provider } from '../../../lib/enrichment/enrichment-contract.ts';

/** A provider that is switched on. */
export const aProvider = (changes: Partial<Provider> = {}): Provider => ({
  id: 'sample',
  label: 'Sample',
  url: 'https://provider.example/companies/{domain}',
  fields: { industry: '/industry', employees: '/size/employees', country: '/place/0' },
  confidence: 0.8,
  enabled: true,
  dailyBudget: 100,
  ...changes,
});
