import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Stack } from './assembly.ts';
import { arnOf, identity } from './identity.ts';
import type { LocalAddresses } from './local-addresses.ts';
import type { Resolver } from './resolver.ts';

/** What `Ref` and `Fn::GetAtt` of one resource give; an attribute that is not known is undefined. */
export interface PhysicalValue {
  ref: string;
  attribute(name: string): unknown;
}

interface Naming {
  /** What the template calls it, or a name made from stack and logical id, at most so many characters long. */
  name(property: string, longest?: number): string;
  /** A resolved property as text; undefined when it is absent. */
  property(name: string): string | undefined;
  /** Letters and digits, always the same for the same resource. */
  hash(length: number): string;
}

type Values = { ref: string; attributes?: Record<string, unknown> };
type Rule = (naming: Naming, addresses: LocalAddresses) => Values;

/** Gives the ARN of a function from its name or from any ARN of it. */
export function functionArn(nameOrArn: string): string {
  return nameOrArn.startsWith('arn:') ? nameOrArn : arnOf('lambda', `function:${nameOrArn}`);
}

const table: Rule = (naming) => {
  const ref = naming.name('TableName', 255);
  const arn = arnOf('dynamodb', `table/${ref}`);
  return { ref, attributes: { Arn: arn, StreamArn: `${arn}/stream/local`, TableId: naming.hash(26) } };
};

const iamArn = (kind: string, name: string) => `arn:${identity.partition}:iam::${identity.account}:${kind}/${name}`;

/** Return values by type: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html */
const rules: Readonly<Record<string, Rule>> = {
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::SQS::Queue': (naming, addresses) => {
    // 80 characters: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html
    const suffix = naming.property('FifoQueue') === 'true' ? '.fifo' : '';
    const name = naming.property('QueueName') ?? naming.name('', 80 - suffix.length) + suffix;
    const url = `${addresses.sqs()}/${identity.account}/${name}`;
    return { ref: url, attributes: { Arn: arnOf('sqs', name), QueueName: name, QueueUrl: url } };
  },
  'AWS::S3::Bucket': (naming) => {
    // 63 characters, small letters: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    const ref = naming.name('BucketName', 63).toLowerCase();
    return {
      ref,
      attributes: {
        Arn: `arn:${identity.partition}:s3:::${ref}`,
        DomainName: `${ref}.s3.${identity.urlSuffix}`,
        RegionalDomainName: `${ref}.s3.${identity.region}.${identity.urlSuffix}`,
      },
    };
  },
  'AWS::Lambda::Function': (naming) => {
    const ref = naming.name('FunctionName', 64);
    return { ref, attributes: { Arn: functionArn(ref) } };
  },
  'AWS::Lambda::Version': (naming) => ({
    ref: `${functionArn(naming.property('FunctionName') ?? '')}:1`,
    attributes: { Version: '1', FunctionArn: `${functionArn(naming.property('FunctionName') ?? '')}:1` },
  }),
  'AWS::Lambda::Alias': (naming) => {
    const ref = `${functionArn(naming.property('FunctionName') ?? '')}:${naming.property('Name')}`;
    return { ref, attributes: { AliasArn: ref } };
  },
  'AWS::Lambda::EventSourceMapping': (naming) => ({ ref: naming.hash(32), attributes: { Id: naming.hash(32) } }),
  'AWS::ApiGatewayV2::Api': (naming, addresses) => {
    const ref = naming.hash(10);
    return { ref, attributes: { ApiId: ref, ApiEndpoint: addresses.api(ref) } };
  },
  'AWS::ApiGatewayV2::Stage': (naming) => ({ ref: naming.name('StageName') }),
  'AWS::Events::Rule': (naming) => {
    const ref = naming.name('Name', 64);
    return { ref, attributes: { Arn: arnOf('events', `rule/${ref}`) } };
  },
  'AWS::Scheduler::Schedule': (naming) => {
    const ref = naming.name('Name', 64);
    return {
      ref,
      attributes: { Arn: arnOf('scheduler', `schedule/${naming.property('GroupName') ?? 'default'}/${ref}`) },
    };
  },
  'AWS::Cognito::UserPool': (naming, addresses) => {
    const ref = `${identity.region}_${naming.hash(9)}`;
    const attributes = {
      Arn: arnOf('cognito-idp', `userpool/${ref}`),
      UserPoolId: ref,
      ProviderName: `cognito-idp.${identity.region}.${identity.urlSuffix}/${ref}`,
      get ProviderURL() {
        return addresses.issuer();
      },
    };
    return { ref, attributes };
  },
  'AWS::Cognito::UserPoolClient': (naming) => {
    const ref = naming.hash(26);
    return { ref, attributes: { ClientId: ref, Name: naming.name('ClientName') } };
  },
  'AWS::Cognito::UserPoolGroup': (naming) => ({ ref: naming.name('GroupName') }),
  'AWS::Cognito::UserPoolUser': (naming) => ({ ref: naming.name('Username') }),
  'AWS::Cognito::UserPoolDomain': (naming) => ({ ref: naming.name('Domain') }),
  'AWS::Cognito::UserPoolResourceServer': (naming) => ({ ref: naming.name('Identifier') }),
  'AWS::IAM::Role': (naming) => {
    const ref = naming.name('RoleName', 64);
    return { ref, attributes: { Arn: iamArn('role', ref), RoleId: naming.hash(21) } };
  },
  'AWS::IAM::ManagedPolicy': (naming) => {
    const arn = iamArn('policy', naming.name('ManagedPolicyName', 128));
    return { ref: arn, attributes: { PolicyArn: arn } };
  },
  'AWS::Logs::LogGroup': (naming) => {
    const ref = naming.name('LogGroupName', 512);
    return { ref, attributes: { Arn: `${arnOf('logs', `log-group:${ref}`)}:*` } };
  },
  'AWS::SNS::Topic': (naming) => {
    const name = naming.name('TopicName', 256);
    return { ref: arnOf('sns', name), attributes: { TopicArn: arnOf('sns', name), TopicName: name } };
  },
  'AWS::KMS::Key': (naming) => {
    const ref = naming.hash(32);
    return { ref, attributes: { Arn: arnOf('kms', `key/${ref}`), KeyId: ref } };
  },
  'AWS::CloudWatch::Alarm': (naming) => {
    const ref = naming.name('AlarmName', 255);
    return { ref, attributes: { Arn: arnOf('cloudwatch', `alarm:${ref}`) } };
  },
};

/** Any other type: a name, and an ARN under its service, for policies and outputs that mention it. */
const anyOther =
  (type: string): Rule =>
  (naming) => {
    const ref = naming.name('Name');
    return { ref, attributes: { Arn: arnOf(type.split('::')[1]?.toLowerCase() ?? 'local', ref), Id: ref } };
  };

const primitive = z.union([z.string(), z.number(), z.boolean()]);

/** Gives what `Ref` and `Fn::GetAtt` of a resource give on this machine; a resource that is not there is an error. */
export function createPhysicalValues(addresses: LocalAddresses) {
  return (stack: Stack, logicalId: string, resolver: Resolver): PhysicalValue => {
    const declared = stack.template.Resources[logicalId];
    if (declared === undefined || !resolver.holds(stack, declared.Condition)) {
      throw new Error(`Stack ${stack.name} refers to ${logicalId}, which is not in it`);
    }
    const property = (name: string) => {
      const value = primitive.safeParse(resolver.value(stack, declared.Properties[name]));
      return value.success ? String(value.data) : undefined;
    };
    const hash = (length: number) =>
      BigInt(`0x${createHash('sha256').update(`${stack.name}/${logicalId}`).digest('hex')}`)
        .toString(36)
        .padStart(length, '0')
        .slice(0, length);
    const named = (name: string, longest = 128) => {
      const given = property(name);
      if (given !== undefined) return given;
      const made = `${stack.name}-${logicalId}`;
      return made.length <= longest ? made : `${made.slice(0, longest - 9)}-${hash(8)}`;
    };
    const rule = rules[declared.Type] ?? anyOther(declared.Type);
    const { ref, attributes } = rule({ name: named, property, hash }, addresses);
    return { ref, attribute: (name) => attributes?.[name] };
  };
}
