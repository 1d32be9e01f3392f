import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { CrmTable } from './crm-table.ts';
import { SignIn } from './sign-in.ts';

/** What must outlive every deployment: the one table and the user pool. */
export class SluiceData extends Stack {
  readonly table: CrmTable;
  readonly signIn: SignIn;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    this.table = new CrmTable(this, 'Crm');
    this.signIn = new SignIn(this, 'SignIn');

    new CfnOutput(this, 'TableName', { value: this.table.tableName });
    new CfnOutput(this, 'UserPoolId', { value: this.signIn.userPoolId });
    new CfnOutput(this, 'ClientId', { value: this.signIn.clientId });
    new CfnOutput(this, 'Issuer', { value: this.signIn.issuer });
  }
}
