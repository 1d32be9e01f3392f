import type { CallApi } from '../api/client.ts';
import { ApiProblem } from '../api/problem.ts';
import { hashFile, partsOf } from './hash-file.ts';
import type { UploadMemory } from './kept-uploads.ts';
import type { PutPart } from './put-part.ts';
import { type OpenUpload, sendParts } from './send-parts.ts';

/** How far an upload is: `checking` reads the file for its hash, `waiting` is for the line to come back. */
export interface UploadProgress {
  readonly phase: 'checking' | 'sending' | 'waiting' | 'finishing';
  /** Bytes that are checked or there. */
  readonly bytes: number;
  readonly importId?: string;
}

export interface UploadDependencies {
  readonly api: CallApi;
  readonly put: PutPart;
  readonly memory: UploadMemory;
  /** Resolves after some milliseconds, or as soon as the line is back; rejects when the signal aborts. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
}

export interface UploadOptions {
  /** Whether to go on although the same content was imported before. */
  readonly again: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: UploadProgress) => void;
}

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 20_000;

/** Milliseconds before an attempt is repeated: 1 s, then twice as long each time, up to 20 s. */
export const pauseAfter = (failures: number): number =>
  Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS);

const hasCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof ApiProblem && codes.includes(error.code);

/**
 * Uploads a file part by part and gives the id of its import. What a line loses is sent again until the signal aborts; the same file goes on where an earlier
 * upload stopped. Rejects with an `ApiProblem`, `file-imported-before` among them.
 */
export const uploadFile = async (
  file: File,
  { again, signal, onProgress }: UploadOptions,
  { api, put, memory, pause }: UploadDependencies,
): Promise<string> => {
  const contentHash = await hashFile(file, signal, (bytes) => onProgress({ phase: 'checking', bytes }));
  const wait = (failures: number) => pause(pauseAfter(failures), signal);

  const sign = async (importId: string, parts: number[]) => {
    const answer = await api('POST /v1/imports/{id}/parts', { params: { id: importId }, body: { parts }, signal });
    return answer.parts.map(({ number, url }) => [number, url] as const);
  };

  const resume = async (): Promise<OpenUpload | undefined> => {
    const kept = memory.recall(contentHash);
    if (!kept) return undefined;
    const missing = partsOf(file.size).flatMap(({ number }) => (kept.etags.has(number) ? [] : [number]));
    try {
      const urls = missing.length > 0 ? await sign(kept.importId, missing) : [];
      return { importId: kept.importId, urls: new Map(urls), etags: new Map(kept.etags) };
    } catch (error) {
      // It was finished, discarded or swept away meanwhile: this is a new upload.
      if (!hasCode(error, 'import-not-found', 'import-state')) throw error;
      memory.forget(contentHash);
      return undefined;
    }
  };

  const register = async (): Promise<OpenUpload> => {
    const body = { name: file.name, size: file.size, contentHash, again };
    const { import: made, upload } = await api('POST /v1/imports', { body, signal });
    memory.keep(contentHash, { importId: made.id, etags: new Map() });
    return { importId: made.id, urls: new Map(upload.parts.map(({ number, url }) => [number, url])), etags: new Map() };
  };

  const upload = (await resume()) ?? (await register());
  const { importId, etags } = upload;

  /** Repeats a call while only the line or the server's load is in the way. */
  const persist = async <T>(call: () => Promise<T>, bytes: number): Promise<T> => {
    for (let failures = 1; ; failures += 1) {
      try {
        return await call();
      } catch (error) {
        if (!(error instanceof ApiProblem && error.passing)) throw error;
        onProgress({ phase: 'waiting', importId, bytes });
        await wait(failures);
      }
    }
  };

  let there = 0;
  await sendParts(file, upload, {
    put,
    sign: (parts) => persist(() => sign(importId, parts), there),
    pauseAfter: wait,
    signal,
    onProgress: (bytes, waiting) => {
      there = bytes;
      onProgress({ phase: waiting ? 'waiting' : 'sending', importId, bytes });
    },
    onPart: () => memory.keep(contentHash, { importId, etags }),
  });

  onProgress({ phase: 'finishing', importId, bytes: file.size });
  const parts = [...etags].toSorted(([one], [other]) => one - other).map(([number, etag]) => ({ number, etag }));
  try {
    const call = () => api('POST /v1/imports/{id}/complete', { params: { id: importId }, body: { parts }, signal });
    await persist(call, file.size);
  } catch (error) {
    // What is remembered of the parts does not hold; chosen again, all are sent anew.
    if (hasCode(error, 'parts-missing')) memory.keep(contentHash, { importId, etags: new Map() });
    // An answer that got lost on the way: it was put together already, and its import has begun.
    if (!hasCode(error, 'import-state')) throw error;
  }
  memory.forget(contentHash);
  return importId;
};
