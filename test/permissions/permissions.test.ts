import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MAIL_FROM } from '../../demo/mail-from.ts';
import { PROJECT_ROOT } from '../../infra/build.ts';
import { synthesizeSluice } from '../infra/sluice-assembly.ts';
import { checkPermissions } from './permission-check.ts';
import { readRoles } from './policy.ts';
import { readRecordings } from './recordings.ts';
import { RESERVES } from './reserves.ts';

/** With mail, as the integration tests that send some deploy the app. */
const PARAMETERS = { mailFrom: MAIL_FROM };

const calls = readRecordings(join(PROJECT_ROOT, '.build', 'recordings'));

describe('the calls that the integration tests recorded', () => {
  const { data, service } = synthesizeSluice();
  const verdict = checkPermissions(readRoles([data, service], PARAMETERS), calls, RESERVES);

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
