import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuildOptions, buildFunctions, PROJECT_ROOT } from '../../infra/build.ts';
import { functionEntries } from '../../infra/function-entries.ts';

/** What loads quickly: Lambda reads and compiles the whole bundle on a cold start. */
const MAX_CAPTURE_BYTES = 500_000;

const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-build-'));
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const optionsFor = (root: string, entries: Record<string, string>): BuildOptions => ({
  root,
  entries,
  outDir: join(root, 'out'),
  metafile: join(root, 'meta.json'),
});

describe('the build of functions', () => {
  it('makes a folder a function, with a CommonJS bundle that exports its handler', async () => {
    const root = newFolder();
    writeFileSync(join(root, 'package.json'), '{"type":"module"}');
    writeFileSync(join(root, 'hello.ts'), 'export const handler = async (name: string): Promise<string> => name;');
    await buildFunctions(optionsFor(root, { hello: 'hello.ts' }));

    const bundle: unknown = createRequire(import.meta.url)(join(root, 'out', 'hello', 'index.js'));
    expect(bundle).toHaveProperty('handler', expect.any(Function));
  });

  it('removes the bundle of a function that is no more', async () => {
    const root = newFolder();
    writeFileSync(join(root, 'one.ts'), 'export const handler = 1;');
    await buildFunctions(optionsFor(root, { old: 'one.ts' }));
    await buildFunctions(optionsFor(root, { one: 'one.ts' }));
    expect(existsSync(join(root, 'out', 'old'))).toBe(false);
    expect(existsSync(join(root, 'out', 'one', 'index.js'))).toBe(true);
  });

  it('names every declared function that has no source file', async () => {
    const build = buildFunctions(optionsFor(newFolder(), { one: 'a/one.ts', two: 'a/two.ts' }));
    await expect(build).rejects.toThrow('a/one.ts, a/two.ts');
  });

  it('fails on a source file that does not compile', async () => {
    const root = newFolder();
    writeFileSync(join(root, 'bad.ts'), 'export const handler = (');
    await expect(buildFunctions(optionsFor(root, { bad: 'bad.ts' }))).rejects.toThrow('bad.ts');
  });

  it('fails on what would only go wrong when it runs', async () => {
    const root = newFolder();
    writeFileSync(join(root, 'here.ts'), 'export const handler = (): string => import.meta.dirname;');
    await expect(buildFunctions(optionsFor(root, { here: 'here.ts' }))).rejects.toThrow('import.meta');
  });
});

describe('the bundles of this project', () => {
  const root = newFolder();
  const bundle = (name: string): string => join(root, 'out', name, 'index.js');
  beforeAll(async () => {
    await buildFunctions({
      root: PROJECT_ROOT,
      entries: functionEntries(),
      outDir: join(root, 'out'),
      metafile: join(root, 'meta.json'),
    });
  });

  it.each(Object.keys(functionEntries()))('%s exports a handler', (name) => {
    expect(readFileSync(bundle(name), 'utf8')).toContain('handler');
  });

  it('capture is at most 500 KB', () => {
    const bytes = readFileSync(bundle('api-capture')).length;
    console.log(`capture: ${bytes} bytes minified`);
    expect(bytes).toBeLessThanOrEqual(MAX_CAPTURE_BYTES);
  });
});
