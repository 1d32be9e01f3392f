import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, formatMessages, type Metafile } from 'esbuild';
import { bundleEmbed } from './embed-bundle.ts';
import { functionEntries } from './function-entries.ts';

/** The project's root, whatever folder the command was started from. */
export const PROJECT_ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Where the bundles go: a folder a function, with `index.js` in it. */
export const BUNDLES = join(PROJECT_ROOT, '.build', 'functions');

/** Where esbuild says what is in each bundle. */
export const METAFILE = join(PROJECT_ROOT, '.build', 'functions-meta.json');

/** The script that shows a form on other people's pages, relative to the project's root. */
export const EMBED = 'web/embed/embed.ts';

const refuseMissing = (root: string, entries: Readonly<Record<string, string>>): void => {
  const missing = Object.values(entries).filter((entry) => !existsSync(join(root, entry)));
  if (missing.length > 0) {
    throw new Error(`These functions are declared but have no source file: ${missing.join(', ')}`);
  }
};

const removeStrangers = (outDir: string, names: readonly string[]): void => {
  for (const found of existsSync(outDir) ? readdirSync(outDir) : []) {
    if (!names.includes(found)) rmSync(join(outDir, found), { recursive: true });
  }
};

export interface BuildOptions {
  readonly root: string;
  readonly entries: Readonly<Record<string, string>>;
  readonly outDir: string;
  readonly metafile: string;
  /** The source of a script that functions hand out as the text `EMBED_BUNDLE`. */
  readonly embed?: string;
}

/**
 * Bundles every function in one esbuild pass and gives esbuild's metafile; a declared function without a source
 * file, or one that esbuild complains about, is an error. CommonJS, because Node loads it faster than an ES module bundle.
 */
export const buildFunctions = async (
  { root, entries, outDir, metafile, embed }: BuildOptions = {
    root: PROJECT_ROOT,
    entries: functionEntries(),
    outDir: BUNDLES,
    metafile: METAFILE,
    embed: EMBED,
  },
): Promise<Metafile> => {
  refuseMissing(root, entries);
  removeStrangers(outDir, Object.keys(entries));
  const result = await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(Object.entries(entries).map(([name, entry]) => [`${name}/index`, entry])),
    outdir: outDir,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    // Most packages' CommonJS builds cannot be tree-shaken; their module builds can.
    mainFields: ['module', 'main'],
    alias: { '@aws-sdk/credential-provider-node': join(PROJECT_ROOT, 'infra', 'lambda-credentials.ts') },
    legalComments: 'none',
    ...(embed !== undefined && { define: { EMBED_BUNDLE: JSON.stringify(await bundleEmbed(root, embed)) } }),
    metafile: true,
    logLevel: 'silent',
  });
  // A warning here is an error at run time, for example `import.meta` in a CommonJS bundle.
  if (result.warnings.length > 0) {
    throw new Error((await formatMessages(result.warnings, { kind: 'warning' })).join('\n'));
  }
  // Says that the bundle is CommonJS, wherever it lies: inside this project the nearest package.json says "module".
  for (const name of Object.keys(entries)) writeFileSync(join(outDir, name, 'package.json'), '{"type":"commonjs"}\n');
  mkdirSync(dirname(metafile), { recursive: true });
  writeFileSync(metafile, JSON.stringify(result.metafile));
  return result.metafile;
};

if (import.meta.main) {
  const { outputs } = await buildFunctions();
  for (const [file, { bytes }] of Object.entries(outputs)) {
    console.log(`${(bytes / 1000).toFixed(1).padStart(8)} kB  ${relative('.', join(PROJECT_ROOT, file))}`);
  }
}
