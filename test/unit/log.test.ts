import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { logError, logInfo } from '../../functions/log.ts';
import { notFound } from '../../lib/errors.ts';

const written: string[] = [];

beforeEach(() => {
  written.length = 0;
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    written.push(String(chunk));
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** A word that stands nowhere in the code, so that finding it in a log line means that the message was logged. */
const SECRET = 'q7zx-mia-at-acme';

describe('a log line', () => {
  it('is one line of JSON with what was given', () => {
    logInfo('swept submissions', { failed: 1, sent: 2 });
    expect(written).toHaveLength(1);
    expect(written[0]?.endsWith('\n')).toBe(true);
    expect(JSON.parse(written[0] ?? '')).toMatchObject({
      level: 'INFO',
      message: 'swept submissions',
      failed: 1,
      sent: 2,
    });
  });

  it('names an error, its code, its cause and where it was thrown', () => {
    const error = Object.assign(new Error(SECRET, { cause: new RangeError(SECRET) }), { code: 'ECONNRESET' });
    logError('request failed', error, { requestId: 'r-1' });
    const line = JSON.parse(written[0] ?? '');
    expect(line).toMatchObject({
      level: 'ERROR',
      error: 'Error',
      code: 'ECONNRESET',
      cause: 'RangeError',
      requestId: 'r-1',
    });
    expect(line.stack).toContain('log.test.ts');
  });

  it('names our own errors by their code', () => {
    logError('request failed', notFound('lead'));
    expect(JSON.parse(written[0] ?? '')).toMatchObject({ error: 'SluiceError', code: 'lead-not-found' });
  });

  it('never has the message of an error, even one that looks like a place in the code', () => {
    const shape = fc.constantFrom(
      SECRET,
      `first line\n    at ${SECRET}`,
      `first line\n    at ${SECRET} (${SECRET}.ts:1:2)`,
      `\n at ${SECRET}:1:2\n`,
      `${SECRET}\n${SECRET}`,
    );
    fc.assert(
      fc.property(shape, fc.string(), (secret, noise) => {
        written.length = 0;
        logError('request failed', new TypeError(`${noise}${secret}${noise}`, { cause: new Error(secret) }));
        expect(written.join('')).not.toContain(SECRET);
      }),
    );
  });

  it('never has what was thrown when it is no error, or what a schema found wrong', () => {
    const found = z.object({ email: z.email(SECRET) }).safeParse({ email: SECRET }).error;
    for (const thrown of [SECRET, { message: SECRET }, [SECRET], found]) logError('request failed', thrown);
    expect(written).toHaveLength(4);
    expect(written.join('')).not.toContain(SECRET);
  });
});
