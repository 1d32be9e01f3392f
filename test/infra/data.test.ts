import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { API_SCOPE } from '../../lib/contract/api.ts';
import { TABLE_SCHEMA } from '../../lib/table/table-schema.ts';
import { ROLES } from '../../lib/users/role.ts';
import { resourcesOf, synthesizeSluice } from './sluice-assembly.ts';

const { data, service } = synthesizeSluice();
const anything = z.record(z.string(), z.unknown());
const only = (type: string): Record<string, unknown> => {
  const found = resourcesOf(data, type, anything);
  expect(found).toHaveLength(1);
  return found[0]?.properties ?? {};
};

describe('the table', () => {
  const table = only('AWS::DynamoDB::GlobalTable');

  it('has the keys, the indexes and the expiry that the schema declares', () => {
    expect(table).toMatchObject({
      KeySchema: [
        { AttributeName: TABLE_SCHEMA.partitionKey, KeyType: 'HASH' },
        { AttributeName: TABLE_SCHEMA.sortKey, KeyType: 'RANGE' },
      ],
      TimeToLiveSpecification: { AttributeName: TABLE_SCHEMA.ttl, Enabled: true },
      GlobalSecondaryIndexes: Object.entries(TABLE_SCHEMA.indexes).map(([IndexName, keys]) => ({
        IndexName,
        KeySchema: [
          { AttributeName: keys.partitionKey, KeyType: 'HASH' },
          { AttributeName: keys.sortKey, KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      })),
    });
  });

  it('costs nothing while nobody uses it', () => {
    expect(table.BillingMode).toBe('PAY_PER_REQUEST');
    expect(table.SSESpecification).toEqual({ SSEEnabled: false });
  });

  it('can be brought back to any second, and is not deleted by mistake', () => {
    expect(table.Replicas).toMatchObject([
      { DeletionProtectionEnabled: true, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } },
    ]);
  });

  it('tells its changes, both before and after', () => {
    expect(table.StreamSpecification).toEqual({ StreamViewType: 'NEW_AND_OLD_IMAGES' });
  });
});

describe('the user pool', () => {
  const pool = only('AWS::Cognito::UserPool');

  it('takes e-mail addresses, in any case, of people whom an administrator made', () => {
    expect(pool).toMatchObject({
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      DeletionProtection: 'ACTIVE',
    });
  });

  it('asks for long passwords and offers an authenticator app, and sends no paid messages', () => {
    expect(pool).toMatchObject({ MfaConfiguration: 'OPTIONAL', EnabledMfas: ['SOFTWARE_TOKEN_MFA'] });
    expect(pool).toMatchObject({ Policies: { PasswordPolicy: { MinimumLength: 12, RequireSymbols: true } } });
    expect(pool).not.toHaveProperty('SmsConfiguration');
  });

  it('has a group for each role', () => {
    const groups = resourcesOf(data, 'AWS::Cognito::UserPoolGroup', z.object({ GroupName: z.string() }));
    expect(groups.map(({ properties }) => properties.GroupName)).toEqual([...ROLES]);
  });

  it('gives the API scope to a client without a secret, by the code flow alone', () => {
    const server = only('AWS::Cognito::UserPoolResourceServer');
    const client = only('AWS::Cognito::UserPoolClient');
    const [identifier, scope] = API_SCOPE.split('/');
    expect(server).toMatchObject({ Identifier: identifier, Scopes: [{ ScopeName: scope }] });
    expect(client).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      PreventUserExistenceErrors: 'ENABLED',
    });
    expect(JSON.stringify(client.AllowedOAuthScopes)).toContain(`/${scope}`);
  });

  it('makes a first administrator only when an address is given', () => {
    const conditions = Object.values(data.template.Resources)
      .filter(({ Type }) => Type.startsWith('AWS::Cognito::UserPoolUser'))
      .map(({ Condition }) => Condition);
    expect(conditions).toHaveLength(2);
    expect(new Set(conditions).size).toBe(1);
    expect(data.template.Conditions[conditions[0] ?? '']).toEqual({
      'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'adminEmail' }, ''] }],
    });
    expect(data.template.Parameters.adminEmail).toMatchObject({ Default: '' });
  });
});

describe('the stacks', () => {
  it('keep what must not be lost in one of them, and nothing of it in the other', () => {
    const kept = Object.values(data.template.Resources)
      .filter(({ DeletionPolicy }) => DeletionPolicy === 'Retain')
      .map(({ Type }) => Type);
    expect(kept.sort()).toEqual(['AWS::Cognito::UserPool', 'AWS::DynamoDB::GlobalTable', 'AWS::S3::Bucket']);
    for (const { Type } of Object.values(service.template.Resources)) {
      expect(Type).not.toMatch(/^AWS::(DynamoDB|Cognito|S3)::/);
    }
  });

  it('tell where everything is', () => {
    expect(Object.keys(data.template.Outputs)).toEqual(
      expect.arrayContaining(['TableName', 'UserPoolId', 'ClientId', 'Issuer', 'ImportBucketName']),
    );
    expect(Object.keys(service.template.Outputs)).toContain('ApiUrl');
  });

  it('name nothing themselves, so that a second deployment fits into the same account', () => {
    const second = synthesizeSluice({ stackPrefix: 'Other' });
    expect([second.data.name, second.service.name]).toEqual(['OtherData', 'OtherService']);
    const names = [...Object.values(data.template.Resources), ...Object.values(service.template.Resources)].flatMap(
      ({ Properties }) =>
        [
          'TableName',
          'BucketName',
          'QueueName',
          'FunctionName',
          'RoleName',
          'LogGroupName',
          'TopicName',
          'AlarmName',
          'UserPoolName',
        ]
          .map((property) => Properties[property])
          .filter((name) => typeof name === 'string'),
    );
    expect(names).toEqual([]);
  });
});
