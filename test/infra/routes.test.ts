import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { API_SCOPE, api } from '../../lib/contract/api.ts';
import { routeKey } from '../../lib/contract/route.ts';
import { reference, resourcesOf, synthesizeSluice } from './sluice-assembly.ts';

const { service } = synthesizeSluice();

const gatewayRoute = z.object({
  RouteKey: z.string(),
  AuthorizationType: z.enum(['JWT', 'NONE']),
  AuthorizerId: reference.optional(),
  AuthorizationScopes: z.array(z.string()).optional(),
  Target: z.object({ 'Fn::Join': z.tuple([z.literal(''), z.tuple([z.literal('integrations/'), reference])]) }),
});
const routes = resourcesOf(service, 'AWS::ApiGatewayV2::Route', gatewayRoute).map(({ properties }) => properties);
const integrations = resourcesOf(
  service,
  'AWS::ApiGatewayV2::Integration',
  z.object({ IntegrationUri: reference, PayloadFormatVersion: z.string(), IntegrationType: z.string() }),
);
const authorizers = resourcesOf(
  service,
  'AWS::ApiGatewayV2::Authorizer',
  z.object({
    AuthorizerType: z.string(),
    JwtConfiguration: z.object({ Audience: z.array(z.unknown()), Issuer: z.unknown() }),
    IdentitySource: z.array(z.string()),
  }),
);
const declared = Object.entries(api).flatMap(([module, table]) =>
  Object.values(table).map((route) => ({ module, route })),
);

describe('the routes of the gateway', () => {
  it('are those of the contract, no more and no fewer', () => {
    expect(routes.map((route) => route.RouteKey).sort()).toEqual(declared.map(({ route }) => routeKey(route)).sort());
  });

  it.each(declared.map(({ module, route }) => ({ key: routeKey(route), module, isPublic: route.access === 'public' })))(
    '$key asks for what the contract says and goes to the function of its module',
    ({ key, module, isPublic }) => {
      const route = routes.find(({ RouteKey }) => RouteKey === key);
      const integrationId = route?.Target['Fn::Join'][1][1];
      const integration = integrations.find(({ id }) => id === integrationId);

      expect(route?.AuthorizationType).toBe(isPublic ? 'NONE' : 'JWT');
      expect(route?.AuthorizationScopes).toEqual(isPublic ? undefined : [API_SCOPE]);
      expect(route?.AuthorizerId).toBe(isPublic ? undefined : authorizers[0]?.id);
      expect(integration?.properties.IntegrationUri.toLowerCase()).toMatch(new RegExp(`^api${module}function`, 'i'));
    },
  );

  it('reach a function through one integration a module, in the 2.0 event format', () => {
    expect(integrations).toHaveLength(Object.keys(api).length);
    expect(new Set(integrations.map(({ properties }) => properties.PayloadFormatVersion))).toEqual(new Set(['2.0']));
    expect(new Set(integrations.map(({ properties }) => properties.IntegrationType))).toEqual(new Set(['AWS_PROXY']));
  });

  it('share one authorizer, which reads the token of the user pool from the Authorization header', () => {
    expect(authorizers).toHaveLength(1);
    expect(authorizers[0]?.properties.AuthorizerType).toBe('JWT');
    expect(authorizers[0]?.properties.IdentitySource).toEqual(['$request.header.Authorization']);
    expect(JSON.stringify(authorizers[0]?.properties.JwtConfiguration.Issuer)).toContain('ProviderURL');
    expect(authorizers[0]?.properties.JwtConfiguration.Audience).toHaveLength(1);
  });
});

describe('the gateway', () => {
  it('sets no CORS for the whole API, which would override what a form answers', () => {
    const [gateway] = resourcesOf(service, 'AWS::ApiGatewayV2::Api', z.record(z.string(), z.unknown()));
    expect(gateway?.properties).toMatchObject({ ProtocolType: 'HTTP' });
    expect(Object.keys(gateway?.properties ?? {})).not.toContain('CorsConfiguration');
  });

  const [stage] = resourcesOf(
    service,
    'AWS::ApiGatewayV2::Stage',
    z.object({
      StageName: z.string(),
      DefaultRouteSettings: z.object({ ThrottlingRateLimit: z.number(), ThrottlingBurstLimit: z.number() }),
      AccessLogSettings: z.object({ DestinationArn: reference, Format: z.string() }),
    }),
  );

  it('lets through a bounded number of requests a second', () => {
    expect(stage?.properties.DefaultRouteSettings.ThrottlingRateLimit).toBeLessThanOrEqual(1000);
    expect(stage?.properties.DefaultRouteSettings.ThrottlingBurstLimit).toBeLessThanOrEqual(2000);
  });

  it('logs every request without an address, a path, a query or a name', () => {
    const format = z.record(z.string(), z.string()).parse(JSON.parse(stage?.properties.AccessLogSettings.Format ?? ''));
    expect(Object.values(format)).toContain('$context.routeKey');
    expect(Object.values(format)).toContain('$context.status');
    // The names of what must not be there: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
    expect(Object.values(format).join(' ')).not.toMatch(/identity|\bpath\b|query|claims|domain|userAgent|header/i);
  });
});
