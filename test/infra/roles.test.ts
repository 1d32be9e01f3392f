import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readRoles } from '../permissions/policy.ts';
import { resourcesOf, synthesizeSluice } from './sluice-assembly.ts';

const { data, service } = synthesizeSluice();
const roles = readRoles([data, service]);
const grants = roles.flatMap((role) => role.grants);

describe('every role', () => {
  it('names what it may do, action by action, and resource by resource or folder by folder', () => {
    for (const { action, resource } of grants.filter((grant) => !grant.action.startsWith('logs:'))) {
      // The bucket, and then one of its folders: a `*` there is what is in it.
      const named = action.startsWith('s3:') ? resource.replace(/\/(imports|work)\/\*$/, '') : resource;
      expect(`${action} ${named}`).not.toMatch(/[*?]/);
    }
  });

  it('may write to its own log and to no other', () => {
    const logs = grants.filter(({ action }) => action.startsWith('logs:'));
    expect(new Set(logs.map(({ action }) => action))).toEqual(new Set(['logs:CreateLogStream', 'logs:PutLogEvents']));
    expect(new Set(logs.map(({ resource }) => resource)).size).toBe(roles.length);
  });

  it('asks for indexes one by one and only to query them', () => {
    const onIndexes = grants.filter(({ resource }) => resource.includes('/index/'));
    expect(onIndexes.length).toBeGreaterThan(0);
    expect(new Set(onIndexes.map(({ action }) => action))).toEqual(new Set(['dynamodb:Query']));
  });

  it('never scans', () => {
    expect(grants.map(({ action }) => action)).not.toContain('dynamodb:Scan');
  });

  it('has no managed policy, and less than the 10,240 characters that inline policies may have', () => {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    for (const { name, managedPolicies, policyCharacters } of roles) {
      expect(managedPolicies, name).toBe(0);
      expect(policyCharacters, name).toBeLessThanOrEqual(10_240);
    }
  });

  it('can be taken on by Lambda alone', () => {
    const assumed = resourcesOf(service, 'AWS::IAM::Role', z.object({ AssumeRolePolicyDocument: z.unknown() }));
    for (const { properties } of assumed) {
      expect(properties.AssumeRolePolicyDocument).toMatchObject({
        Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } }],
      });
    }
  });
});
