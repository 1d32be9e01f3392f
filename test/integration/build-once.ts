import { SITE, synthesizeSluice } from '../../demo/synthesize-sluice.ts';
import { buildWeb } from '../../web/build.ts';

/** Bundles and synthesizes before the first test file, as `npm start` does. */
export const setup = async (): Promise<void> => {
  await Promise.all([synthesizeSluice(), buildWeb({ outDir: SITE })]);
};
