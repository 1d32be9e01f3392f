import { synthesize } from '../local/synthesize.ts';

/** Where the built web client lies. */
export const SITE = '.build/web';

/** Bundles and synthesizes the app when its sources changed, and gives the folder of the cloud assembly. */
export const synthesizeSluice = async (): Promise<string> => {
  const { assembly } = await synthesize({
    command: ['node', 'infra/app.ts'],
    inputs: ['infra', 'functions', 'lib', 'web/embed', 'cdk.json', 'package-lock.json'],
    outDir: '.build/assembly',
  });
  return assembly;
};
