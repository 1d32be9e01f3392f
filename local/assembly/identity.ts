/** The account, region and partition that everything local claims to live in. */
export const identity = {
  account: '000000000000',
  region: 'us-east-1',
  partition: 'aws',
  urlSuffix: 'amazonaws.com',
} as const;

/** Gives the ARN of a local resource of a regional service. */
export function arnOf(service: string, resource: string): string {
  return `arn:${identity.partition}:${service}:${identity.region}:${identity.account}:${resource}`;
}
