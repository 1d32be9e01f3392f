import { App, type AppProps, Validations } from 'aws-cdk-lib';
import { PATH_METADATA_ENABLE_CONTEXT } from 'aws-cdk-lib/cx-api';
import { AwsSolutionsChecks } from 'cdk-nag';
import { SluiceData } from './data/sluice-data.ts';
import { SluiceService } from './service/sluice-service.ts';

export interface SluiceAppProps extends AppProps {
  /** The folder that holds a folder a function, each with its bundle. */
  readonly bundles: string;
}

/**
 * Gives the whole CDK app, not yet synthesized. The context value `stackPrefix` (default `Sluice`) names the stacks,
 * so that a second deployment can live in the same account and region.
 */
export const createSluiceApp = ({ bundles, ...props }: SluiceAppProps): App => {
  const app = new App(props);
  // Writes each construct's path into the template, whoever synthesizes it: people and tests find functions by it.
  app.node.setContext(PATH_METADATA_ENABLE_CONTEXT, true);
  const prefix = String(app.node.tryGetContext('stackPrefix') ?? 'Sluice');
  const data = new SluiceData(app, `${prefix}Data`, {
    description:
      'Sluice: the table, the lists that are imported, and the sign-in of its people. Holds all that must not be lost.',
    terminationProtection: true,
  });
  new SluiceService(app, `${prefix}Service`, {
    description: 'Sluice: API, functions, queues and schedules. Holds nothing: it can be made anew at any time.',
    bundles,
    table: data.table,
    signIn: data.signIn,
    importBucket: data.importBucket,
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
};
