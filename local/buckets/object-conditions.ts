import type { StoredObject } from './object-index.ts';
import { S3Error } from './s3-error.ts';
import type { Call } from './store.ts';

const failed = () =>
  new S3Error(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');

const names = (header: string, { etag }: StoredObject): boolean =>
  header === '*' || header.split(',').some((one) => one.trim().replaceAll('"', '') === etag);

/** Throws when a write asks for a state that the key is not in: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
export function checkWrite({ headers }: Call, present: StoredObject | undefined): void {
  const { 'if-match': match, 'if-none-match': noneMatch } = headers;
  if (noneMatch !== undefined && present !== undefined && names(noneMatch, present)) throw failed();
  if (match === undefined) return;
  if (present === undefined) throw new S3Error(404, 'NoSuchKey', 'The specified key does not exist.');
  if (!names(match, present)) throw failed();
}

/** Whether a read has nothing new to give; throws when the object is another than asked for. */
export function isUnchanged({ headers }: Call, object: StoredObject): boolean {
  const match = headers['if-match'];
  if (match !== undefined && !names(match, object)) throw failed();
  const noneMatch = headers['if-none-match'];
  return noneMatch !== undefined && names(noneMatch, object);
}

/**
 * Gives the first byte and the one after the last that a Range header asks for; undefined when it asks for nothing that can be read, which means
 * everything. A range that begins behind the end is an error. https://www.rfc-editor.org/rfc/rfc9110#section-14.2
 */
export function rangeOf(header: string | undefined, size: number): { start: number; end: number } | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  const start = first === '' ? Math.max(size - Number(last), 0) : Number(first);
  const end = first === '' || last === '' ? size : Math.min(Number(last) + 1, size);
  if (start >= end) throw new S3Error(416, 'InvalidRange', 'The requested range is not satisfiable');
  return { start, end };
}
