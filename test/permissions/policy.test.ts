import { describe, expect, it } from 'vitest';
import { synthesizeSluice } from '../infra/sluice-assembly.ts';
import { isAllowed, parseStatement, readRoles } from './policy.ts';

const table = 'arn:aws:dynamodb:us-east-1:000000000000:table/T';
const allow = (Action: string | string[], Resource: string | string[]) =>
  parseStatement({ Effect: 'Allow', Action, Resource });

describe('a policy', () => {
  it('allows what a statement names', () => {
    const statements = [allow(['dynamodb:GetItem', 'dynamodb:PutItem'], [table])];
    expect(isAllowed(statements, { action: 'dynamodb:PutItem', resource: table })).toBe(true);
  });

  it('denies an action that no statement names, and a resource that no statement names', () => {
    const statements = [allow('dynamodb:GetItem', table)];
    expect(isAllowed(statements, { action: 'dynamodb:PutItem', resource: table })).toBe(false);
    expect(isAllowed(statements, { action: 'dynamodb:GetItem', resource: `${table}/index/byList` })).toBe(false);
  });

  it('does not join the action of one statement with the resource of another', () => {
    const statements = [allow('dynamodb:GetItem', table), allow('dynamodb:Query', `${table}/index/byList`)];
    expect(isAllowed(statements, { action: 'dynamodb:GetItem', resource: `${table}/index/byList` })).toBe(false);
  });

  it('takes a star for any characters, a question mark for one, and a dot for a dot', () => {
    expect(
      isAllowed([allow('dynamodb:*', `${table}/index/*`)], { action: 'dynamodb:Query', resource: `${table}/index/a` }),
    ).toBe(true);
    expect(isAllowed([allow('sqs:SendMessage', 'arn:q?')], { action: 'sqs:SendMessage', resource: 'arn:q12' })).toBe(
      false,
    );
    expect(isAllowed([allow('sqs:SendMessage', 'arn:q.1')], { action: 'sqs:SendMessage', resource: 'arn:qx1' })).toBe(
      false,
    );
  });

  it('lets a denial win over any number of allowances', () => {
    const deny = parseStatement({ Effect: 'Deny', Action: 'dynamodb:DeleteItem', Resource: '*' });
    expect(isAllowed([allow('dynamodb:*', '*'), deny], { action: 'dynamodb:DeleteItem', resource: table })).toBe(false);
  });

  it('allows under a condition only what fulfils it', () => {
    const statement = {
      Effect: 'Allow',
      Action: 'ses:SendEmail',
      Resource: '*',
      Condition: { StringEquals: { 'ses:FromAddress': 'a@example.com' } },
    };
    const sending = (from: string | undefined) =>
      isAllowed([parseStatement(statement)], {
        action: 'ses:SendEmail',
        resource: 'arn:x',
        ...(from && { context: { 'ses:FromAddress': from } }),
      });
    expect(sending('a@example.com')).toBe(true);
    expect(sending('b@example.com')).toBe(false);
    expect(sending(undefined)).toBe(false);
  });

  it('is refused when it holds what is not evaluated', () => {
    expect(() => parseStatement({ Effect: 'Allow', Action: 'a:b', Resource: '*', Condition: {} })).toThrow();
    const like = { StringLike: { 'ses:FromAddress': '*' } };
    expect(() => parseStatement({ Effect: 'Allow', Action: 'a:b', Resource: '*', Condition: like })).toThrow();
    expect(() => parseStatement({ Effect: 'Allow', NotAction: 'a:b', Resource: '*' })).toThrow();
  });
});

describe('the roles of the template', () => {
  const { data, service } = synthesizeSluice();
  const roles = readRoles([data, service]);

  it('are found for each function, by its logical id and by its path', () => {
    const capture = roles.find(({ name }) => name === 'SluiceService/ApiCapture');
    expect(capture?.functionId).toMatch(/^ApiCaptureFunction/);
  });

  it('hold ARNs across stacks, as the local runtime names the resources', () => {
    const capture = roles.find(({ name }) => name === 'SluiceService/ApiCapture');
    expect(capture?.grants).toContainEqual({
      action: 'dynamodb:PutItem',
      resource: expect.stringMatching(/^arn:aws:dynamodb:us-east-1:000000000000:table\/SluiceData-/),
    });
  });
});
