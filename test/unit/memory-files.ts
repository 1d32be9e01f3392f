import { type FileStore, PartsMissing } from '../../lib/files/file-store.ts';

/** A bucket in memory, with what it holds laid open. */
export interface MemoryFiles extends FileStore {
  readonly objects: Map<string, Buffer>;
  /** PUTs a part, as whoever has its address does; gives its ETag. */
  putPart(uploadId: string, number: number, body: Uint8Array): string;
}

const etagOf = (uploadId: string, number: number): string => `"${uploadId}-${number}"`;

const piecesOf = async function* (body: Buffer, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < body.length; at += length) yield body.subarray(at, at + length);
};

/** The bucket as S3 would answer, as far as the CRM uses it; files are read in pieces of `pieceLength` bytes. */
export const memoryFiles = (pieceLength = 64 * 1024): MemoryFiles => {
  const objects = new Map<string, Buffer>();
  const uploads = new Map<string, Map<number, Buffer>>();
  const stored = (key: string): Buffer => {
    const body = objects.get(key);
    if (!body) throw new Error(`NoSuchKey: ${key}`);
    return body;
  };
  return {
    objects,
    sizeOf: async (key) => objects.get(key)?.length,
    get: async (key, range) => stored(key).subarray(range?.start, range?.end),
    read: async (key) => piecesOf(stored(key), pieceLength),
    put: async (key, body) => {
      objects.set(key, Buffer.from(body));
    },
    copy: async (from, to) => {
      objects.set(to, stored(from));
    },
    write: async (key, pieces) => {
      const texts: string[] = [];
      for await (const piece of pieces) texts.push(piece);
      objects.set(key, Buffer.from(texts.join('')));
    },
    startUpload: async (key) => {
      uploads.set(`upload of ${key}`, new Map());
      return `upload of ${key}`;
    },
    signPart: async (key, uploadId, number) => `memory:${key}?upload=${encodeURIComponent(uploadId)}&part=${number}`,
    putPart: (uploadId, number, body) => {
      uploads.get(uploadId)?.set(number, Buffer.from(body));
      return etagOf(uploadId, number);
    },
    completeUpload: async (key, uploadId, parts) => {
      const upload = uploads.get(uploadId);
      if (!upload && objects.has(key)) return;
      const bodies = parts.map(({ number, etag }) =>
        etag === etagOf(uploadId, number) ? upload?.get(number) : undefined,
      );
      const whole = bodies.filter((body) => body !== undefined);
      if (!upload || whole.length < parts.length) throw new PartsMissing(undefined);
      objects.set(key, Buffer.concat(whole));
      uploads.delete(uploadId);
    },
    abortUpload: async (_key, uploadId) => {
      uploads.delete(uploadId);
    },
    signDownload: async (key, fileName) => `memory:${key}?as=${encodeURIComponent(fileName)}`,
  };
};
