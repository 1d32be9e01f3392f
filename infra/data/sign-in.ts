import { Aws, Duration, Fn, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnUserPoolGroup,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  UserPool,
  type UserPoolClient,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { API_SCOPE } from '../../lib/contract/api.ts';
import { ROLES } from '../../lib/users/role.ts';
import type { HouseFunction } from '../service/house-function.ts';
import { FirstAdmin } from './first-admin.ts';
import type { WebOrigin } from './web-origin.ts';

/** The administrative calls that a function may make on the pool. */
export type PeopleAction = 'AdminGetUser' | 'AdminCreateUser' | 'AdminAddUserToGroup';

/** The user pool: who may sign in, in which role, and through which client. */
export class SignIn extends Construct {
  readonly clientId: string;
  /** The `iss` of the tokens, an https address. */
  readonly issuer: string;
  /** Where a browser goes to end the hosted session. */
  readonly signOutUrl: string;
  readonly #pool: UserPool;

  constructor(scope: Construct, id: string, webOrigin: WebOrigin) {
    super(scope, id);
    this.#pool = this.#createPool();
    const groups = ROLES.map(
      (role, precedence) =>
        new CfnUserPoolGroup(this, `Group-${role}`, {
          userPoolId: this.#pool.userPoolId,
          groupName: role,
          precedence,
        }),
    );
    const client = this.#createClient(webOrigin);
    const domain = this.#pool.addDomain('Domain', {
      // Unique in the world, and the same for as long as the stack lives: the id at the end of the stack's ARN.
      cognitoDomain: { domainPrefix: `sluice-${Fn.select(2, Fn.split('/', Aws.STACK_ID))}` },
      managedLoginVersion: ManagedLoginVersion.CLASSIC_HOSTED_UI,
    });
    new FirstAdmin(this, 'FirstAdmin', { userPoolId: this.#pool.userPoolId, groups });
    this.clientId = client.userPoolClientId;
    this.issuer = this.#pool.userPoolProviderUrl;
    this.signOutUrl = `${domain.baseUrl()}/logout`;
  }

  get userPoolId(): string {
    return this.#pool.userPoolId;
  }

  /** Lets a function do exactly the given calls on the pool, and tells it the pool's id in USER_POOL_ID. */
  grant(to: HouseFunction, actions: readonly PeopleAction[]): void {
    to.tell('USER_POOL_ID', this.#pool.userPoolId);
    to.allow({ service: 'cognito-idp', actions, resources: [this.#pool.userPoolArn] });
  }

  #createPool(): UserPool {
    const pool = new UserPool(this, 'Pool', {
      signInAliases: { email: true },
      signInCaseSensitive: false,
      selfSignUpEnabled: false,
      autoVerify: { email: true },
      standardAttributes: { email: { required: true, mutable: true }, fullname: { required: false, mutable: true } },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { sms: false, otp: true },
      passwordPolicy: {
        minLength: 12,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(7),
      },
      featurePlan: FeaturePlan.ESSENTIALS,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(pool).acknowledge(
      {
        id: 'AwsSolutions-COG2',
        reason:
          'A second factor (an authenticator app) is offered to everybody and forced on nobody, because an owner of a ' +
          'small company must be able to sign in with what they have. Whoever wants it forced sets Mfa.REQUIRED here.',
      },
      {
        id: 'AwsSolutions-COG8',
        reason:
          'The plus tier costs 0.02 USD for each active user a month, with no free users, for leaked-password and ' +
          'risk checks. Nobody can sign themselves up here and passwords are long, so the essentials tier is enough.',
      },
    );
    return pool;
  }

  #createClient(webOrigin: WebOrigin): UserPoolClient {
    const [identifier = '', scopeName = ''] = API_SCOPE.split('/');
    const scope = new ResourceServerScope({ scopeName, scopeDescription: 'Use the Sluice API' });
    const server = this.#pool.addResourceServer('Api', { identifier, scopes: [scope] });
    return this.#pool.addClient('Web', {
      // A browser keeps no secret: the code flow with PKCE stands in for it.
      generateSecret: false,
      // Passwords go to the hosted page only, so that no client ever sees one.
      authFlows: { userSrp: false },
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE, OAuthScope.resourceServer(server, scope)],
        callbackUrls: [`${webOrigin.value}/signed-in`],
        logoutUrls: [`${webOrigin.value}/`],
      },
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      // One working day: sign in each morning.
      refreshTokenValidity: Duration.hours(12),
    });
  }
}
