/** How far an upload has come: the import that it belongs to, and the ETag of each part that is there. */
export interface KeptUpload {
  readonly importId: string;
  readonly etags: ReadonlyMap<number, string>;
}

/** Where unfinished uploads are remembered by their content. */
export interface UploadMemory {
  readonly recall: (contentHash: string) => KeptUpload | undefined;
  readonly keep: (contentHash: string, upload: KeptUpload) => void;
  readonly forget: (contentHash: string) => void;
}

const PREFIX = 'sluice.upload.';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What was written, or `undefined` for anything else. */
export const readKeptUpload = (text: string): KeptUpload | undefined => {
  let written: unknown;
  try {
    written = JSON.parse(text);
  } catch {
    // Not ours, or cut off: the upload begins anew.
    return undefined;
  }
  if (!isObject(written) || typeof written['importId'] !== 'string' || !isObject(written['etags'])) return undefined;
  const etags = Object.entries(written['etags']).flatMap(([number, etag]) =>
    typeof etag === 'string' && Number.isInteger(Number(number)) ? [[Number(number), etag] as const] : [],
  );
  return { importId: written['importId'], etags: new Map(etags) };
};

/** Remembers uploads in this browser, so that the same file chosen again after a closed tab goes on where it stopped. */
export const uploadMemory = (storage: Storage): UploadMemory => ({
  recall: (contentHash) => readKeptUpload(storage.getItem(PREFIX + contentHash) ?? ''),
  keep: (contentHash, { importId, etags }) => {
    try {
      storage.setItem(PREFIX + contentHash, JSON.stringify({ importId, etags: Object.fromEntries(etags) }));
    } catch {
      // A full or forbidden storage costs only the resuming after a closed tab.
    }
  },
  forget: (contentHash) => storage.removeItem(PREFIX + contentHash),
});
