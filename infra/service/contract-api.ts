import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { API_SCOPE } from '../../lib/contract/api.ts';
import { type RouteTable, routeKey } from '../../lib/contract/route.ts';
import type { AlarmDesk } from './alarm-desk.ts';
import type { HouseFunction } from './house-function.ts';

export interface ContractApiProps {
  /** The `iss` that tokens must carry. */
  readonly issuer: string;
  /** The clients whose tokens are taken: API Gateway compares `client_id` when a token has no `aud`. */
  readonly clientIds: readonly string[];
  readonly alarms: AlarmDesk;
}

/**
 * Requests a second and in a burst on each route: far above a company's own traffic, and a lid on what a stranger
 * can spend on a public form. An account's own limit is 10,000 a second.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
 */
const THROTTLE = { rateLimit: 1000, burstLimit: 2000 };

/**
 * What the access log keeps. No address, no user agent, no caller's name and no query, since those are personal; and
 * the route in place of the path, since the path of a submission is the only key to it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
const ACCESS_LOG = {
  requestId: '$context.requestId',
  requestTime: '$context.requestTime',
  routeKey: '$context.routeKey',
  status: '$context.status',
  responseLength: '$context.responseLength',
  responseLatency: '$context.responseLatency',
  integrationStatus: '$context.integrationStatus',
  integrationLatency: '$context.integrationLatency',
  integrationError: '$context.integrationErrorMessage',
  authorizerError: '$context.authorizer.error',
  gatewayError: '$context.error.message',
};

const METHODS = {
  GET: HttpMethod.GET,
  POST: HttpMethod.POST,
  PUT: HttpMethod.PUT,
  PATCH: HttpMethod.PATCH,
  DELETE: HttpMethod.DELETE,
  OPTIONS: HttpMethod.OPTIONS,
} as const;

/**
 * The HTTP API, made from the contract: the declared routes and no other. A route that is not public wants an access
 * token. CORS is left to explicit OPTIONS routes: set for the whole API it would override what a form answers.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
export class ContractApi extends Construct {
  /** The address without a slash at the end. */
  readonly url: string;
  readonly #api: HttpApi;
  readonly #authorizer: HttpJwtAuthorizer;

  constructor(scope: Construct, id: string, { issuer, clientIds, alarms }: ContractApiProps) {
    super(scope, id);
    this.#api = new HttpApi(this, 'Api', { apiName: 'Sluice', createDefaultStage: false });
    this.#authorizer = new HttpJwtAuthorizer('AccessToken', issuer, { jwtAudience: [...clientIds] });
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.#api,
      stageName: '$default',
      autoDeploy: true,
      throttle: THROTTLE,
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
    });
    this.url = this.#api.apiEndpoint;
    alarms.watch({
      runbook: 'api-server-errors',
      meaning: 'The API answered five or more requests in five minutes with a server error.',
      metric: this.#api.metricServerError({ statistic: Stats.SUM, period: Duration.minutes(5) }),
      threshold: 5,
    });
  }

  /** Adds the routes of one module, all served by its function: one integration, one permission. */
  serve(module: string, routes: RouteTable, by: HouseFunction): void {
    const integration = new HttpLambdaIntegration(module, by.lambda, {
      // A permission a route would fill the function's policy, which holds 20 KB, after some forty routes.
      // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
      scopePermissionToRoute: false,
    });
    for (const declaration of Object.values(routes)) {
      const signedIn = declaration.access !== 'public';
      const route = new HttpRoute(this, routeKey(declaration).replaceAll('/', '_'), {
        httpApi: this.#api,
        routeKey: HttpRouteKey.with(declaration.path, METHODS[declaration.method]),
        integration,
        ...(signedIn ? { authorizer: this.#authorizer, authorizationScopes: [API_SCOPE] } : {}),
      });
      if (!signedIn) {
        Validations.of(route).acknowledge({
          id: 'AwsSolutions-APIG4',
          reason: `Declared public in the contract: ${declaration.summary}`,
        });
      }
    }
  }
}
