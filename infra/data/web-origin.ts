import { CfnCondition, CfnParameter, Fn, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** Of a web client that is still being tried out on somebody's own machine. */
const ON_THIS_MACHINE = 'http://localhost:3000';

/** Where the web client is served from: the parameter `webOrigin`. */
export class WebOrigin extends Construct {
  readonly value: string;
  readonly #isOnThisMachine: CfnCondition;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const parameter = new CfnParameter(this, 'Parameter', {
      description: 'Where the web client is served from: https and a host name, or http://localhost for development.',
      default: ON_THIS_MACHINE,
      allowedPattern: '^(https://[^/]+|http://localhost(:[0-9]+)?)$',
      constraintDescription: 'must be an origin such as https://crm.example.com, without a path',
    });
    // The name as people type it on the command line.
    parameter.overrideLogicalId('webOrigin');
    this.value = parameter.valueAsString;
    this.#isOnThisMachine = new CfnCondition(this, 'IsOnThisMachine', {
      expression: Fn.conditionEquals(this.value, ON_THIS_MACHINE),
    });
  }

  /**
   * Gives the origins of pages that may use a bucket: the one of the parameter, or by its default every port of one's own machine, where a development server or
   * a test takes any that is free. S3 takes one `*` an origin: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html
   */
  ofBucket(): string[] {
    const ownMachine = ['http://localhost:*', 'http://127.0.0.1:*'];
    return Token.asList(Fn.conditionIf(this.#isOnThisMachine.logicalId, ownMachine, [this.value]));
  }
}
