import { createHash } from 'node:crypto';
import { invalid, notFound, SluiceError } from '../errors.ts';
import { findForm } from '../forms/form.ts';
import { newId, timeOfId } from '../ids.ts';
import type { Table } from '../table/table.ts';
import { claimIdempotencyKey } from './idempotency-repository.ts';
import type { LeadEvents } from './lead-events.ts';
import { demoFields } from './submission-contract.ts';
import { storeSubmission } from './submission-repository.ts';
import { GRACE } from './sweep-submissions.ts';

export interface Capture {
  readonly table: Table;
  readonly events: LeadEvents;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Told when the event could not be sent; the sweeper will send it again. */
  readonly onUnsent: (submissionId: string, error: unknown) => void;
}

interface FormPost {
  readonly formId: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly idempotencyKey: string | undefined;
}

/** A day, in seconds: how long a key is remembered. */
const KEY_LIFETIME = 86_400;

const hash = (...parts: string[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('base64url');

const ordered = (fields: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * Whether the sweeper is sure to come by an id: its mark stays a grace behind, and half of that allows for clocks that differ. The id of
 * a request that failed long ago and is repeated now may lie behind the mark.
 */
const isSwept = (id: string, now: number): boolean => now - timeOfId(id) < GRACE / 2;

/** Checks the fields of a post against the form. Errors: `invalid-fields` with each field at fault. */
const checkFields = (fields: Readonly<Record<string, unknown>>): Record<string, string> => {
  const result = demoFields.safeParse(fields);
  if (!result.success) {
    const errors = result.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({ path: key, message: 'is not a field of this form' }))
        : [{ path: issue.path.join('.'), message: issue.message }],
    );
    throw invalid('invalid-fields', 'Some fields of the form cannot be taken.', errors);
  }
  return Object.fromEntries(Object.entries(result.data).filter(([, value]) => value !== undefined && value !== ''));
};

/**
 * Takes a form post: stored before it is acknowledged, then announced to the intake, which may fail. Gives the submission's
 * id; the same Idempotency-Key gives the same id. Errors: `form-not-found`, `invalid-fields`, `idempotency-key-reused`,
 * `temporarily-unavailable` when nobody would send the event later.
 */
export const captureSubmission = async (capture: Capture, post: FormPost): Promise<string> => {
  if (!findForm(post.formId)) throw notFound('form');
  const fields = checkFields(post.fields);
  const now = capture.now();
  const id = await submissionIdOf(capture, post, fields, now);
  await storeSubmission(capture.table, {
    id,
    formId: post.formId,
    state: 'received',
    receivedAt: new Date(now).toISOString(),
    fields,
  });
  try {
    await capture.events.send({ kind: 'submission-received', submissionId: id });
  } catch (cause) {
    if (!isSwept(id, capture.now())) {
      const message = 'The submission could not be passed on. Send the same request again in a moment.';
      throw new SluiceError('upstream', 'temporarily-unavailable', message, { retryable: true, cause });
    }
    capture.onUnsent(id, cause);
  }
  return id;
};

/**
 * A new random id, or the one under which the same key was used before. The key is claimed first and the submission stored after:
 * if a crash falls between, the repeated request stores it under the claimed id.
 */
const submissionIdOf = async (
  { table }: Capture,
  { formId, idempotencyKey }: FormPost,
  fields: Record<string, string>,
  now: number,
): Promise<string> => {
  const submissionId = newId(now);
  if (idempotencyKey === undefined) return submissionId;
  const nowSeconds = Math.floor(now / 1000);
  const requestHash = hash(ordered(fields));
  const record = await claimIdempotencyKey(
    table,
    {
      hash: hash('submission', formId, idempotencyKey),
      requestHash,
      submissionId,
      expiresAt: nowSeconds + KEY_LIFETIME,
    },
    nowSeconds,
  );
  if (record.requestHash !== requestHash) {
    throw invalid(
      'idempotency-key-reused',
      'This Idempotency-Key was used with other fields. Use a new key for a new submission.',
    );
  }
  return record.submissionId;
};
