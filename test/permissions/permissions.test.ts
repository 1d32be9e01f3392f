import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../infra/build.ts';
import { synthesizeSluice } from '../infra/sluice-assembly.ts';
import { checkPermissions } from './permission-check.ts';
import { readRoles } from './policy.ts';
import { readRecordings } from './recordings.ts';
import { RESERVES } from './reserves.ts';

const calls = readRecordings(join(PROJECT_ROOT, '.build', 'recordings'));

describe('the calls that the integration tests recorded', () => {
  const { data, service } = synthesizeSluice();
  const verdict = checkPermissions(readRoles([data, service]), calls, RESERVES);

  it('are there: run the integration tests first', () => {
    expect(calls.length).toBeGreaterThan(0);
  });

  it('would all be allowed by the role of the function that made them', () => {
    expect(verdict.denied).toEqual([]);
  });

  it('use every permission that a role has, but for those in reserve', () => {
    expect(verdict.unused).toEqual([]);
    expect(verdict.stale).toEqual([]);
  });
});
