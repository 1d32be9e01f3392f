import { build } from 'esbuild';

/** The browsers that the embed script is for: those of the last years that take a constructed style sheet. */
const TARGET = ['es2022', 'safari16.4'];

/**
 * Bundles the embed script (`entry`, relative to `root`) into the text of a function that takes a form as `SLUICE_FORM`: the function that serves it calls it
 * with one. Errors: esbuild's.
 */
export const bundleEmbed = async (root: string, entry: string): Promise<string> => {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: TARGET,
    banner: { js: '(SLUICE_FORM=>{' },
    footer: { js: '})' },
    legalComments: 'none',
    logLevel: 'silent',
  });
  return outputFiles.map(({ text }) => text).join('');
};
