import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { AlarmDesk } from './alarm-desk.ts';
import { HouseFunction, type HouseFunctionProps } from './house-function.ts';

export interface ScheduledWorkerProps extends HouseFunctionProps {
  /** The worker's name in kebab-case, which names its alarm. */
  readonly name: string;
  /** Time from one run to the next: whole minutes. */
  readonly every: Duration;
  readonly alarms: AlarmDesk;
  /** What stays undone while runs fail, in one sentence; the alarm says it. */
  readonly failureMeaning: string;
}

const WATCHED = Duration.minutes(15);

/** A function that runs at a fixed rate, with an alarm for runs that fail and for runs that do not come. */
export class ScheduledWorker extends Construct {
  readonly function: HouseFunction;

  constructor(scope: Construct, id: string, props: ScheduledWorkerProps) {
    super(scope, id);
    const { name, every, alarms, failureMeaning, ...functionProps } = props;
    this.function = new HouseFunction(this, 'Worker', functionProps);
    new Rule(this, 'Schedule', {
      description: functionProps.purpose,
      schedule: Schedule.rate(every),
      targets: [new LambdaFunction(this.function.lambda)],
    });
    alarms.watch({
      runbook: `${name}-fails`,
      meaning: failureMeaning,
      // Lambda reports the errors of each run, zero too: when nothing is reported, nothing ran.
      // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
      metric: this.function.lambda.metricErrors({ statistic: Stats.SUM, period: WATCHED }),
      threshold: 3,
      silenceRings: true,
    });
  }
}
