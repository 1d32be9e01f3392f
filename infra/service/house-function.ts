import { join } from 'node:path';
import { type CfnCondition, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { CfnPolicy, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

export interface HouseFunctionProps {
  /** The folder that holds a folder a function, each with its bundle. */
  readonly bundles: string;
  /** Name of the function's folder among the bundles. */
  readonly bundle: string;
  /** One sentence for whoever reads the list of functions in the console. */
  readonly purpose: string;
  /** At most this long a run. API Gateway itself gives up after 30 seconds. */
  readonly timeout: Duration;
  /** Megabytes, which also set the share of a processor: 1,769 MB is a whole one. Default 512. */
  readonly memorySize?: number;
}

/** What a function may do to which resources of one service. */
export interface Permission {
  readonly service: 'dynamodb' | 'sqs' | 'cognito-idp' | 'logs' | 'ses' | 's3';
  readonly actions: readonly string[];
  /** ARNs, each named in full. */
  readonly resources: readonly string[];
  /** Values that keys of the request's context must have. */
  readonly onlyWith?: Readonly<Record<string, string>>;
}

const statementOf = ({ service, actions, resources, onlyWith }: Permission): PolicyStatement =>
  new PolicyStatement({
    actions: actions.map((action) => `${service}:${action}`),
    resources: [...resources],
    ...(onlyWith && { conditions: { StringEquals: onlyWith } }),
  });

/**
 * A Lambda function as all of them are here: Node 24 on arm64, JSON logs kept for a month, and a role of its own that
 * starts with nothing but its own log. Grants hand over the permission and the environment variable together.
 */
export class HouseFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly #policy = new PolicyDocument();
  readonly #role: Role;

  constructor(scope: Construct, id: string, props: HouseFunctionProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Logs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.#role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `What ${this.node.path} may do`,
      // Inside the role and not a resource beside it: a stack holds 500 resources.
      inlinePolicies: { Grants: this.#policy },
    });
    this.allow({
      service: 'logs',
      actions: ['CreateLogStream', 'PutLogEvents'],
      resources: [logGroup.logGroupArn],
    });
    this.lambda = new LambdaFunction(this, 'Function', {
      description: props.purpose,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(join(props.bundles, props.bundle)),
      handler: 'index.handler',
      memorySize: props.memorySize ?? 512,
      timeout: props.timeout,
      role: this.#role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
    });
  }

  /** Adds to the function's role; no resources, no statement. */
  allow(permission: Permission): void {
    if (permission.resources.length > 0) this.#policy.addStatements(statementOf(permission));
  }

  /** Adds to the function's role where a condition of the deployment holds. */
  allowWhere(condition: CfnCondition, id: string, permission: Permission): void {
    const policy = new CfnPolicy(this, id, {
      policyName: id,
      policyDocument: new PolicyDocument({ statements: [statementOf(permission)] }),
      roles: [this.#role.roleName],
    });
    policy.cfnOptions.condition = condition;
  }

  /** Sets an environment variable. */
  tell(name: string, value: string): void {
    this.lambda.addEnvironment(name, value);
  }
}

/** A caller waits for the answer: ten seconds are more than anybody does. */
export const API_TIMEOUT = Duration.seconds(10);

/** A worker takes ten messages one after the other. */
export const WORKER_TIMEOUT = Duration.seconds(30);
