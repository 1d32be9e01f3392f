import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { TABLE_SCHEMA } from '../../lib/table/table-schema.ts';
import { sourceFiles } from './source-files.ts';

interface Row {
  readonly asks: string;
  /** `lib/<path>.ts#<export>`, or `planned`. */
  readonly fn: string;
  readonly key: string;
  readonly index: string;
  readonly cost: string;
}

const chart = readFileSync('docs/data-model.md', 'utf8');

const accessPatterns = (): Row[] => {
  const [, section = ''] = chart.split(/^## Access patterns$/m);
  const [body = ''] = section.split(/^## /m);
  const lines = body.split('\n').filter((line) => line.startsWith('| '));
  let above = '';
  return lines.slice(2).map((line) => {
    const [asks = '', named = '', key = '', index = '', cost = ''] = line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim());
    const fn = named === 'the same' ? above : named.replaceAll('`', '');
    above = fn;
    return { asks, fn, key, index, cost };
  });
};

const ROWS = accessPatterns();
const BUILT = [...new Set(ROWS.map(({ fn }) => fn).filter((fn) => fn !== 'planned'))];

const exportsOf = async (path: string): Promise<Record<string, unknown>> =>
  import(/* @vite-ignore */ pathToFileURL(resolve(path)).href);

const REPOSITORIES = sourceFiles('lib').filter(({ path }) => path.endsWith('-repository.ts'));

describe('the chart of access patterns', () => {
  it('says of each pattern who asks, what, with which key, by which index and at what cost', () => {
    expect(ROWS.length).toBeGreaterThan(40);
    for (const row of ROWS)
      expect(
        Object.values(row).every((cell) => cell !== ''),
        row.asks,
      ).toBe(true);
  });

  it('names a function or says that the pattern is planned', () => {
    for (const fn of BUILT) expect(fn).toMatch(/^lib\/[a-z-]+\/[a-z-]+\.ts#[a-zA-Z]+$/);
  });

  for (const fn of BUILT) {
    const [path = '', name = ''] = fn.split('#');
    it(`names ${name}, which there is`, async () => {
      expect(typeof (await exportsOf(path))[name], fn).toBe('function');
    });
  }

  it('names indexes of the table alone', () => {
    const known = Object.keys(TABLE_SCHEMA.indexes);
    const named = ROWS.flatMap(({ index }) => [...index.matchAll(/`(\w+)`/g)].map(([, name = '']) => name));
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
    expect(known.filter((name) => !named.includes(name))).toEqual([]);
  });

  for (const { path } of REPOSITORIES) {
    it(`has every function of ${path}`, async () => {
      const functions = Object.entries(await exportsOf(path)).filter(([, value]) => typeof value === 'function');
      expect(functions.length).toBeGreaterThan(0);
      expect(functions.map(([name]) => `${path}#${name}`).filter((fn) => !BUILT.includes(fn))).toEqual([]);
    });
  }

  it('leaves no other way to the table: repositories and the chart hold every read and write', () => {
    const charted = new Set(BUILT.map((fn) => fn.split('#')[0]));
    const reaching = sourceFiles('lib', 'functions')
      .filter(({ path }) => !path.startsWith('lib/table/'))
      .filter(({ text }) => /\btable\.(?:get|getMany|query|count|put|update)\(/.test(text));
    expect(reaching.map(({ path }) => path).filter((path) => !charted.has(path))).toEqual([]);
  });
});

/** Items that are no records: a counter, a secret and a mark, each written in one place, which is named after it. */
const OWN_KEYS = [
  'lib/routing/rotation-repository.ts',
  'lib/signing/signing-secret.ts',
  'lib/spam/rate-key.ts',
  'lib/spam/spent-proof-repository.ts',
];

describe('the keys', () => {
  it('are written by entity files, and for what is no record in the one place that is named after it', () => {
    const prefix = /['"`][A-Z][A-Z-]+#/;
    const elsewhere = sourceFiles('lib', 'functions')
      .filter(({ text }) => prefix.test(text))
      .map(({ path }) => path)
      .filter((path) => !path.endsWith('-entity.ts') && !OWN_KEYS.includes(path));
    expect(elsewhere).toEqual([]);
  });
});
