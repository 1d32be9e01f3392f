import { PROBLEM_TYPE, type Problem } from '../../lib/contract/problem.ts';
import { type ErrorCategory, SluiceError } from '../../lib/errors.ts';
import { ConditionFailed, Contention } from '../../lib/table/write-errors.ts';

/** The one place where what went wrong becomes an HTTP status. */
const STATUS: Readonly<Record<ErrorCategory, number>> = {
  validation: 422,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'precondition-failed': 412,
  'precondition-required': 428,
  'limit-exceeded': 429,
  upstream: 503,
};

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  412: 'Changed meanwhile',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Cannot be taken',
  428: 'If-Match needed',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Not available',
};

export interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** A request that is not even well-formed HTTP for this API: it never reaches a use case. */
export class BadRequest extends Error {
  readonly status: 400 | 413 | 415;
  readonly code: string;
  constructor(status: 400 | 413 | 415, code: string, message: string) {
    super(message);
    this.name = 'BadRequest';
    this.status = status;
    this.code = code;
  }
}

const respond = (
  status: number,
  code: string,
  detail: string,
  extra: Readonly<Record<string, unknown>> = {},
): HttpResponse => {
  const problem: Problem = {
    type: `${PROBLEM_TYPE}${code}`,
    title: TITLES[status] ?? 'Problem',
    status,
    detail,
    ...extra,
  };
  const retry: Record<string, string> = status === 503 || code === 'write-contended' ? { 'retry-after': '1' } : {};
  return {
    statusCode: status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...retry },
    body: JSON.stringify(problem),
  };
};

/** The SDK's names for a service that is busy or out of reach, as against a bug of ours. */
const isUnavailable = (error: unknown): boolean =>
  error instanceof Error &&
  /Throttl|TooManyRequests|ProvisionedThroughput|RequestLimitExceeded|ServiceUnavailable|TransactionInProgress|InternalServerError|TimeoutError|ECONNRE|EPIPE/.test(
    `${error.name} ${'code' in error ? String(error.code) : ''}`,
  );

/** The problem document of an error; an unknown one becomes a 500 that says nothing of the inside. */
export const problemResponse = (error: unknown): HttpResponse => {
  if (error instanceof SluiceError) return respond(STATUS[error.category], error.code, error.message, error.details);
  if (error instanceof BadRequest) return respond(error.status, error.code, error.message);
  if (error instanceof Contention || error instanceof ConditionFailed) {
    return respond(409, 'write-contended', 'Others are changing the same record right now. Try again in a moment.');
  }
  if (isUnavailable(error))
    return respond(503, 'temporarily-unavailable', 'The service is busy. Try again in a moment.');
  return respond(500, 'internal-error', 'Something went wrong here. The error was logged; try again later.');
};

/** Whether an error is ours to look into, rather than the caller's. */
export const isOurFault = (response: HttpResponse): boolean => response.statusCode >= 500;
