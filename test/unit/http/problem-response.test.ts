import { describe, expect, it } from 'vitest';
import { BadRequest, isOurFault, problemResponse } from '../../../functions/http/problem-response.ts';
import { PROBLEM_TYPE, problem } from '../../../lib/contract/problem.ts';
import { conflict, type ErrorCategory, invalid, notFound, SluiceError, versionMismatch } from '../../../lib/errors.ts';
import { ConditionFailed, Contention } from '../../../lib/table/write-errors.ts';

const SECRET = 'mia@acme.example at arn:aws:dynamodb:eu-central-1:123456789012:table/x';

const answerTo = (error: unknown) => {
  const response = problemResponse(error);
  return { response, document: problem.parse(JSON.parse(response.body)) };
};

const named = (name: string, code?: string): Error => Object.assign(new Error(SECRET), { name, code });

describe('a problem document', () => {
  const statuses: Readonly<Record<ErrorCategory, number>> = {
    validation: 422,
    forbidden: 403,
    'not-found': 404,
    conflict: 409,
    'precondition-failed': 412,
    'precondition-required': 428,
    'limit-exceeded': 429,
    upstream: 503,
  };
  const categories: ErrorCategory[] = [
    'validation',
    'forbidden',
    'not-found',
    'conflict',
    'precondition-failed',
    'precondition-required',
    'limit-exceeded',
    'upstream',
  ];
  for (const category of categories) {
    it(`of the kind "${category}" has the status ${statuses[category]}, its code and its message`, () => {
      const { response, document } = answerTo(new SluiceError(category, 'some-code', 'What happened.'));
      expect(response.statusCode).toBe(statuses[category]);
      expect(response.headers).toMatchObject({
        'content-type': 'application/problem+json',
        'cache-control': 'no-store',
      });
      expect(document).toMatchObject({
        type: `${PROBLEM_TYPE}some-code`,
        status: statuses[category],
        detail: 'What happened.',
      });
      expect(document.title).not.toBe('Problem');
    });
  }

  it('names what is in the way', () => {
    const { document } = answerTo(conflict('lead-exists', 'There is one.', { leadId: 'lead-1' }));
    expect(document).toMatchObject({ type: `${PROBLEM_TYPE}lead-exists`, leadId: 'lead-1' });
  });

  it('names the fields at fault', () => {
    const errors = [{ path: 'email', message: 'is needed' }];
    expect(answerTo(invalid('invalid-request', 'No.', errors)).document.errors).toEqual(errors);
  });

  it('of a missing record and of an outdated edit has a code of its own', () => {
    expect(answerTo(notFound('lead')).document.type).toBe(`${PROBLEM_TYPE}lead-not-found`);
    expect(answerTo(versionMismatch()).document.type).toBe(`${PROBLEM_TYPE}version-mismatch`);
  });

  it('tells of a malformed request what is wrong with it', () => {
    const { response, document } = answerTo(new BadRequest(415, 'unsupported-media-type', 'Send JSON.'));
    expect([response.statusCode, document.detail]).toEqual([415, 'Send JSON.']);
  });

  it('asks to try again where others write at the same time', () => {
    for (const error of [new Contention(new Error(SECRET)), new ConditionFailed('lead', new Error(SECRET))]) {
      const { response, document } = answerTo(error);
      expect([response.statusCode, document.type]).toEqual([409, `${PROBLEM_TYPE}write-contended`]);
      expect(response.headers['retry-after']).toBe('1');
      expect(response.body).not.toContain(SECRET);
    }
  });

  it('asks to try again where the cloud is busy or out of reach', () => {
    const busy = [
      named('ThrottlingException'),
      named('ProvisionedThroughputExceededException'),
      named('RequestLimitExceeded'),
      named('InternalServerError'),
      named('TimeoutError'),
      named('Error', 'ECONNREFUSED'),
      named('Error', 'ECONNRESET'),
    ];
    for (const error of busy) {
      const { response } = answerTo(error);
      expect([response.statusCode, response.headers['retry-after']]).toEqual([503, '1']);
      expect(response.body).not.toContain(SECRET);
    }
  });

  it('says nothing of the inside when something unknown went wrong', () => {
    for (const error of [new Error(SECRET), new TypeError(SECRET), SECRET, { message: SECRET }, undefined, null]) {
      const { response, document } = answerTo(error);
      expect(response.statusCode).toBe(500);
      expect(document.type).toBe(`${PROBLEM_TYPE}internal-error`);
      expect(response.body).not.toContain('acme');
      expect(response.body).not.toContain('arn:');
    }
  });

  it('is our fault from 500 on', () => {
    expect(isOurFault(problemResponse(new Error(SECRET)))).toBe(true);
    expect(isOurFault(problemResponse(notFound('lead')))).toBe(false);
  });
});
