import { api } from '../api/api.ts';
import { ApiProblem, messageOf } from '../api/problem.ts';
import { queryClient } from '../api/query-client.ts';
import { MOST_FILE_BYTES } from './hash-file.ts';
import { uploadMemory } from './kept-uploads.ts';
import { putPart } from './put-part.ts';
import { rateOf, type Sample, withSample } from './transfer-rate.ts';
import { type UploadProgress, uploadFile } from './upload-file.ts';

/** A file on its way. It stays on its way while its person looks at other pages. */
export interface Upload {
  readonly key: number;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly phase: UploadProgress['phase'] | 'queued' | 'done' | 'failed';
  readonly bytes: number;
  /** Bytes a second; undefined until there is enough to tell. */
  readonly rate: number | undefined;
  readonly importId: string | undefined;
  /** Why it failed. */
  readonly problem?: string;
  /** The earlier import of the same content, which stands in its way. */
  readonly repeats?: string;
}

let uploads: readonly Upload[] = [];
let nextKey = 1;
const files = new Map<number, File>();
const stops = new Map<number, AbortController>();
/** Uploads of content that was imported before, by their person's word. */
const again = new Set<number>();
const listeners = new Set<(uploads: readonly Upload[]) => void>();

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const settle = () => {
      clearTimeout(timer);
      removeEventListener('online', settle);
      signal.removeEventListener('abort', settle);
      if (signal.aborted) reject(signal.reason);
      else resolve();
    };
    const timer = setTimeout(settle, ms);
    addEventListener('online', settle);
    signal.addEventListener('abort', settle);
  });

const isMoving = ({ phase }: Upload): boolean => !['queued', 'done', 'failed'].includes(phase);

const askBeforeUnload = (event: BeforeUnloadEvent) => event.preventDefault();

const change = (next: readonly Upload[]) => {
  uploads = next;
  if (uploads.some((upload) => isMoving(upload) || upload.phase === 'queued')) {
    addEventListener('beforeunload', askBeforeUnload);
  } else {
    removeEventListener('beforeunload', askBeforeUnload);
  }
  for (const listener of listeners) listener(uploads);
};

const update = (key: number, changes: Partial<Upload>) =>
  change(uploads.map((upload) => (upload.key === key ? { ...upload, ...changes } : upload)));

const forget = (key: number) => {
  files.delete(key);
  stops.delete(key);
  change(uploads.filter((upload) => upload.key !== key));
};

const refreshImports = () => void queryClient.invalidateQueries({ queryKey: ['imports'] });

const run = async (key: number, file: File, repeat: boolean): Promise<void> => {
  const stop = new AbortController();
  stops.set(key, stop);
  let samples: readonly Sample[] = [];
  let known: string | undefined;
  try {
    const importId = await uploadFile(
      file,
      {
        again: repeat,
        signal: stop.signal,
        onProgress: ({ phase, bytes, importId: id }) => {
          samples = phase === 'sending' ? withSample(samples, { at: Date.now(), bytes }) : [];
          update(key, { phase, bytes, rate: rateOf(samples), importId: id });
          if (id !== known) refreshImports();
          known = id;
        },
      },
      { api, put: putPart, memory: uploadMemory(localStorage), pause },
    );
    update(key, { phase: 'done', importId, bytes: file.size });
    files.delete(key);
  } catch (error) {
    // Shown beside the file, where it can be tried again; the parts beside the one that failed stop as well.
    stop.abort();
    if (!uploads.some((upload) => upload.key === key)) return;
    const repeats =
      error instanceof ApiProblem && error.code === 'file-imported-before' ? error.extra('importId') : undefined;
    const problem =
      error instanceof DOMException ? 'The file can no longer be read. Choose it again.' : messageOf(error);
    update(key, { phase: 'failed', problem, ...(repeats !== undefined && { repeats }) });
  } finally {
    refreshImports();
    next();
  }
};

/** One file at a time, so that each has the whole line. */
const next = (): void => {
  if (uploads.some(isMoving)) return;
  const upload = uploads.find(({ phase }) => phase === 'queued');
  const file = upload && files.get(upload.key);
  if (!upload || !file) return;
  update(upload.key, { phase: 'checking' });
  void run(upload.key, file, again.delete(upload.key));
};

const refusalOf = ({ size }: File): string | undefined => {
  if (size === 0) return 'The file is empty.';
  if (size > MOST_FILE_BYTES) return 'The file is larger than 512 MB. Split it into several.';
  return undefined;
};

/** Puts a file in the row of those to be uploaded. */
export const startUpload = (file: File): void => {
  const key = nextKey++;
  files.set(key, file);
  const { name, size } = file;
  const problem = refusalOf(file);
  const begun = { key, name, size, bytes: 0, rate: undefined, importId: undefined };
  change([...uploads, problem ? { ...begun, phase: 'failed', problem } : { ...begun, phase: 'queued' }]);
  next();
};

/** Tries a failed upload again; with `repeat` also content that was imported before. */
export const retryUpload = (key: number, repeat = false): void => {
  if (repeat) again.add(key);
  change(
    uploads.map((upload) => {
      if (upload.key !== key) return upload;
      const { problem: _problem, repeats: _repeats, ...rest } = upload;
      return { ...rest, phase: 'queued', bytes: 0 };
    }),
  );
  next();
};

/** Takes a file off the page; one on its way is stopped, and its import discarded. */
export const dropUpload = async (key: number): Promise<void> => {
  const upload = uploads.find((one) => one.key === key);
  stops.get(key)?.abort();
  forget(key);
  if (!upload?.importId || upload.phase === 'done') return;
  await api('POST /v1/imports/{id}/cancel', { params: { id: upload.importId } }).finally(refreshImports);
};

/** Calls the listener at each change until the returned function is called. */
export const watchUploads = (listener: (uploads: readonly Upload[]) => void): (() => void) => {
  listeners.add(listener);
  listener(uploads);
  return () => {
    listeners.delete(listener);
  };
};
