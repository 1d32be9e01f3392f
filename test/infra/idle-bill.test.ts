import { describe, expect, it } from 'vitest';
import type { Stack } from '../../local/assembly/assembly.ts';
import { templateSchema } from '../../local/assembly/template.ts';
import { type BillLine, idleBill } from './idle-bill.ts';
import { synthesizeSluice } from './sluice-assembly.ts';

const stackOf = (Resources: unknown): Stack => ({
  name: 'Made',
  template: templateSchema.parse({ Resources }),
  assets: new Map(),
});
const sum = (lines: readonly BillLine[]): number => lines.reduce((total, { usd }) => total + usd, 0);

describe('a month in which nobody uses it', () => {
  it('costs less than three dollars', () => {
    const { data, service } = synthesizeSluice();
    const lines = [...idleBill(data), ...idleBill(service)];
    for (const { what, usd, source } of lines) console.log(`${usd.toFixed(3).padStart(7)} USD  ${what}  (${source})`);
    console.log(`${sum(lines).toFixed(3).padStart(7)} USD  a month`);
    expect(sum(lines)).toBeLessThan(3);
  });

  it('counts a queue by the polls of its mapping', () => {
    const lines = idleBill(stackOf({ Feed: { Type: 'AWS::Lambda::EventSourceMapping' } }));
    // 5 pollers, 3 requests a minute, 43,200 minutes, 0.40 USD a million
    expect(sum(lines)).toBeCloseTo(0.2592, 6);
  });

  it('counts every alarm by the metrics that it looks at', () => {
    const plain = { Type: 'AWS::CloudWatch::Alarm' };
    const Metrics = [{ Expression: 'a + b' }, { MetricStat: {} }, { MetricStat: {} }];
    const sumOfTwo = { Type: 'AWS::CloudWatch::Alarm', Properties: { Metrics } };
    expect(sum(idleBill(stackOf({ One: plain, Two: plain, Both: sumOfTwo })))).toBeCloseTo(0.4, 6);
  });

  it('counts a schedule by how often it runs', () => {
    const bill = (ScheduleExpression: string): number =>
      sum(
        idleBill(
          stackOf({
            Sweeper: { Type: 'AWS::Lambda::Function', Properties: { MemorySize: 512 } },
            Rule: {
              Type: 'AWS::Events::Rule',
              Properties: { ScheduleExpression, Targets: [{ Arn: { 'Fn::GetAtt': ['Sweeper', 'Arn'] } }] },
            },
          }),
        ),
      );
    expect(bill('rate(1 minute)')).toBeCloseTo(bill('rate(1 hour)') * 60, 6);
    expect(() => bill('cron(0 * * * ? *)')).toThrow('how often');
  });

  it('refuses what has no price yet', () => {
    expect(() => idleBill(stackOf({ Net: { Type: 'AWS::EC2::NatGateway' } }))).toThrow('AWS::EC2::NatGateway');
  });
});
