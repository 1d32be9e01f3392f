/** What went wrong, in the few kinds that a caller can act on; `functions/http` turns them into HTTP. */
export type ErrorCategory =
  | 'not-found'
  | 'conflict'
  | 'validation'
  | 'forbidden'
  | 'precondition-required'
  | 'precondition-failed'
  | 'limit-exceeded'
  | 'upstream';

export interface FieldError {
  /** Path of the field, for example `email` or `opportunity.amount`. */
  readonly path: string;
  readonly message: string;
}

/** An error with a stable code; the message and the details never hold personal data. */
export class SluiceError extends Error {
  readonly category: ErrorCategory;
  readonly code: string;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
  /** Members that the problem document carries beside the standard ones. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    category: ErrorCategory,
    code: string,
    message: string,
    {
      details = {},
      retryable = false,
      cause,
    }: { details?: Record<string, unknown>; retryable?: boolean; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.name = 'SluiceError';
    this.category = category;
    this.code = code;
    this.retryable = retryable;
    this.details = details;
  }
}

/** A record that is not there: `notFound('lead')` has the code `lead-not-found`. */
export const notFound = (what: string): SluiceError =>
  new SluiceError('not-found', `${what}-not-found`, `There is no such ${what}.`);

/** A request that the state of the records does not allow. */
export const conflict = (code: string, message: string, details: Record<string, unknown> = {}): SluiceError =>
  new SluiceError('conflict', code, message, { details });

/** Input that cannot be taken, with the fields at fault. */
export const invalid = (code: string, message: string, errors: readonly FieldError[] = []): SluiceError =>
  new SluiceError('validation', code, message, { details: { errors } });

/** An edit based on a version that is no longer the newest. */
export const versionMismatch = (): SluiceError =>
  new SluiceError(
    'precondition-failed',
    'version-mismatch',
    'Somebody else changed this record since you read it. Read it again, and repeat the change if it still fits.',
  );

const isFieldError = (value: unknown): value is FieldError =>
  typeof value === 'object' && value !== null && 'path' in value && 'message' in value;

/** The fields at fault that an error names; none when it names none. */
export const fieldErrorsOf = ({ details }: SluiceError): FieldError[] => {
  const { errors } = details;
  return Array.isArray(errors) ? errors.filter(isFieldError) : [];
};
