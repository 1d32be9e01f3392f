import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { identity } from '../assembly/identity.ts';
import { type ResourceView, readProperties } from '../assembly/resources.ts';
import { readScheduleExpression, type ScheduleExpression } from './schedule-expression.ts';

export interface DeclaredSchedule {
  expression: ScheduleExpression;
  functionArn: string;
  /** Gives the event for one run. */
  event(due: Date): unknown;
}

const notRun = (what: string) => z.undefined(`${what} is not run locally`).optional();

const ruleSchema = z.looseObject({
  ScheduleExpression: z.string('only scheduled rules run locally'),
  EventPattern: notRun('a rule with an event pattern'),
  State: z.string().default('ENABLED'),
  Targets: z
    .array(
      z.looseObject({
        Arn: z.string(),
        Input: z.string().optional(),
        InputPath: notRun('InputPath'),
        InputTransformer: notRun('InputTransformer'),
      }),
    )
    .default([]),
});
const scheduleSchema = z.looseObject({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.literal('UTC', 'only schedules in UTC run locally').optional(),
  State: z.string().default('ENABLED'),
  Target: z.looseObject({ Arn: z.string(), Input: z.string().optional() }),
});

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html */
function scheduledEvent(source: string, resourceArn: string, due: Date) {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source,
    account: identity.account,
    time: due.toISOString().replace(/\.\d+Z$/, 'Z'),
    region: identity.region,
    resources: [resourceArn],
    detail: {},
  };
}

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html */
function withContext(input: string, scheduleArn: string, due: Date): unknown {
  const text = input
    .replaceAll('<aws.scheduler.schedule-arn>', scheduleArn)
    .replaceAll('<aws.scheduler.scheduled-time>', due.toISOString().replace(/\.\d+Z$/, 'Z'))
    .replaceAll('<aws.scheduler.execution-id>', randomUUID())
    .replaceAll('<aws.scheduler.attempt-number>', '1');
  return JSON.parse(text);
}

/** Gives what AWS::Events::Rule and AWS::Scheduler::Schedule start on a schedule; disabled ones are left out. */
export function readSchedules(view: ResourceView): DeclaredSchedule[] {
  const rules = view.ofType('AWS::Events::Rule').flatMap((resource) => {
    const rule = readProperties(resource, ruleSchema);
    if (rule.State === 'DISABLED') return [];
    return rule.Targets.map(({ Arn, Input }) => ({
      expression: readScheduleExpression(rule.ScheduleExpression),
      functionArn: Arn,
      event: (due: Date): unknown =>
        Input === undefined ? scheduledEvent('aws.events', resource.arn ?? '', due) : JSON.parse(Input),
    }));
  });
  const schedules = view.ofType('AWS::Scheduler::Schedule').flatMap((resource) => {
    const schedule = readProperties(resource, scheduleSchema);
    if (schedule.State === 'DISABLED') return [];
    const { Arn, Input } = schedule.Target;
    const event = (due: Date): unknown =>
      Input === undefined
        ? scheduledEvent('aws.scheduler', resource.arn ?? '', due)
        : withContext(Input, resource.arn ?? '', due);
    return [{ expression: readScheduleExpression(schedule.ScheduleExpression), functionArn: Arn, event }];
  });
  return [...rules, ...schedules];
}
