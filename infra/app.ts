import { BUNDLES, buildFunctions } from './build.ts';
import { createSluiceApp } from './sluice-app.ts';

await buildFunctions();
createSluiceApp({ bundles: BUNDLES }).synth();
