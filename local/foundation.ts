import type { Stack } from './assembly/assembly.ts';
import { readBuckets } from './assembly/declared-buckets.ts';
import { type DeclaredQueue, readQueues } from './assembly/declared-queues.ts';
import { readSignIn } from './assembly/declared-sign-in.ts';
import { readTables } from './assembly/declared-tables.ts';
import { createResourceView, type ResourceView } from './assembly/resources.ts';
import { type BucketApi, startBucketApi } from './buckets/bucket-api.ts';
import { type DynamoDbEngine, startDynamoDb } from './engines/dynamodb.ts';
import { type SqsEngine, startSqs } from './engines/sqs.ts';
import { type EngineCallListener, startTap } from './engines/tap.ts';
import { type DeclaredMapping, readMappings } from './events/declared-mappings.ts';
import { type Gateway, listenGateway } from './gateway/server.ts';
import type { ServiceEndpoints } from './lambda/functions.ts';
import { startEmailApi } from './mail/email-api.ts';
import { type Mailbox, openMailbox } from './mail/mailbox.ts';
import type { Person } from './sign-in/person.ts';

/** What functions and routes stand on: engines with the template's tables, queues and buckets in them, sign-in, open ports. */
export interface Foundation {
  dynamodb: DynamoDbEngine;
  sqs: SqsEngine;
  s3: BucketApi;
  /** OIDC issuer; empty without a user pool. */
  issuer: string;
  clientId: string;
  /** The resources as they are at the engines' own addresses. */
  view: ResourceView;
  /** The resources as functions see them: through the tap when there is one. */
  functionView: ResourceView;
  functionEndpoints: ServiceEndpoints;
  /** What functions sent. */
  mailbox: Mailbox;
  queues: readonly DeclaredQueue[];
  mappings: readonly DeclaredMapping[];
  /** By API id; the first one has the wanted port. */
  gateways: ReadonlyMap<string, Gateway>;
}

export interface FoundationOptions {
  stacks: readonly Stack[];
  parameters: Readonly<Record<string, string>>;
  /** The gateway of the first API, which listens already. */
  main: Gateway;
  dataDir: string;
  people: Person[];
  listener: EngineCallListener | undefined;
  log(line: string): void;
  /** Takes what has to be called at the end, in reverse order. */
  onClose(close: () => Promise<void>): void;
}

/** Starts everything that functions and routes need before they can run. */
export async function layFoundation(options: FoundationOptions): Promise<Foundation> {
  const { stacks, parameters, main, dataDir, listener, log, onClose } = options;
  log('Starting the engines');
  const dynamodb = await startDynamoDb({ dataDir, log });
  onClose(dynamodb.stop);
  const sqs = await startSqs();
  onClose(sqs.stop);
  const s3 = await startBucketApi({ dataDir, send: sqs.send, log });
  onClose(s3.stop);
  const mailbox = openMailbox(dataDir);
  const email = await startEmailApi(mailbox);
  onClose(email.stop);

  let signIn: { issuer: string; domain: string; cognitoEndpoint: string } | undefined;
  const gateways = new Map<string, Gateway>();
  const addresses = {
    sqs: () => sqs.endpoint,
    issuer: () => signIn?.issuer ?? '',
    signInDomain: () => signIn?.domain ?? '',
    api: (apiId: string) => gateways.get(apiId)?.url ?? main.url,
  };
  const view = createResourceView(stacks, parameters, addresses);
  for (const api of view.ofType('AWS::ApiGatewayV2::Api')) {
    const gateway = gateways.size === 0 ? main : await listenGateway(0, log);
    gateways.set(api.ref, gateway);
    onClose(gateway.stop);
  }

  const declaredSignIn = readSignIn(view);
  if (declaredSignIn !== undefined) {
    // Loaded only where there is a user pool: its provider is the largest part of the runtime.
    const { startSignIn } = await import('./sign-in/sign-in.ts');
    const started = await startSignIn({ ...declaredSignIn, people: options.people, dataDir });
    onClose(started.stop);
    signIn = started;
  }

  log('Making tables, queues and buckets');
  const queues = readQueues(view);
  for (const queue of queues) await sqs.ensureQueue(queue.definition);
  for (const bucket of readBuckets(view, queues)) await s3.ensureBucket(bucket);
  const mappings = readMappings(view, queues);
  for (const table of readTables(view)) {
    const isRead = mappings.some((mapping) => mapping.kind === 'stream' && mapping.definition.tableName === table.name);
    await dynamodb.ensureTable(table);
    // Asked for before anything else happens: the engine clears a stream that nobody reads.
    if (isRead) await dynamodb.readStream(table.name, undefined, 1);
  }

  const targets = {
    dynamodb: dynamodb.endpoint,
    sqs: sqs.endpoint,
    s3: s3.endpoint,
    email: email.endpoint,
    ...(signIn !== undefined && { 'cognito-idp': signIn.cognitoEndpoint }),
  };
  const tap = listener === undefined ? undefined : await startTap({ targets, listener });
  if (tap !== undefined) onClose(tap.stop);
  const engines = { ...targets, ...tap?.endpoints };
  return {
    dynamodb,
    sqs,
    s3,
    issuer: signIn?.issuer ?? '',
    clientId: declaredSignIn?.clients[0]?.id ?? '',
    view,
    // Queue URLs in a function's environment carry the address that the function shall go to.
    functionView: createResourceView(stacks, parameters, { ...addresses, sqs: () => engines.sqs }),
    functionEndpoints: {
      DYNAMODB: engines.dynamodb,
      SQS: engines.sqs,
      S3: engines.s3,
      SESV2: engines.email,
      ...(engines['cognito-idp'] !== undefined && { COGNITO_IDENTITY_PROVIDER: engines['cognito-idp'] }),
    },
    mailbox,
    queues,
    mappings,
    gateways,
  };
}
