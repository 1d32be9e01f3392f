import { z } from 'zod';
import type { Stack } from './assembly.ts';
import { ignoredResources } from './ignored-resources.ts';
import { type LocalAddresses, localize } from './local-addresses.ts';
import { createPhysicalValues } from './physical-values.ts';
import { createResolver, type Resolver } from './resolver.ts';

/** A resource of the template with every intrinsic function in its properties carried out. */
export interface ResolvedResource {
  stack: string;
  logicalId: string;
  type: string;
  /** Construct path from the metadata `aws:cdk:path`, or `<stack>/<logical id>` without it. */
  path: string;
  /** What `Ref` gives. */
  ref: string;
  arn: string | undefined;
  properties: Readonly<Record<string, unknown>>;
}

export interface ResourceView {
  /** By `<stack>/<logical id>`; types that a local run ignores are not in it. */
  resources: ReadonlyMap<string, ResolvedResource>;
  ofType(...types: string[]): ResolvedResource[];
  outputs(): Record<string, string>;
}

/** Resource types that a local run carries out. */
const runTypes = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolDomain',
  'AWS::Cognito::UserPoolGroup',
  'AWS::Cognito::UserPoolResourceServer',
  'AWS::Cognito::UserPoolUser',
  'AWS::Cognito::UserPoolUserToGroupAttachment',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::Events::Rule',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::S3::Bucket',
  'AWS::SQS::Queue',
  'AWS::Scheduler::Schedule',
]);

const propertiesSchema = z.record(z.string(), z.unknown());

/** Gives the properties of a resource as a schema says; what does not fit is an error that names the resource. */
export function readProperties<T>(resource: ResolvedResource, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(resource.properties);
  if (parsed.success) return parsed.data;
  const name = `${resource.type} (${resource.stack}/${resource.logicalId})`;
  throw new Error(`${name} cannot run locally: ${z.prettifyError(parsed.error)}`);
}

/** Throws one error that names every resource whose type a local run neither carries out nor ignores. */
export function refuseUnknownTypes(stacks: readonly Stack[]): void {
  const unknown = stacks.flatMap((stack) =>
    Object.entries(stack.template.Resources)
      .filter(([, { Type }]) => !runTypes.has(Type) && ignoredResources[Type] === undefined)
      .map(([logicalId, { Type }]) => `${Type} (${stack.name}/${logicalId})`),
  );
  if (unknown.length > 0) throw new Error(`A local run does not know what to do with ${unknown.join(', ')}`);
}

/**
 * Gives all resources of an assembly that a local run carries out, as they are at these addresses. Properties are
 * resolved when they are first read, so that an address has to be known only by then.
 */
export function createResourceView(
  stacks: readonly Stack[],
  parameters: Readonly<Record<string, string>>,
  addresses: LocalAddresses,
): ResourceView {
  const physical = createPhysicalValues(addresses);
  const resolver: Resolver = createResolver(stacks, parameters, physical);
  const resources = new Map<string, ResolvedResource>();
  for (const stack of stacks) {
    for (const [logicalId, declared] of Object.entries(stack.template.Resources)) {
      if (!runTypes.has(declared.Type) || !resolver.holds(stack, declared.Condition)) continue;
      const path = declared.Metadata['aws:cdk:path'];
      let properties: Record<string, unknown> | undefined;
      resources.set(`${stack.name}/${logicalId}`, {
        stack: stack.name,
        logicalId,
        type: declared.Type,
        path: typeof path === 'string' ? path.replace(/\/(Resource|Default)$/, '') : `${stack.name}/${logicalId}`,
        get ref() {
          return physical(stack, logicalId, resolver).ref;
        },
        get arn() {
          const arn = physical(stack, logicalId, resolver).attribute('Arn');
          return typeof arn === 'string' ? arn : undefined;
        },
        get properties() {
          properties ??= propertiesSchema.parse(localize(resolver.value(stack, declared.Properties), addresses));
          return properties;
        },
      });
    }
  }
  return {
    resources,
    ofType: (...types) => [...resources.values()].filter(({ type }) => types.includes(type)),
    outputs: () => {
      const outputs: Record<string, string> = {};
      for (const stack of stacks) {
        for (const [name, output] of Object.entries(stack.template.Outputs)) {
          if (resolver.holds(stack, output.Condition)) {
            outputs[name] = String(localize(resolver.value(stack, output.Value), addresses));
          }
        }
      }
      return outputs;
    },
  };
}
