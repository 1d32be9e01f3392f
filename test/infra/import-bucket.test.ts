import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { copyKey, resultsKey, uploadKey } from '../../lib/imports/import-objects.ts';
import { readRoles } from '../permissions/policy.ts';
import { type Found, reference, resourcesOf, synthesizeSluice, withoutImports } from './sluice-assembly.ts';

const sluice = synthesizeSluice();
const { data } = sluice;
const service = withoutImports(sluice.service, data);

const only = <T>(type: string, properties: z.ZodType<T>): Found<T> => {
  const [found, ...others] = resourcesOf(data, type, properties);
  if (found === undefined || others.length > 0) throw new Error(`there is not exactly one ${type}`);
  return found;
};
const bucket = only('AWS::S3::Bucket', z.record(z.string(), z.unknown()));
const { queueId } = z
  .object({
    NotificationConfiguration: z
      .object({ QueueConfigurations: z.tuple([z.object({ Queue: reference })]) })
      .transform(({ QueueConfigurations: [{ Queue }] }) => Queue),
  })
  .transform(({ NotificationConfiguration }) => ({ queueId: NotificationConfiguration }))
  .parse(bucket.properties);
const [queuePolicy] = resourcesOf(
  data,
  'AWS::SQS::QueuePolicy',
  z.object({ Queues: z.array(reference), PolicyDocument: z.object({ Statement: z.array(z.unknown()) }) }),
).filter(({ properties }) => properties.Queues.includes(queueId));

describe('the bucket of lists', () => {
  it('is shut to the public and to whoever does not use TLS', () => {
    expect(bucket.properties).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    });
    const policy = only('AWS::S3::BucketPolicy', z.object({ Bucket: reference, PolicyDocument: z.unknown() }));
    expect(policy.properties).toMatchObject({
      Bucket: bucket.id,
      PolicyDocument: {
        Statement: [{ Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
      },
    });
  });

  it('is encrypted by keys that cost nothing', () => {
    expect(bucket.properties['BucketEncryption']).toEqual({
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
    });
  });

  it('forgets everything after 60 days, without a version that stays, and what was never finished after a week', () => {
    expect(bucket.properties).toMatchObject({
      LifecycleConfiguration: {
        Rules: [
          { Status: 'Enabled', ExpirationInDays: 60, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
        ],
      },
    });
    expect(bucket.properties).not.toHaveProperty('VersioningConfiguration');
  });

  it("lets pages of the web client's origin put parts and read their ETags, and while that is not set pages of one's own machine", () => {
    const { isOnThisMachine } = z
      .object({
        CorsConfiguration: z.object({
          CorsRules: z.tuple([
            z.object({
              AllowedMethods: z.tuple([z.literal('PUT'), z.literal('GET')]),
              AllowedOrigins: z.strictObject({
                'Fn::If': z.tuple([
                  z.string(),
                  z.tuple([z.literal('http://localhost:*'), z.literal('http://127.0.0.1:*')]),
                  z.tuple([z.strictObject({ Ref: z.literal('webOrigin') })]),
                ]),
              }),
              ExposedHeaders: z.tuple([z.literal('ETag')]),
            }),
          ]),
        }),
      })
      .transform(({ CorsConfiguration: { CorsRules } }) => ({
        isOnThisMachine: CorsRules[0].AllowedOrigins['Fn::If'][0],
      }))
      .parse(bucket.properties);
    const unset = data.template.Parameters['webOrigin']?.Default;
    expect(data.template.Conditions[isOnThisMachine]).toEqual({ 'Fn::Equals': [{ Ref: 'webOrigin' }, unset] });
  });
});

describe('a new file', () => {
  it('is told to the queue of the worker for whole files, when it lies where files are brought to', () => {
    expect(bucket.properties['NotificationConfiguration']).toMatchObject({
      QueueConfigurations: [
        {
          Event: 's3:ObjectCreated:*',
          Filter: { S3Key: { Rules: [{ Name: 'prefix', Value: 'imports/' }] } },
        },
      ],
    });
    const fed = resourcesOf(
      service,
      'AWS::Lambda::EventSourceMapping',
      z.object({ EventSourceArn: reference, FunctionName: reference }),
    ).filter(({ properties }) => properties.EventSourceArn === queueId);
    expect(fed.map(({ properties }) => properties.FunctionName)).toEqual([
      expect.stringMatching(/^ImportsImportFilesWorkerFunction/),
    ]);
  });

  it('may be told by the S3 of this account alone', () => {
    expect(queuePolicy?.properties.PolicyDocument.Statement).toContainEqual({
      Effect: 'Allow',
      Action: 'sqs:SendMessage',
      Principal: { Service: 's3.amazonaws.com' },
      Resource: { 'Fn::GetAtt': [queueId, 'Arn'] },
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    });
  });

  it('can be told as soon as the bucket is made, since the queue and its policy are there before', () => {
    const { DependsOn } = z.object({ DependsOn: z.array(z.string()) }).parse(data.template.Resources[bucket.id]);
    expect(DependsOn).toEqual(expect.arrayContaining([queueId, queuePolicy?.id]));
    // A circle: the policy would wait for the bucket in turn.
    expect(JSON.stringify(queuePolicy)).not.toContain(bucket.id);
  });

  it('is told without a function that sets the notification up', () => {
    const types = [data, service].flatMap(({ template }) => Object.values(template.Resources).map(({ Type }) => Type));
    expect(types).not.toContain('Custom::S3BucketNotifications');
    expect(Object.values(data.template.Resources).map(({ Type }) => Type)).not.toContain('AWS::Lambda::Function');
  });
});

describe('the functions', () => {
  const roles = readRoles([data, sluice.service]);
  const functions = resourcesOf(
    service,
    'AWS::Lambda::Function',
    z.object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }) }),
  );
  const reach = Object.fromEntries(
    roles
      .map(({ name, grants }) => [
        name,
        grants
          .filter(({ action }) => action.startsWith('s3:'))
          .map(({ action, resource }) => `${action.slice(3)} ${resource.slice(resource.indexOf('/') + 1)}`)
          .sort(),
      ])
      .filter(([, grants]) => grants?.length),
  );

  it('write what they make up only where it starts no import', () => {
    expect(reach['SluiceService/Imports/ImportFiles/Worker']).toContain('PutObject work/*');
    for (const worker of ['ImportFiles', 'ImportChunks']) {
      expect(reach[`SluiceService/Imports/${worker}/Worker`]).not.toContain('PutObject imports/*');
    }
  });

  it('may list the bucket where they ask for files that may be gone, and for nothing else', () => {
    const listing = roles.filter(({ grants }) => grants.some(({ action }) => action === 's3:ListBucket'));
    expect(listing.map(({ name }) => name).sort()).toEqual([
      'SluiceService/ApiImports',
      'SluiceService/Imports/ImportFiles/Worker',
    ]);
  });

  it('reach the bucket only where they have to do with imports, and know its name', () => {
    const names = [
      'SluiceService/ApiImports',
      'SluiceService/Imports/ImportChunks/Worker',
      'SluiceService/Imports/ImportFiles/Worker',
    ];
    expect(Object.keys(reach).sort()).toEqual(names);
    const told = functions.filter(({ properties }) => 'IMPORT_BUCKET' in properties.Environment.Variables);
    expect(told.map(({ id }) => id).sort()).toEqual(
      roles
        .filter(({ name }) => names.includes(name))
        .map(({ functionId }) => functionId)
        .sort(),
    );
    for (const { properties } of told)
      expect(properties.Environment.Variables['IMPORT_BUCKET']).toEqual({ Ref: bucket.id });
  });

  it('find files in the two folders that they may reach, of which one is told to the queue', () => {
    expect(uploadKey('1')).toMatch(/^imports\//);
    for (const key of [copyKey('1'), resultsKey('1', 1)]) expect(key).toMatch(/^work\//);
  });

  it('know both queues where they start something of an import, and send to the one of chunks only to hand them out', () => {
    const senders = functions
      .filter(({ properties }) => 'IMPORT_FILES_QUEUE_URL' in properties.Environment.Variables)
      .map(({ id, properties }) => ({
        id,
        knowsChunks: 'IMPORT_CHUNKS_QUEUE_URL' in properties.Environment.Variables,
      }));
    expect(senders.map(({ id, knowsChunks }) => [id.slice(0, -8), knowsChunks]).sort()).toEqual([
      ['ApiImportsFunction', true],
      ['ImportsImportChunksWorkerFunction', true],
      ['ImportsImportFilesWorkerFunction', true],
      ['SweeperWorkerFunction', true],
    ]);
    const toChunks = roles.filter(({ grants }) =>
      grants.some(
        ({ action, resource }) => action === 'sqs:SendMessage' && resource.includes('ImportsImportChunksQueue'),
      ),
    );
    expect(toChunks.map(({ name }) => name).sort()).toEqual([
      'SluiceService/Imports/ImportFiles/Worker',
      'SluiceService/Sweeper/Worker',
    ]);
  });
});
