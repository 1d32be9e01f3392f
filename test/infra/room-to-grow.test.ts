import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { AlarmDesk } from '../../infra/service/alarm-desk.ts';
import { ContractApi } from '../../infra/service/contract-api.ts';
import { HouseFunction } from '../../infra/service/house-function.ts';
import type { RouteDeclaration } from '../../lib/contract/route.ts';
import { inFolder, projectContext, synthesizeSluice, writeEmptyBundles } from './sluice-assembly.ts';

/** How many routes the whole product is planned to have. */
const PLANNED_ROUTES = 150;

/** CloudFormation takes 500 resources a stack; the rest is for what nobody has thought of. */
const MAX_RESOURCES = 400;

const { data, service } = synthesizeSluice();
const count = (type: string): number =>
  Object.values(service.template.Resources).filter((resource) => resource.Type === type).length;

const route = (number: number): RouteDeclaration => ({
  method: 'GET',
  path: `/v1/things/${number}`,
  summary: 'A thing',
  access: ['admin'],
  recordScope: 'none',
  responses: {},
  errors: [],
});

/** Resources of a stack with one function and so many routes to it. */
const resourcesWith = (routes: number): number =>
  inFolder((folder) => {
    const bundles = writeEmptyBundles(join(folder, 'bundles'), ['things']);
    const stack = new Stack(new App({ outdir: join(folder, 'out'), context: projectContext() }), 'Service');
    const contractApi = new ContractApi(stack, 'Http', {
      issuer: 'https://issuer.example',
      clientIds: ['client'],
      alarms: new AlarmDesk(stack, 'Alarms'),
    });
    const things = new HouseFunction(stack, 'Things', {
      bundles,
      bundle: 'things',
      purpose: 'Things',
      timeout: Duration.seconds(10),
    });
    const declarations = Array.from({ length: routes }, (_, number) => [`things${number}`, route(number)]);
    contractApi.serve('things', Object.fromEntries(declarations), things);
    return Object.keys(Template.fromStack(stack).toJSON().Resources).length;
  });

describe('the service stack', () => {
  it('grows by one resource a route', () => {
    expect(resourcesWith(40) - resourcesWith(10)).toBe(30);
  });

  it('stays under 400 resources with all planned routes, and functions, queues and alarms that grow with them', () => {
    const routes = count('AWS::ApiGatewayV2::Route');
    const rest = Object.keys(service.template.Resources).length - routes;
    const planned = PLANNED_ROUTES + Math.ceil((rest * PLANNED_ROUTES) / routes);
    console.log(`resources: ${routes} routes and ${rest} others today, ${planned} when all is built`);
    expect(planned).toBeLessThan(MAX_RESOURCES);
  });

  it('gives API Gateway one permission a function and not one a route', () => {
    const functions = count('AWS::Lambda::Function');
    expect(count('AWS::Lambda::Permission')).toBeLessThanOrEqual(functions);
  });
});

describe('both stacks', () => {
  it('stay far from the megabyte that a template may have', () => {
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
    for (const stack of [data, service]) expect(JSON.stringify(stack.template).length).toBeLessThan(400_000);
  });
});
