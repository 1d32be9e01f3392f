import { z } from 'zod';
import type { ClientDefinition, PoolDefinition } from '../sign-in/pool.ts';
import { type ResourceView, readProperties } from './resources.ts';

const poolSchema = z.looseObject({ UsernameAttributes: z.array(z.string()).default([]) });
const groupSchema = z.looseObject({ GroupName: z.string() });
const userSchema = z.looseObject({
  Username: z.string().optional(),
  UserAttributes: z.array(z.looseObject({ Name: z.string(), Value: z.string() })).default([]),
});
const attachmentSchema = z.looseObject({ Username: z.string(), GroupName: z.string() });
const resourceServerSchema = z.looseObject({
  Identifier: z.string(),
  Scopes: z.array(z.looseObject({ ScopeName: z.string() })).default([]),
});
const unitSchema = z.enum(['seconds', 'minutes', 'hours', 'days']);
const clientSchema = z.looseObject({
  CallbackURLs: z.array(z.string()).default([]),
  LogoutURLs: z.array(z.string()).default([]),
  AllowedOAuthScopes: z.array(z.string()).default([]),
  AccessTokenValidity: z.coerce.number().optional(),
  IdTokenValidity: z.coerce.number().optional(),
  RefreshTokenValidity: z.coerce.number().optional(),
  // Default units: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cognito-userpoolclient-tokenvalidityunits.html
  TokenValidityUnits: z
    .looseObject({
      AccessToken: unitSchema.default('hours'),
      IdToken: unitSchema.default('hours'),
      RefreshToken: unitSchema.default('days'),
    })
    .default({ AccessToken: 'hours', IdToken: 'hours', RefreshToken: 'days' }),
});

const secondsOf = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;

const seconds = (validity: number | undefined, unit: keyof typeof secondsOf) =>
  validity === undefined || validity === 0 ? undefined : validity * secondsOf[unit];

/** Gives the user pool of the template with its clients; undefined without one, an error with several. */
export function readSignIn(view: ResourceView): { pool: PoolDefinition; clients: ClientDefinition[] } | undefined {
  const [pool, ...others] = view.ofType('AWS::Cognito::UserPool');
  if (pool === undefined) return undefined;
  if (others.length > 0) throw new Error('A local run has one user pool, the assembly has several');
  const attachments = view
    .ofType('AWS::Cognito::UserPoolUserToGroupAttachment')
    .map((resource) => readProperties(resource, attachmentSchema));
  return {
    pool: {
      id: pool.ref,
      emailSignIn: readProperties(pool, poolSchema).UsernameAttributes.includes('email'),
      groups: view
        .ofType('AWS::Cognito::UserPoolGroup')
        .map((resource) => readProperties(resource, groupSchema).GroupName),
      users: view.ofType('AWS::Cognito::UserPoolUser').map((resource) => {
        const user = readProperties(resource, userSchema);
        return {
          username: resource.ref,
          attributes: Object.fromEntries(user.UserAttributes.map(({ Name, Value }) => [Name, Value])),
          groups: attachments.filter(({ Username }) => Username === resource.ref).map(({ GroupName }) => GroupName),
        };
      }),
      resourceServers: view.ofType('AWS::Cognito::UserPoolResourceServer').map((resource) => {
        const server = readProperties(resource, resourceServerSchema);
        return { identifier: server.Identifier, scopes: server.Scopes.map(({ ScopeName }) => ScopeName) };
      }),
    },
    clients: view.ofType('AWS::Cognito::UserPoolClient').map((resource) => {
      const client = readProperties(resource, clientSchema);
      const units = client.TokenValidityUnits;
      return {
        id: resource.ref,
        callbackUrls: client.CallbackURLs,
        logoutUrls: client.LogoutURLs,
        scopes: client.AllowedOAuthScopes,
        accessTokenSeconds: seconds(client.AccessTokenValidity, units.AccessToken),
        idTokenSeconds: seconds(client.IdTokenValidity, units.IdToken),
        refreshTokenSeconds: seconds(client.RefreshTokenValidity, units.RefreshToken),
      };
    }),
  };
}
