import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readRoles } from '../permissions/policy.ts';
import { resourcesOf, synthesizeSluice } from './sluice-assembly.ts';

const { data, service } = synthesizeSluice();
const INTAKE = 'SluiceService/LeadEvents/Worker';
const TIMERS = 'SluiceService/Timers/Worker';
const FROM = 'sales@example.com';

const sendersWith = (mailFrom: string) =>
  readRoles([data, service], { mailFrom })
    .filter(({ grants }) => grants.some(({ action }) => action.startsWith('ses:')))
    .map(({ name }) => name);

describe('mail', () => {
  it('can be sent by the intake, and by the timers that tell people of what is due', () => {
    expect(sendersWith(FROM).sort()).toEqual([INTAKE, TIMERS]);
  });

  it('can be sent by nobody where no sender is given', () => {
    expect(sendersWith('')).toEqual([]);
  });

  it('can be sent from the one address, by its own identity or by that of its domain', () => {
    const intake = readRoles([data, service], { mailFrom: FROM }).find(({ name }) => name === INTAKE);
    const sending = (identity: string, from: string) =>
      intake?.allows({
        action: 'ses:SendEmail',
        resource: `arn:aws:ses:us-east-1:000000000000:identity/${identity}`,
        context: { 'ses:FromAddress': from },
      });
    expect(sending(FROM, FROM)).toBe(true);
    expect(sending('example.com', FROM)).toBe(true);
    expect(sending('example.com', 'boss@example.com')).toBe(false);
    expect(sending('example.org', FROM)).toBe(false);
  });

  it('is known of by who sends it and by the function that saves forms', () => {
    const told = resourcesOf(
      service,
      'AWS::Lambda::Function',
      z.object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }) }),
    ).filter(({ properties }) => 'MAIL_FROM' in properties.Environment.Variables);
    expect(told.map(({ id }) => id.replace(/[0-9A-F]{8}$/, '')).sort()).toEqual([
      'ApiFormsFunction',
      'LeadEventsWorkerFunction',
      'TimersWorkerFunction',
    ]);
  });

  it('takes as its sender an address that no policy could read as a pattern', () => {
    const { AllowedPattern } = z.object({ AllowedPattern: z.string() }).parse(service.template.Parameters['mailFrom']);
    const pattern = new RegExp(AllowedPattern);
    for (const taken of ['', FROM, "o'neil+crm@example.com"]) expect(taken).toMatch(pattern);
    for (const refused of [
      '*@example.com',
      'a@b@example.com',
      'a?@example.com',
      'Sales <a@example.com>',
      'example.com',
    ])
      expect(refused).not.toMatch(pattern);
  });
});
