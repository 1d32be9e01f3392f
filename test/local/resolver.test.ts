import { describe, expect, test } from 'vitest';
import type { Stack } from '../../local/assembly/assembly.ts';
import { localize } from '../../local/assembly/local-addresses.ts';
import { createPhysicalValues } from '../../local/assembly/physical-values.ts';
import { createResolver } from '../../local/assembly/resolver.ts';
import { refuseUnknownTypes } from '../../local/assembly/resources.ts';
import { templateSchema } from '../../local/assembly/template.ts';

const addresses = {
  sqs: () => 'http://127.0.0.1:9000',
  issuer: () => 'http://127.0.0.1:9001/pool',
  signInDomain: () => 'http://127.0.0.1:9001',
  api: (id: string) => `http://127.0.0.1:9002/${id}`,
};

const stackOf = (name: string, template: unknown): Stack => ({
  name,
  template: templateSchema.parse(template),
  assets: new Map(),
});

const one = stackOf('One', {
  Parameters: {
    Size: { Type: 'Number', Default: 3 },
    Names: { Type: 'CommaDelimitedList', Default: 'a, b' },
    Mail: { Type: 'String' },
  },
  Mappings: { Regions: { 'us-east-1': { zone: 'z1' } } },
  Conditions: {
    IsBig: { 'Fn::Equals': [{ Ref: 'Size' }, '10'] },
    IsThree: { 'Fn::Equals': [{ Ref: 'Size' }, 3] },
    Both: { 'Fn::And': [{ Condition: 'IsThree' }, { 'Fn::Not': [{ Condition: 'IsBig' }] }] },
    Either: { 'Fn::Or': [{ Condition: 'IsBig' }, { Condition: 'IsThree' }] },
  },
  Resources: {
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'jobs' } },
    Unnamed: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
    Table: { Type: 'AWS::DynamoDB::GlobalTable', Properties: { TableName: { 'Fn::Sub': `\${AWS::StackName}-table` } } },
    Pool: { Type: 'AWS::Cognito::UserPool' },
    Absent: { Type: 'AWS::SQS::Queue', Condition: 'IsBig' },
  },
  Outputs: {
    Shared: { Value: { 'Fn::GetAtt': ['Queue', 'Arn'] }, Export: { Name: { 'Fn::Sub': `\${AWS::StackName}:Arn` } } },
  },
});
const two = stackOf('Two', {});

const resolver = createResolver([one, two], { Mail: 'me@example.com' }, createPhysicalValues(addresses));
const value = (expression: unknown) => resolver.value(one, expression);

describe('resolving a template', () => {
  test.each([
    ['a parameter default', { Ref: 'Size' }, 3],
    ['a given parameter', { Ref: 'Mail' }, 'me@example.com'],
    ['a list parameter', { Ref: 'Names' }, ['a', 'b']],
    ['the region', { Ref: 'AWS::Region' }, 'us-east-1'],
    ['a queue as its URL', { Ref: 'Queue' }, 'http://127.0.0.1:9000/000000000000/jobs'],
    ['a queue name', { 'Fn::GetAtt': ['Queue', 'QueueName'] }, 'jobs'],
    ['an attribute in dotted form', { 'Fn::GetAtt': 'Queue.Arn' }, 'arn:aws:sqs:us-east-1:000000000000:jobs'],
    ['a fifo queue made up from its logical id', { 'Fn::GetAtt': ['Unnamed', 'QueueName'] }, 'One-Unnamed.fifo'],
    ['a table name made by an expression', { Ref: 'Table' }, 'One-table'],
    ['the issuer of a pool', { 'Fn::GetAtt': ['Pool', 'ProviderURL'] }, 'http://127.0.0.1:9001/pool'],
    ['joined text', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::AccountId' }]] }, 'a-000000000000'],
    ['a chosen item', { 'Fn::Select': [1, { 'Fn::Split': [',', 'x,y'] }] }, 'y'],
    ['a choice by index text', { 'Fn::Select': ['0', ['x', 'y']] }, 'x'],
    [
      'substituted text',
      { 'Fn::Sub': `\${Queue.Arn}/\${!literal}/\${Size}` },
      `arn:aws:sqs:us-east-1:000000000000:jobs/\${literal}/3`,
    ],
    ['substitution with own variables', { 'Fn::Sub': [`\${A}-\${Mail}`, { A: { Ref: 'Size' } }] }, '3-me@example.com'],
    ['a mapping', { 'Fn::FindInMap': ['Regions', { Ref: 'AWS::Region' }, 'zone'] }, 'z1'],
    ['base64', { 'Fn::Base64': 'hi' }, 'aGk='],
    ['an import from another stack', { 'Fn::ImportValue': 'One:Arn' }, 'arn:aws:sqs:us-east-1:000000000000:jobs'],
    ['the branch whose condition holds', { 'Fn::If': ['Both', 'yes', 'no'] }, 'yes'],
    ['the branch whose condition does not hold', { 'Fn::If': ['IsBig', 'yes', 'no'] }, 'no'],
    ['an or', { 'Fn::If': ['Either', 'yes', 'no'] }, 'yes'],
    ['a dropped property', { kept: 1, dropped: { Ref: 'AWS::NoValue' } }, { kept: 1 }],
    ['a property dropped by a condition', [1, { 'Fn::If': ['IsBig', 2, { Ref: 'AWS::NoValue' }] }], [1]],
    ['plain data as it is', { a: [1, { b: null }] }, { a: [1, { b: null }] }],
  ])('gives %s', (_, expression, expected) => {
    expect(value(expression)).toEqual(expected);
  });

  test.each([
    ['an unknown function', { 'Fn::Transform': {} }, /Fn::Transform in stack One/],
    ['an unknown resource', { Ref: 'Nobody' }, /refers to Nobody/],
    ['a resource that a condition leaves out', { Ref: 'Absent' }, /refers to Absent/],
    ['an unknown attribute', { 'Fn::GetAtt': ['Queue', 'Colour'] }, /One\/Queue .* no attribute Colour/],
    ['an import that nobody exports', { 'Fn::ImportValue': 'Two:Arn' }, /exports Two:Arn/],
    ['an index out of range', { 'Fn::Select': [5, ['x']] }, /finds nothing at 5/],
    ['a hole in a mapping', { 'Fn::FindInMap': ['Regions', 'eu', 'zone'] }, /no Regions\.eu\.zone/],
  ])('refuses %s and names it', (_, expression, message) => {
    expect(() => value(expression)).toThrow(message);
  });

  test('refuses a parameter without a value', () => {
    const bare = createResolver([one], {}, createPhysicalValues(addresses));
    expect(() => bare.value(one, { Ref: 'Mail' })).toThrow('Parameter Mail of stack One has no value and no default');
  });

  test('gives the same physical name in each run', () => {
    const again = createResolver([one, two], {}, createPhysicalValues(addresses));
    expect(again.value(one, { Ref: 'Pool' })).toBe(value({ Ref: 'Pool' }));
    expect(value({ Ref: 'Pool' })).toMatch(/^us-east-1_[a-z0-9]{9}$/);
  });

  test('puts local addresses in place of those of the cloud', () => {
    const urls = [
      'https://abc123.execute-api.us-east-1.amazonaws.com/v1',
      'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_abc/.well-known',
      { login: 'https://my-pool.auth.us-east-1.amazoncognito.com/login' },
      'https://example.com',
    ];
    expect(localize(urls, addresses)).toEqual([
      'http://127.0.0.1:9002/abc123/v1',
      'http://127.0.0.1:9001/pool/.well-known',
      { login: 'http://127.0.0.1:9001/login' },
      'https://example.com',
    ]);
  });

  test('refuses resource types that it does not know, all in one line, and lets ignored ones pass', () => {
    const strange = stackOf('Odd', {
      Resources: {
        Role: { Type: 'AWS::IAM::Role' },
        Cluster: { Type: 'AWS::ECS::Cluster' },
        Bus: { Type: 'AWS::Events::EventBus' },
      },
    });
    expect(() => refuseUnknownTypes([strange])).toThrow(
      'A local run does not know what to do with AWS::ECS::Cluster (Odd/Cluster), AWS::Events::EventBus (Odd/Bus)',
    );
    expect(() => refuseUnknownTypes([one])).not.toThrow();
  });
});
