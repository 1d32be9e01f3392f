import { createHash } from 'node:crypto';
import { invalid, SluiceError } from '../errors.ts';
import { type CheckedPost, checkFormPost, type GivenConsent } from '../forms/check-form-post.ts';
import type { Form } from '../forms/form.ts';
import { newId, timeOfId } from '../ids.ts';
import { type Judge, judgePost } from '../spam/judge-post.ts';
import { claimIdempotencyKey } from './idempotency-repository.ts';
import type { LeadEvents } from './lead-events.ts';
import { storeSubmission } from './submission-repository.ts';
import { GRACE } from './sweep-submissions.ts';

export interface Capture extends Judge {
  readonly events: LeadEvents;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Told when the event could not be sent; the sweeper will send it again. */
  readonly onUnsent: (submissionId: string, error: unknown) => void;
}

export interface FormPost {
  readonly form: Form;
  readonly posted: Readonly<Record<string, unknown>>;
  readonly idempotencyKey: string | undefined;
  /** The viewer's address. */
  readonly address: string;
  /** Consents that came in another shape than the form's own fields. */
  readonly consents?: readonly GivenConsent[];
}

/** A day, in seconds: how long a key is remembered. */
const KEY_LIFETIME = 86_400;
/** Ten minutes, in seconds: how long the same fields are the same submission. */
const CONTENT_LIFETIME = 600;

const hash = (...parts: string[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('base64url');

const ordered = (fields: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)));

/** What makes two posts the same: the fields as they are kept, whatever their order, and what was consented to. */
const contentOf = ({ fields, extra, consents }: CheckedPost): string =>
  hash(ordered(fields), ordered(extra), consents.map(({ purpose }) => purpose).join(' '));

/**
 * Whether the sweeper is sure to come by an id: its mark stays a grace behind, and half of that allows for clocks that differ. The id of
 * a request that failed long ago and is repeated now may lie behind the mark.
 */
const isSwept = (id: string, now: number): boolean => now - timeOfId(id) < GRACE / 2;

/**
 * Takes a form post: stored before it is acknowledged, then announced to the intake, which may fail. Gives the submission's
 * id; the same Idempotency-Key, or without one the same fields within ten minutes, give the same id. A suspect is stored for review and looks like any other from
 * outside. Errors: `invalid-fields`, `idempotency-key-reused`, `temporarily-unavailable` when nobody would send the event later.
 */
export const captureSubmission = async (capture: Capture, post: FormPost): Promise<string> => {
  const now = capture.now();
  const receivedAt = new Date(now).toISOString();
  const own = checkFormPost(post.form, post.posted, receivedAt);
  const checked = { ...own, consents: [...own.consents, ...(post.consents ?? [])] };
  const id = await submissionIdOf(capture, post, checked, now);
  const suspicions = await judgePost(capture, { ...post, submissionId: id }, now);
  const { fields, extra, consents, attribution } = checked;
  const isSuspect = suspicions.length > 0;
  await storeSubmission(capture.table, {
    id,
    formId: post.form.id,
    formVersion: post.form.version,
    state: isSuspect ? 'quarantined' : 'received',
    receivedAt,
    fields,
    extra: Object.keys(extra).length > 0 ? extra : undefined,
    attribution,
    consents:
      consents.length > 0
        ? Object.fromEntries(consents.map(({ purpose, wordingHash }) => [purpose, wordingHash]))
        : undefined,
    suspicions: isSuspect ? suspicions : undefined,
  });
  // A repeated post announces it again: its first request may have died before it could, and the same event twice has the effect of once.
  if (isSuspect) return id;
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
 * A new random id, or the one under which the same key or the same fields came before. The claim is made first and the submission stored after:
 * if a crash falls between, the repeated request stores it under the claimed id.
 */
const submissionIdOf = async (
  { table }: Capture,
  { form, idempotencyKey }: FormPost,
  checked: CheckedPost,
  now: number,
): Promise<string> => {
  const submissionId = newId(now);
  const nowSeconds = Math.floor(now / 1000);
  const requestHash = contentOf(checked);
  const [scope, lifetime] =
    idempotencyKey === undefined
      ? [hash('content', form.id, requestHash), CONTENT_LIFETIME]
      : [hash('submission', form.id, idempotencyKey), KEY_LIFETIME];
  const record = await claimIdempotencyKey(
    table,
    { hash: scope, requestHash, submissionId, expiresAt: nowSeconds + lifetime },
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
