import { CfnOutput, CfnParameter, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type ApiModule, api } from '../../lib/contract/api.ts';
import type { RouteTable } from '../../lib/contract/route.ts';
import type { CrmTable } from '../data/crm-table.ts';
import type { ImportBucket } from '../data/import-bucket.ts';
import type { SignIn } from '../data/sign-in.ts';
import { AlarmDesk } from './alarm-desk.ts';
import { API_FUNCTIONS, type ApiFunctionNeeds } from './api-functions.ts';
import { ContractApi } from './contract-api.ts';
import { API_TIMEOUT, HouseFunction, WORKER_TIMEOUT } from './house-function.ts';
import { ImportWorkers } from './import-workers.ts';
import { Mail } from './mail.ts';
import { QueueWorker } from './queue-worker.ts';
import { ScheduledWorker } from './scheduled-worker.ts';
import { StreamWorker } from './stream-worker.ts';

export interface SluiceServiceProps extends StackProps {
  /** The folder that holds a folder a function, each with its bundle. */
  readonly bundles: string;
  readonly table: CrmTable;
  readonly signIn: SignIn;
  readonly importBucket: ImportBucket;
}

const modules: readonly [ApiModule, RouteTable, ApiFunctionNeeds][] = [
  ['capture', api.capture, API_FUNCTIONS.capture],
  ['submissions', api.submissions, API_FUNCTIONS.submissions],
  ['forms', api.forms, API_FUNCTIONS.forms],
  ['formPages', api.formPages, API_FUNCTIONS.formPages],
  ['leads', api.leads, API_FUNCTIONS.leads],
  ['accounts', api.accounts, API_FUNCTIONS.accounts],
  ['contacts', api.contacts, API_FUNCTIONS.contacts],
  ['consents', api.consents, API_FUNCTIONS.consents],
  ['opportunities', api.opportunities, API_FUNCTIONS.opportunities],
  ['imports', api.imports, API_FUNCTIONS.imports],
  ['users', api.users, API_FUNCTIONS.users],
  ['settings', api.settings, API_FUNCTIONS.settings],
  ['routing', api.routing, API_FUNCTIONS.routing],
  ['scoring', api.scoring, API_FUNCTIONS.scoring],
  ['platform', api.platform, API_FUNCTIONS.platform],
];

/** Batches of look-ups at a time, so that a wave of leads is no wave of requests at a provider. */
const LOOK_UPS_AT_A_TIME = 2;
/** A turn of a scoring job is 20 seconds, and a page of leads with throttled tries may follow it. */
const SCORING_TIMEOUT = Duration.minutes(1);

/** Lanes gone through at a time, so that a publication leaves most of what the table takes to the intake. */
const SCORING_LANES_AT_A_TIME = 4;

/** What works on the data and keeps none: the API with its functions, the queue workers and the schedules. */
export class SluiceService extends Stack {
  readonly #props: SluiceServiceProps;
  readonly #alarms: AlarmDesk;
  readonly #cdnSecret: CfnParameter;
  readonly #mail: Mail;
  readonly #leadEvents: QueueWorker;
  readonly #imports: ImportWorkers;
  readonly #enrichment: QueueWorker;
  readonly #scoringJobs: QueueWorker;

  constructor(scope: Construct, id: string, props: SluiceServiceProps) {
    super(scope, id, props);
    this.#props = props;
    this.#alarms = new AlarmDesk(this, 'Alarms');
    this.#cdnSecret = new CfnParameter(this, 'CdnSecret', {
      type: 'String',
      default: '',
      noEcho: true,
      description: 'What a CDN in front adds as x-origin-secret, so that its viewer address counts. Empty: none.',
    });
    // The name as people type it on the command line.
    this.#cdnSecret.overrideLogicalId('cdnSecret');
    this.#mail = new Mail(this, 'Mail');
    this.#leadEvents = this.#createLeadEvents();
    const { bundles, table, importBucket } = props;
    this.#imports = new ImportWorkers(this, 'Imports', { bundles, table, importBucket, alarms: this.#alarms });
    this.#enrichment = this.#createEnrichment();
    this.#scoringJobs = this.#createScoringJobs();
    this.#createSweeper();
    this.#createProjector();
    const timers = this.#createTimers();
    const contractApi = this.#createApi();
    this.#mail.grantSend(this.#leadEvents.function);
    this.#mail.grantSend(timers);
    for (const mailing of [this.#leadEvents.function, timers]) this.#mail.tellLinks(mailing, contractApi.url);
    new CfnOutput(this, 'ApiUrl', { value: contractApi.url });
  }

  #createLeadEvents(): QueueWorker {
    const worker = new QueueWorker(this, 'LeadEvents', {
      bundles: this.#props.bundles,
      bundle: 'intake',
      purpose: 'Turns submissions into leads: match, enrich, score, assign',
      queue: { queueName: 'lead-events', workerTimeout: WORKER_TIMEOUT, lettersAreLookedThrough: true },
      alarms: this.#alarms,
      deadLetterMeaning: 'A submission was acknowledged and could not be turned into a lead after five tries.',
      // Three visibility timeouts: two retries of one message are no emergency, a queue that stands still is.
      oldestMayWait: Duration.seconds(WORKER_TIMEOUT.toSeconds() * 6 * 3),
      batchSize: 10,
    });
    this.#props.table.grant(worker.function, {
      actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem'],
      // How many leads somebody has who takes only so many.
      indexes: ['byOwner'],
    });
    // A replay goes on by announcing its next step.
    worker.grantSend(worker.function);
    return worker;
  }

  #createEnrichment(): QueueWorker {
    const worker = new QueueWorker(this, 'Enrichment', {
      bundles: this.#props.bundles,
      bundle: 'enrichment',
      purpose: 'Looks up the companies of leads at providers, and fills what nobody said',
      queue: { queueName: 'enrichment', workerTimeout: WORKER_TIMEOUT },
      alarms: this.#alarms,
      deadLetterMeaning: 'The company of a lead could not be looked up after five tries; the lead itself is whole.',
      batchSize: 10,
      maximumConcurrency: LOOK_UPS_AT_A_TIME,
    });
    this.#props.table.grant(worker.function, {
      actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'],
    });
    // The intake and whoever enters a lead ask for its company.
    worker.grantSend(this.#leadEvents.function);
    return worker;
  }

  #createScoringJobs(): QueueWorker {
    const worker = new QueueWorker(this, 'ScoringJobs', {
      bundles: this.#props.bundles,
      bundle: 'scoring-jobs',
      purpose: 'Goes through all leads with scoring rules: to try them, or to score open leads again',
      memorySize: 1769,
      queue: { queueName: 'scoring-jobs', workerTimeout: SCORING_TIMEOUT },
      alarms: this.#alarms,
      deadLetterMeaning:
        'A sixteenth of the leads was given up after five tries: open leads may be scored by rules of the past.',
      batchSize: 1,
      maximumConcurrency: SCORING_LANES_AT_A_TIME,
    });
    this.#props.table.grant(worker.function, { actions: ['GetItem', 'Query', 'PutItem'], indexes: ['byList'] });
    worker.grantSend(worker.function);
    return worker;
  }

  #createSweeper(): void {
    const sweeper = new ScheduledWorker(this, 'Sweeper', {
      bundles: this.#props.bundles,
      bundle: 'sweeper',
      purpose:
        'Sends again what stayed behind: submissions, steps of imports, scoring jobs; marks failed submissions; learns from leads that ended',
      timeout: WORKER_TIMEOUT,
      name: 'sweeper',
      every: Duration.minutes(1),
      alarms: this.#alarms,
      failureMeaning:
        'What got lost on its way is not sent again: leads of submissions may be missing, and imports may stand still. Nothing is learned.',
    });
    this.#props.table.grant(sweeper.function, {
      actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem'],
      // What is under way in imports, by when it is due, and outcomes to learn from.
      indexes: ['byList'],
    });
    this.#leadEvents.grantSend(sweeper.function);
    this.#leadEvents.grantSettleDeadLetters(sweeper.function);
    this.#imports.grantSend(sweeper.function);
    this.#scoringJobs.grantSend(sweeper.function);
  }

  #createTimers(): HouseFunction {
    const timers = new ScheduledWorker(this, 'Timers', {
      bundles: this.#props.bundles,
      bundle: 'timers',
      purpose: 'Does what is due: promises to answer, notices by mail, scores that change with time',
      timeout: WORKER_TIMEOUT,
      name: 'timers',
      every: Duration.minutes(1),
      alarms: this.#alarms,
      failureMeaning:
        'What is due is late, or a timer failed ten times and was laid aside: leads may wait although an answer was promised.',
    });
    this.#props.table.grant(timers.function, {
      actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
      // How many leads somebody has who takes only so many, before they get one that was not answered.
      indexes: ['byOwner'],
    });
    return timers.function;
  }

  #createProjector(): void {
    const projector = new StreamWorker(this, 'Projector', {
      bundles: this.#props.bundles,
      bundle: 'projector',
      purpose: 'Follows what happens to leads: finds those that are likely the same person',
      timeout: WORKER_TIMEOUT,
      name: 'projector',
      table: this.#props.table,
      itemType: 'lead',
      alarms: this.#alarms,
      givenUpMeaning: 'Changes of leads could not be followed: likely duplicates among them are not found.',
    });
    this.#props.table.grant(projector.function, {
      actions: ['BatchGetItem', 'PutItem', 'DeleteItem'],
      // The leads of a phone number.
      indexes: ['byRelation'],
    });
  }

  #createApi(): ContractApi {
    const { signIn } = this.#props;
    const contractApi = new ContractApi(this, 'Http', {
      issuer: signIn.issuer,
      clientIds: [signIn.clientId],
      alarms: this.#alarms,
    });
    for (const [module, routes, needs] of modules) {
      contractApi.serve(module, routes, this.#createApiFunction(module, routes, needs));
    }
    return contractApi;
  }

  #createApiFunction(module: ApiModule, routes: RouteTable, needs: ApiFunctionNeeds): HouseFunction {
    const { bundles, table, signIn, importBucket } = this.#props;
    const apiFunction = new HouseFunction(this, `Api${module.charAt(0).toUpperCase()}${module.slice(1)}`, {
      bundles,
      bundle: `api-${module}`,
      purpose: needs.purpose,
      timeout: API_TIMEOUT,
      memorySize: needs.memorySize,
    });
    table.grant(apiFunction, needs.table);
    if (needs.sendsLeadEvents) this.#leadEvents.grantSend(apiFunction);
    if (needs.asksForLookUps) this.#enrichment.grantSend(apiFunction);
    if (needs.files) importBucket.grant(apiFunction, needs.files);
    if (needs.startsImportJobs) this.#imports.grantSendFileSteps(apiFunction);
    if (needs.startsScoringJobs) this.#scoringJobs.grantSend(apiFunction);
    if (needs.knowsSender) this.#mail.tellSender(apiFunction);
    if (needs.knowsCdn) apiFunction.tell('CDN_SECRET', this.#cdnSecret.valueAsString);
    if (needs.people) signIn.grant(apiFunction, needs.people);
    // Functions look at the token again, so that a wrong setting of the gateway alone opens nothing.
    if (Object.values(routes).some((route) => route.access !== 'public')) {
      apiFunction.tell('CLIENT_IDS', signIn.clientId);
    }
    if (needs.tellsSignIn) {
      apiFunction.tell('OIDC_ISSUER', signIn.issuer);
      apiFunction.tell('OIDC_CLIENT_ID', signIn.clientId);
      apiFunction.tell('SIGN_OUT_URL', signIn.signOutUrl);
    }
    return apiFunction;
  }
}
