import { z } from 'zod';
import { type ResourceView, readProperties } from '../assembly/resources.ts';

export interface ThrottleSettings {
  /** Requests a second in the long run. */
  rate: number;
  /** Requests that may come at once. */
  burst: number;
}

export interface AuthorizerDefinition {
  issuer: string;
  audience: readonly string[];
}

export interface RouteDefinition {
  /** `GET /things/{id}`, or `$default`. */
  routeKey: string;
  functionArn: string;
  timeoutMs: number;
  authorizer: AuthorizerDefinition | undefined;
  /** The token must have one of them; none are asked for when empty. */
  scopes: readonly string[];
  /** Own limits of this route, which replace those of the stage. */
  throttle: ThrottleSettings | undefined;
}

export interface ApiDefinition {
  id: string;
  /** `$default` is served from the root, any other from `/<stage>`. */
  stage: string;
  throttle: ThrottleSettings | undefined;
  routes: readonly RouteDefinition[];
}

const apiSchema = z.looseObject({
  ProtocolType: z.literal('HTTP', 'only HTTP APIs run locally'),
  CorsConfiguration: z.undefined('CORS of a whole API is not run locally: declare OPTIONS routes').optional(),
});
const settingsSchema = z.looseObject({
  ThrottlingRateLimit: z.coerce.number().optional(),
  ThrottlingBurstLimit: z.coerce.number().optional(),
});
const stageSchema = z.looseObject({
  ApiId: z.string(),
  StageName: z.string(),
  DefaultRouteSettings: settingsSchema.optional(),
  RouteSettings: z.record(z.string(), settingsSchema).default({}),
});
const routeSchema = z.looseObject({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.enum(['NONE', 'JWT']).default('NONE'),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: z.array(z.string()).default([]),
});
// Time-out 30 s at most: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
const integrationSchema = z.looseObject({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0', 'only payload format 2.0 runs locally'),
  TimeoutInMillis: z.coerce.number().default(30_000),
});
const authorizerSchema = z.looseObject({
  AuthorizerType: z.literal('JWT'),
  IdentitySource: z.tuple([z.literal('$request.header.Authorization')]),
  JwtConfiguration: z.looseObject({ Issuer: z.string(), Audience: z.array(z.string()).default([]) }),
});

function throttleOf(settings: z.infer<typeof settingsSchema> | undefined): ThrottleSettings | undefined {
  const rate = settings?.ThrottlingRateLimit;
  const burst = settings?.ThrottlingBurstLimit;
  if (rate === undefined && burst === undefined) return undefined;
  return { rate: rate ?? burst ?? 0, burst: burst ?? rate ?? 0 };
}

/** Gives the HTTP APIs of the template with their routes; what cannot run locally is an error that names it. */
export function readApis(view: ResourceView): ApiDefinition[] {
  const byRef = (type: string) => new Map(view.ofType(type).map((resource) => [resource.ref, resource]));
  const integrations = byRef('AWS::ApiGatewayV2::Integration');
  const authorizers = byRef('AWS::ApiGatewayV2::Authorizer');
  const stages = view.ofType('AWS::ApiGatewayV2::Stage').map((resource) => readProperties(resource, stageSchema));
  const routes = view
    .ofType('AWS::ApiGatewayV2::Route')
    .map((resource) => ({ resource, route: readProperties(resource, routeSchema) }));

  return view.ofType('AWS::ApiGatewayV2::Api').map((api) => {
    readProperties(api, apiSchema);
    const stage = stages.find(({ ApiId }) => ApiId === api.ref);
    if (stage === undefined) throw new Error(`The API ${api.stack}/${api.logicalId} has no stage`);
    return {
      id: api.ref,
      stage: stage.StageName,
      throttle: throttleOf(stage.DefaultRouteSettings),
      routes: routes
        .filter(({ route }) => route.ApiId === api.ref)
        .map(({ resource, route }): RouteDefinition => {
          const integration = integrations.get(route.Target.replace(/^integrations\//, ''));
          if (integration === undefined) throw new Error(`Route ${route.RouteKey} has no integration`);
          const { IntegrationUri, TimeoutInMillis } = readProperties(integration, integrationSchema);
          const authorizer = authorizers.get(route.AuthorizerId ?? '');
          if (route.AuthorizationType === 'JWT' && authorizer === undefined) {
            throw new Error(`Route ${route.RouteKey} (${resource.stack}/${resource.logicalId}) has no authorizer`);
          }
          const jwt =
            authorizer === undefined ? undefined : readProperties(authorizer, authorizerSchema).JwtConfiguration;
          return {
            routeKey: route.RouteKey,
            functionArn: IntegrationUri,
            timeoutMs: TimeoutInMillis,
            authorizer: jwt === undefined ? undefined : { issuer: jwt.Issuer, audience: jwt.Audience },
            scopes: route.AuthorizationScopes,
            throttle: throttleOf(stage.RouteSettings[route.RouteKey]),
          };
        }),
    };
  });
}
