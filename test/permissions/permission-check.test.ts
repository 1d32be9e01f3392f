import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { EngineCall } from '../../local/engines/tap.ts';
import { checkPermissions, type Reserve } from './permission-check.ts';
import { type FunctionRole, isAllowed, parseStatement } from './policy.ts';
import { readRecordings } from './recordings.ts';

const table = 'arn:aws:dynamodb:us-east-1:000000000000:table/T';

const roleWith = (...actions: string[]): FunctionRole => {
  const statements = [parseStatement({ Effect: 'Allow', Action: actions, Resource: table })];
  return {
    functionId: 'CaptureFunction1',
    name: 'Service/Capture',
    grants: actions.map((action) => ({ action, resource: table })),
    managedPolicies: 0,
    policyCharacters: 0,
    allows: (permission) => isAllowed(statements, permission),
  };
};
const put: EngineCall = {
  functionId: 'CaptureFunction1',
  service: 'dynamodb',
  operation: 'PutItem',
  input: { TableName: 'T' },
};
const reserve: Reserve = { within: 'Service/Capture', actions: ['dynamodb:GetItem'], reason: 'for the test' };

describe('the check of permissions', () => {
  it('is content when what is granted is what is used', () => {
    expect(checkPermissions([roleWith('dynamodb:PutItem')], [put, put], [])).toEqual({
      denied: [],
      unused: [],
      stale: [],
    });
  });

  it('finds a call that the role would deny', () => {
    const { denied } = checkPermissions([roleWith('dynamodb:GetItem')], [put], [reserve]);
    expect(denied).toEqual([`Service/Capture dynamodb:PutItem ${table}`]);
  });

  it('finds a call of a function that is not in the template', () => {
    const { denied } = checkPermissions([], [put], []);
    expect(denied).toEqual([`CaptureFunction1 dynamodb:PutItem ${table}`]);
  });

  it('knows a function by its logical id with or without its stack', () => {
    const calls = [{ ...put, functionId: 'Service/CaptureFunction1' }];
    expect(checkPermissions([roleWith('dynamodb:PutItem')], calls, []).denied).toEqual([]);
  });

  it('finds a permission that no call uses', () => {
    const { unused } = checkPermissions([roleWith('dynamodb:PutItem', 'dynamodb:GetItem')], [put], []);
    expect(unused).toEqual([`Service/Capture dynamodb:GetItem ${table}`]);
  });

  it('counts a permission on all keys under a prefix as used by a call on one of them, and on no other', () => {
    const objects = 'arn:aws:s3:::lists/kept/*';
    const statement = parseStatement({ Effect: 'Allow', Action: 's3:GetObject', Resource: objects });
    const role: FunctionRole = {
      ...roleWith(),
      grants: [{ action: 's3:GetObject', resource: objects }],
      allows: (permission) => isAllowed([statement], permission),
    };
    const get = (Key: string): EngineCall => ({
      functionId: role.functionId,
      service: 's3',
      operation: 'GetObject',
      input: { Bucket: 'lists', Key },
    });
    expect(checkPermissions([role], [get('kept/1/plan/2.json.gz')], [])).toEqual({ denied: [], unused: [], stale: [] });
    expect(checkPermissions([role], [get('imports/1')], [])).toMatchObject({
      denied: ['Service/Capture s3:GetObject arn:aws:s3:::lists/imports/1'],
      unused: [`Service/Capture s3:GetObject ${objects}`],
    });
  });

  it('lets a permission in reserve be, and finds a reserve that is no longer needed', () => {
    expect(checkPermissions([roleWith('dynamodb:PutItem', 'dynamodb:GetItem')], [put], [reserve])).toEqual({
      denied: [],
      unused: [],
      stale: [],
    });
    expect(checkPermissions([roleWith('dynamodb:PutItem')], [put], [reserve]).stale).toEqual([
      'Service/Capture dynamodb:GetItem',
    ]);
  });
});

describe('recordings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'recordings-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are read from every file, one call a line', () => {
    writeFileSync(join(folder, 'one.jsonl'), `${JSON.stringify(put)}\n${JSON.stringify(put)}\n`);
    writeFileSync(join(folder, 'two.jsonl'), `${JSON.stringify(put)}\n`);
    writeFileSync(join(folder, 'notes.txt'), 'nothing');
    expect(readRecordings(folder)).toEqual([put, put, put]);
  });

  it('are none where there is no folder', () => {
    expect(readRecordings(join(folder, 'nowhere'))).toEqual([]);
  });
});
