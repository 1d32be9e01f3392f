/** Bytes of one part of an upload, and of a file at most, as the contract has them; a test holds them together. */
export const PART_SIZE = 8 * 1024 * 1024;
export const MOST_FILE_BYTES = 512 * 1024 * 1024;

/** A piece of a file: parts are counted from 1, as S3 counts them. */
export interface FilePart {
  readonly number: number;
  readonly start: number;
  /** The first byte behind it. */
  readonly end: number;
}

/** The parts that a file of a size goes in; only the last one may be smaller. */
export const partsOf = (size: number): readonly FilePart[] =>
  Array.from({ length: Math.ceil(size / PART_SIZE) }, (_, index) => ({
    number: index + 1,
    start: index * PART_SIZE,
    end: Math.min((index + 1) * PART_SIZE, size),
  }));

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

const DIGEST_BYTES = 32;

/**
 * The content hash of a file: SHA-256 over the SHA-256 of each part, one after the other, in lower-case hexadecimal digits. One part is in memory at a
 * time; `onRead` hears how many bytes are done. Rejects when the signal aborts or the file cannot be read.
 */
export const hashFile = async (file: Blob, signal: AbortSignal, onRead: (bytes: number) => void): Promise<string> => {
  const parts = partsOf(file.size);
  const digests = new Uint8Array(parts.length * DIGEST_BYTES);
  for (const { number, start, end } of parts) {
    signal.throwIfAborted();
    const digest = await crypto.subtle.digest('SHA-256', await file.slice(start, end).arrayBuffer());
    digests.set(new Uint8Array(digest), (number - 1) * DIGEST_BYTES);
    onRead(end);
  }
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', digests)));
};
