import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { CrmTable } from './crm-table.ts';
import { ImportBucket } from './import-bucket.ts';
import { SignIn } from './sign-in.ts';
import { WebOrigin } from './web-origin.ts';

/** What must outlive every deployment: the one table, the user pool and the bucket of lists. */
export class SluiceData extends Stack {
  readonly table: CrmTable;
  readonly signIn: SignIn;
  readonly importBucket: ImportBucket;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    this.table = new CrmTable(this, 'Crm');
    const webOrigin = new WebOrigin(this, 'WebOrigin');
    this.signIn = new SignIn(this, 'SignIn', webOrigin);
    this.importBucket = new ImportBucket(this, 'Imports', webOrigin);

    new CfnOutput(this, 'TableName', { value: this.table.tableName });
    new CfnOutput(this, 'UserPoolId', { value: this.signIn.userPoolId });
    new CfnOutput(this, 'ClientId', { value: this.signIn.clientId });
    new CfnOutput(this, 'Issuer', { value: this.signIn.issuer });
    new CfnOutput(this, 'ImportBucketName', { value: this.importBucket.bucketName });
  }
}
