import { describe, expect, it } from 'vitest';
import { providers } from '../../../lib/enrichment/enrichment-contract.ts';
import { findProviderKey } from '../../../lib/enrichment/provider-key-repository.ts';
import { valueAt } from '../../../lib/enrichment/read-values.ts';
import { sampleProvider } from '../../../lib/enrichment/sample-provider.ts';
import { setEnrichment, setProviderKey, withKeys } from '../../../lib/enrichment/set-enrichment.ts';
import { aDesk } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';
import { aProvider } from './a-provider.ts';

const LOCAL = 'http://127.0.0.1:3001';

describe('providers', () => {
  it('are set, and their keys beside them', async () => {
    const table = memoryTable();
    const { version, value } = await setEnrichment(aDesk(table), 0, [aProvider()], undefined);
    expect({ version, value }).toEqual({ version: 1, value: [aProvider()] });
    await setProviderKey(table, 'sample', 'secret');
    expect(await withKeys(table, value)).toEqual([{ ...aProvider(), hasKey: true }]);
    expect(await findProviderKey(table, 'sample')).toMatchObject({ origin: 'https://provider.example', key: 'secret' });
    await setProviderKey(table, 'sample', null);
    expect(await withKeys(table, value)).toEqual([{ ...aProvider(), hasKey: false }]);
    await expect(setProviderKey(table, 'other', 'secret')).rejects.toMatchObject({ code: 'provider-not-found' });
  });

  it('have no key any more where they moved elsewhere', async () => {
    const table = memoryTable();
    await setEnrichment(aDesk(table), 0, [aProvider()], undefined);
    await setProviderKey(table, 'sample', 'secret');
    const moved = aProvider({ url: 'https://elsewhere.example/{domain}' });
    expect(await withKeys(table, [moved])).toMatchObject([{ hasKey: false }]);
  });

  it.each([
    ['http://provider.example/{domain}', 'must begin with https://'],
    ['https://{domain}/', 'must name its host itself; the domain goes behind it'],
    ['https://{domain}@provider.example/', 'must name its host itself; the domain goes behind it'],
    ['https://provider.example:{domain}/', undefined],
    ['https://127.0.0.1/{domain}', 'is not on the open web'],
    ['https://[::1]/{domain}', 'is not on the open web'],
    ['https://169.254.169.254/{domain}', 'is not on the open web'],
    ['http://127.0.0.1:3002/{domain}', 'must begin with https://'],
  ])('may not be at %s', async (url, message) => {
    const result = await setEnrichment(aDesk(memoryTable()), 0, [aProvider({ url })], LOCAL).catch((error) => error);
    expect(result).toMatchObject({ code: 'invalid-fields' });
    if (message) expect(result.details.errors).toEqual([{ path: 'providers.0.url', message }]);
  });

  it('are told apart, and fill fields that there are', async () => {
    const list = [aProvider(), aProvider({ fields: { 'custom.seats': '/seats' } })];
    await expect(setEnrichment(aDesk(memoryTable()), 0, list, undefined)).rejects.toMatchObject({
      details: {
        errors: [
          { path: 'providers.1.id', message: 'is used twice' },
          { path: 'providers.1.fields.custom.seats', message: 'is no field of a lead' },
        ],
      },
    });
  });

  it('may be the sample of a local run, and there alone', async () => {
    const sample = sampleProvider(LOCAL);
    expect(sampleProvider(undefined)).toBeNull();
    const list = providers.parse([sample]);
    await setEnrichment(aDesk(memoryTable()), 0, list, LOCAL);
    await expect(setEnrichment(aDesk(memoryTable()), 0, list, undefined)).rejects.toMatchObject({
      code: 'invalid-fields',
    });
  });

  it.each([
    [{ url: 'https://provider.example/' }],
    [{ header: 'cookie' }],
    [{ header: 'a b' }],
    [{ fields: {} }],
    [{ fields: { email: '/email' } }],
    [{ fields: { industry: 'industry' } }],
    [{ confidence: 0 }],
    [{ dailyBudget: 0 }],
    [{ id: 'A' }],
  ])('are refused by the contract with %j', (changes) => {
    expect(providers.safeParse([{ ...aProvider(), ...changes }]).success).toBe(false);
  });
});

describe('a place of a document', () => {
  const document = { a: { 'b/c': [1, { '~': null }] }, constructor: 0 };
  it.each([
    ['/a/b~1c/0', 1],
    ['/a/b~1c/1/~0', null],
    ['/a/x', undefined],
    ['/a/b~1c/length', 2],
    ['/a/toString', undefined],
    ['/a/b~1c/0/0', undefined],
  ])('%s is found or not', (pointer, value) => {
    expect(valueAt(document, pointer)).toEqual(pointer.endsWith('length') ? undefined : value);
  });
});
