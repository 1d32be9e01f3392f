import { Aws, CfnCondition, CfnParameter, Fn } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSubscription, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface AlarmProps {
  /** The section of docs/operations.md that says what to do, which also names the alarm. */
  readonly runbook: string;
  /** What has happened when it rings, in one sentence for whoever is woken by it. */
  readonly meaning: string;
  readonly metric: IMetric;
  /** Rings when the metric is at or above this. */
  readonly threshold: number;
  /** Rings after so many periods of the metric in a row. Default 1. */
  readonly periods?: number;
  /** Whether no data is bad news: yes for what must happen all the time. Default no. */
  readonly silenceRings?: boolean;
}

/** Where every alarm goes: one topic, mailed to the parameter `alarmEmail` when it is given. */
export class AlarmDesk extends Construct {
  readonly #action: SnsAction;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const topic = new Topic(this, 'Topic', { displayName: 'Sluice alarms', enforceSSL: true });
    // A topic with a policy of its own loses the default one, by which alarms of the same account could publish.
    // https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    this.#subscribe(topic.topicArn);
    this.#action = new SnsAction(topic);
  }

  /** Makes an alarm whose text says what has happened and where it is written what to do. */
  watch({ runbook, meaning, metric, threshold, periods = 1, silenceRings = false }: AlarmProps): void {
    new Alarm(this, runbook, {
      alarmDescription: `${meaning} What to do: docs/operations.md#${runbook}`,
      metric,
      threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: periods,
      treatMissingData: silenceRings ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(this.#action);
  }

  #subscribe(topicArn: string): void {
    const alarmEmail = new CfnParameter(this, 'AlarmEmail', {
      description: 'E-mail address that alarms are sent to; empty sends them to nobody.',
      default: '',
      allowedPattern: '^$|^[^@ ]+@[^@ ]+$',
      constraintDescription: 'must be an e-mail address',
    });
    alarmEmail.overrideLogicalId('alarmEmail');
    const subscription = new CfnSubscription(this, 'Subscription', {
      topicArn,
      protocol: 'email',
      endpoint: alarmEmail.valueAsString,
    });
    subscription.cfnOptions.condition = new CfnCondition(this, 'Wanted', {
      expression: Fn.conditionNot(Fn.conditionEquals(alarmEmail.valueAsString, '')),
    });
  }
}
