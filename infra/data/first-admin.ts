import { CfnCondition, CfnParameter, Fn } from 'aws-cdk-lib';
import { type CfnUserPoolGroup, CfnUserPoolUser, CfnUserPoolUserToGroupAttachment } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { ROLES } from '../../lib/users/role.ts';

export interface FirstAdminProps {
  readonly userPoolId: string;
  /** The groups of the pool; the first one is the most powerful role. */
  readonly groups: readonly CfnUserPoolGroup[];
}

/**
 * The first person who can sign in, made when the parameter `adminEmail` is given: Cognito mails them a password
 * for the first sign-in.
 */
export class FirstAdmin extends Construct {
  constructor(scope: Construct, id: string, { userPoolId, groups }: FirstAdminProps) {
    super(scope, id);
    const adminEmail = new CfnParameter(this, 'AdminEmail', {
      description: 'E-mail address of the first administrator; empty makes nobody.',
      default: '',
      allowedPattern: '^$|^[^@ ]+@[^@ ]+$',
      constraintDescription: 'must be an e-mail address',
    });
    adminEmail.overrideLogicalId('adminEmail');
    const wanted = new CfnCondition(this, 'Wanted', {
      expression: Fn.conditionNot(Fn.conditionEquals(adminEmail.valueAsString, '')),
    });
    const user = new CfnUserPoolUser(this, 'User', {
      userPoolId,
      username: adminEmail.valueAsString,
      desiredDeliveryMediums: ['EMAIL'],
      userAttributes: [
        { name: 'email', value: adminEmail.valueAsString },
        { name: 'email_verified', value: 'true' },
      ],
    });
    const membership = new CfnUserPoolUserToGroupAttachment(this, 'Membership', {
      userPoolId,
      username: adminEmail.valueAsString,
      groupName: ROLES[0],
    });
    user.cfnOptions.condition = wanted;
    membership.cfnOptions.condition = wanted;
    membership.addResourceDependency(user);
    for (const group of groups) membership.addResourceDependency(group);
  }
}
