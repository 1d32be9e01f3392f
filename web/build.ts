import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { build, type Metafile } from 'esbuild';

const here = import.meta.dirname;

/** The output that was made from an entry point. */
const outputOf = (metafile: Metafile, entry: string): string => {
  const made = Object.keys(metafile.outputs).find((file) => metafile.outputs[file]?.entryPoint === entry);
  if (!made) throw new Error(`the web build made nothing from ${entry}`);
  return made;
};

/** The public address of an output. */
const addressOf = (output: string): string => `/assets/${basename(output)}`;

/** The outputs that an output needs before it can run, which a browser may fetch all at once. */
const neededBy = (metafile: Metafile, output: string, found = new Set<string>()): ReadonlySet<string> => {
  for (const { path, kind } of metafile.outputs[output]?.imports ?? []) {
    if (kind !== 'import-statement' || found.has(path)) continue;
    found.add(path);
    neededBy(metafile, path, found);
  }
  return found;
};

/**
 * Bundles the web client into `outDir`: index.html and hashed files under assets/. A page that is served from there meanwhile always finds its
 * files: the new ones come first, then the page, and what no page asks for any more goes last. Throws when the build fails.
 */
export const buildWeb = async ({ outDir }: { outDir: string }): Promise<void> => {
  const assets = join(resolve(outDir), 'assets');
  await mkdir(assets, { recursive: true });
  const { metafile } = await build({
    absWorkingDir: here,
    entryPoints: { sluice: 'shell/main.tsx', look: 'look/look.css', icon: 'look/icon.svg' },
    outdir: assets,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: ['es2022', 'safari16.4'],
    minify: true,
    sourcemap: false,
    legalComments: 'none',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    alias: { react: 'preact/compat', 'react-dom': 'preact/compat' },
    loader: { '.svg': 'copy' },
    define: { 'process.env.NODE_ENV': '"production"' },
    metafile: true,
    logLevel: 'warning',
  });
  const page = await readFile(join(here, 'index.html'), 'utf8');
  const main = outputOf(metafile, 'shell/main.tsx');
  const preloads = [...neededBy(metafile, main)].map((file) => `<link rel="modulepreload" href="${addressOf(file)}">`);
  const places: Record<string, string> = {
    script: addressOf(main),
    style: addressOf(outputOf(metafile, 'look/look.css')),
    icon: addressOf(outputOf(metafile, 'look/icon.svg')),
    preloads: preloads.join('\n    '),
  };
  const filled = page.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const text = places[name];
    if (text === undefined) throw new Error(`index.html asks for ${name}, which the web build does not make`);
    return text;
  });
  const draft = join(outDir, `index.${process.pid}.draft`);
  await writeFile(draft, filled);
  await rename(draft, join(outDir, 'index.html'));
  const made = new Set(Object.keys(metafile.outputs).map((output) => basename(output)));
  const stale = (await readdir(assets)).filter((file) => !made.has(file));
  await Promise.all(stale.map((file) => rm(join(assets, file), { recursive: true, force: true })));
};

if (import.meta.main) await buildWeb({ outDir: join(here, '..', '.build', 'web') });
