import { ApiProblem } from '../api/problem.ts';
import { type FilePart, partsOf } from './hash-file.ts';
import type { PutPart } from './put-part.ts';

/** An upload under way: where each part goes, and the ETags of those that are there. Both are filled as it goes on. */
export interface OpenUpload {
  readonly importId: string;
  readonly urls: Map<number, string>;
  readonly etags: Map<number, string>;
}

export interface SendDependencies {
  readonly put: PutPart;
  /** Fresh addresses for parts. */
  readonly sign: (parts: number[]) => Promise<readonly (readonly [number, string])[]>;
  /** Waits before the next attempt, the longer the more failed; rejects when the signal aborts. */
  readonly pauseAfter: (failures: number) => Promise<void>;
  readonly signal: AbortSignal;
  readonly onProgress: (bytes: number, waiting: boolean) => void;
  /** A part is there. */
  readonly onPart: () => void;
}

/** Parts that are under way at once: enough to fill a line, few enough that each moves. */
const AT_ONCE = 3;
/** Fresh addresses that a refused part gets before the upload is given up. */
const MOST_REFUSALS = 3;

/** Whether a part that was refused so may be taken later: no answer, too many at once, or the store's own trouble. */
const isPassing = (status: number): boolean => status === 0 || status === 408 || status === 429 || status >= 500;

/** Sends the parts of a file that are not there yet. Rejects when the store refuses one for good, or the signal aborts. */
export const sendParts = async (file: Blob, upload: OpenUpload, deps: SendDependencies): Promise<void> => {
  const { urls, etags } = upload;
  const parts = partsOf(file.size);
  const missing = () => parts.filter(({ number }) => !etags.has(number));
  const sent = new Map(parts.flatMap(({ number, start, end }) => (etags.has(number) ? [[number, end - start]] : [])));
  const tell = (waiting: boolean) => {
    let bytes = 0;
    for (const part of sent.values()) bytes += part;
    deps.onProgress(bytes, waiting);
  };

  const sendPart = async ({ number, start, end }: FilePart): Promise<void> => {
    let failures = 0;
    for (let refusals = 0; ; ) {
      const url = urls.get(number);
      if (url === undefined) throw new Error(`part ${number} has no address`);
      const outcome = await deps.put(url, file.slice(start, end), deps.signal, (bytes) => {
        sent.set(number, bytes);
        tell(false);
      });
      if ('etag' in outcome) {
        etags.set(number, outcome.etag);
        sent.set(number, end - start);
        deps.onPart();
        tell(false);
        return;
      }
      sent.delete(number);
      if (isPassing(outcome.status)) {
        tell(true);
        failures += 1;
        await deps.pauseAfter(failures);
        continue;
      }
      refusals += 1;
      if (refusals > MOST_REFUSALS) {
        throw new ApiProblem(outcome.status, 'part-refused', 'The store refused a part of the file.', undefined);
      }
      // An address lives for minutes only, and a poor line outlives it.
      for (const [one, fresh] of await deps.sign(missing().map((part) => part.number))) urls.set(one, fresh);
    }
  };

  const left = missing().values();
  const work = async () => {
    for (const part of left) await sendPart(part);
  };
  tell(false);
  await Promise.all(Array.from({ length: AT_ONCE }, work));
};
