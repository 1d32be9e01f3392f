import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as contract from '../../../lib/imports/import-contract.ts';
import { type CallApi, createClient } from '../../../web/api/client.ts';
import { hashFile, MOST_FILE_BYTES, PART_SIZE, partsOf } from '../../../web/imports/hash-file.ts';
import { type KeptUpload, readKeptUpload, type UploadMemory } from '../../../web/imports/kept-uploads.ts';
import type { PutOutcome, PutPart } from '../../../web/imports/put-part.ts';
import { rateOf, type Sample, withSample } from '../../../web/imports/transfer-rate.ts';
import { pauseAfter, uploadFile } from '../../../web/imports/upload-file.ts';
import { anImport } from './an-import.ts';

const aFile = (size: number): File => new File([new Uint8Array(size).fill(7)], 'fair.csv');

const THREE_PARTS = 2 * PART_SIZE + 5;

const problem = (status: number, code: string, more = {}) =>
  new Response(JSON.stringify({ type: `urn:sluice:problem:${code}`, title: code, status, ...more }), { status });

interface Store {
  readonly api: CallApi;
  readonly put: PutPart;
  readonly memory: UploadMemory;
  readonly kept: Map<string, KeptUpload>;
  /** What was called and put, in turn. */
  readonly calls: string[];
  readonly pauses: number[];
}

interface Troubles {
  /** What the puts of a part come to, in turn, before they succeed. */
  readonly puts?: Readonly<Record<number, readonly PutOutcome[]>>;
  /** What the API answers instead, in turn, by the end of the path. */
  readonly answers?: Readonly<Record<string, readonly (Response | Error)[]>>;
}

/** An API and a store that take every part, but for the troubles. */
const aStore = ({ puts = {}, answers = {} }: Troubles = {}): Store => {
  const calls: string[] = [];
  const pauses: number[] = [];
  const kept = new Map<string, KeptUpload>();
  const left = new Map(Object.entries(puts).map(([number, outcomes]) => [Number(number), [...outcomes]]));
  const trouble = new Map(Object.entries(answers).map(([path, all]) => [path, [...all]]));
  const upload = (numbers: readonly number[]) => ({
    partSize: PART_SIZE,
    parts: numbers.map((number) => ({ number, url: `https://store.example/${number}` })),
    expiresAt: '2026-05-04T10:00:00.000Z',
  });
  const api = createClient({
    token: async () => 'token',
    renew: async () => undefined,
    fetch: async (address, request) => {
      const path = String(address).replace('/v1/imports', '') || '/';
      const body = JSON.parse(String(request?.body));
      calls.push(`${path} ${JSON.stringify(body.parts ?? body.again)}`);
      const instead = trouble.get(path)?.shift();
      if (instead instanceof Error) throw instead;
      if (instead) return instead;
      const imported = anImport({ id: '01', state: 'uploading' });
      if (path === '/') return Response.json({ import: imported, upload: upload([1, 2, 3]) });
      if (path.endsWith('/parts')) return Response.json(upload(body.parts));
      return Response.json(imported);
    },
  });
  return {
    api,
    calls,
    pauses,
    kept,
    memory: {
      recall: (hash) => kept.get(hash),
      keep: (hash, { importId, etags }) => kept.set(hash, { importId, etags: new Map(etags) }),
      forget: (hash) => kept.delete(hash),
    },
    put: async (url, part, _signal, onSent) => {
      const number = Number(url.at(-1));
      calls.push(`put ${number}`);
      onSent(part.size);
      return left.get(number)?.shift() ?? { etag: `etag-${number}` };
    },
  };
};

const upload = async (store: Store, options: { again?: boolean; size?: number } = {}) => {
  const told: string[] = [];
  const id = await uploadFile(
    aFile(options.size ?? THREE_PARTS),
    {
      again: options.again ?? false,
      signal: new AbortController().signal,
      onProgress: ({ phase, bytes }) => told.push(`${phase} ${bytes}`),
    },
    {
      ...store,
      pause: async (ms) => {
        store.pauses.push(ms);
      },
    },
  );
  return { id, told };
};

const COMPLETE = JSON.stringify([1, 2, 3].map((number) => ({ number, etag: `etag-${number}` })));

describe('the parts of a file', () => {
  it('are as large as the contract says', () => {
    expect([PART_SIZE, MOST_FILE_BYTES]).toEqual([contract.PART_SIZE, contract.MOST_FILE_BYTES]);
  });

  it('cover the file without a gap, and only the last is smaller', () => {
    expect(partsOf(PART_SIZE)).toEqual([{ number: 1, start: 0, end: PART_SIZE }]);
    expect(partsOf(THREE_PARTS).map(({ start, end }) => end - start)).toEqual([PART_SIZE, PART_SIZE, 5]);
    expect(partsOf(1)).toHaveLength(1);
  });

  it('are hashed one by one, and their hashes together', async () => {
    const sha = (...pieces: Uint8Array[]) => createHash('sha256').update(Buffer.concat(pieces)).digest();
    const bytes = Buffer.alloc(PART_SIZE + 3, 'ab');
    const expected = sha(sha(bytes.subarray(0, PART_SIZE)), sha(bytes.subarray(PART_SIZE))).toString('hex');
    const read: number[] = [];
    const file = new Blob([bytes]);
    expect(await hashFile(file, new AbortController().signal, (done) => read.push(done))).toBe(expected);
    expect(read).toEqual([PART_SIZE, PART_SIZE + 3]);
  });
});

describe('an upload', () => {
  it('registers the file, puts every part, and has them put together', async () => {
    const store = aStore();
    const { id, told } = await upload(store);
    expect(id).toBe('01');
    expect(store.calls).toEqual(['/ false', 'put 1', 'put 2', 'put 3', `/01/complete ${COMPLETE}`]);
    expect(told.at(0)).toBe(`checking ${PART_SIZE}`);
    expect(told.at(-1)).toBe(`finishing ${THREE_PARTS}`);
    expect(store.kept.size).toBe(0);
  });

  it('sends again what a line that is down loses, each time after a longer pause', async () => {
    const store = aStore({ puts: { 2: [{ status: 0 }, { status: 503 }] } });
    const { told } = await upload(store);
    expect(store.calls.filter((call) => call === 'put 2')).toHaveLength(3);
    expect(store.pauses).toEqual([pauseAfter(1), pauseAfter(2)]);
    expect(told.some((line) => line.startsWith('waiting'))).toBe(true);
    expect([pauseAfter(2) > pauseAfter(1), pauseAfter(30)]).toEqual([true, 20_000]);
  });

  it('fetches fresh addresses for what is missing when one is refused', async () => {
    const store = aStore({ puts: { 3: [{ status: 403 }] } });
    await upload(store);
    expect(store.calls).toContain('/01/parts [3]');
    expect(store.calls.at(-1)).toBe(`/01/complete ${COMPLETE}`);
  });

  it('is given up when the store goes on refusing, and remembers what is there', async () => {
    const refusal = { status: 403 };
    const store = aStore({ puts: { 3: Array.from({ length: 9 }, () => refusal) } });
    await expect(upload(store)).rejects.toMatchObject({ code: 'part-refused' });
    expect([...store.kept.values()].map(({ etags }) => [...etags.keys()])).toEqual([[1, 2]]);
  });

  it('goes on where an earlier one of the same content stopped', async () => {
    const stopped = aStore({ puts: { 3: Array.from({ length: 9 }, () => ({ status: 403 })) } });
    await upload(stopped).catch(() => undefined);
    const store = { ...aStore(), memory: stopped.memory, kept: stopped.kept };
    await upload(store);
    expect(store.calls).toEqual(['/01/parts [3]', 'put 3', `/01/complete ${COMPLETE}`]);
    expect(store.kept.size).toBe(0);
  });

  it('begins anew when the earlier one is no more', async () => {
    const stopped = aStore({ puts: { 3: Array.from({ length: 9 }, () => ({ status: 403 })) } });
    await upload(stopped).catch(() => undefined);
    const fresh = aStore({ answers: { '/01/parts': [problem(404, 'import-not-found')] } });
    const store = { ...fresh, memory: stopped.memory };
    await upload(store);
    expect(store.calls.slice(0, 2)).toEqual(['/01/parts [3]', '/ false']);
    expect(store.calls.at(-1)).toBe(`/01/complete ${COMPLETE}`);
  });

  it('tells that the content was imported before, and goes on by its person’s word', async () => {
    const before = problem(409, 'file-imported-before', { importId: '00' });
    await expect(upload(aStore({ answers: { '/': [before] } }))).rejects.toMatchObject({
      code: 'file-imported-before',
    });
    const store = aStore();
    await upload(store, { again: true });
    expect(store.calls[0]).toBe('/ true');
  });

  it('takes a completion whose answer got lost for done', async () => {
    const lost = aStore({ answers: { '/01/complete': [new TypeError('down'), problem(409, 'import-state')] } });
    expect((await upload(lost)).id).toBe('01');
    expect(lost.pauses).toHaveLength(1);
  });

  it('sends everything anew the next time when parts are missing', async () => {
    const store = aStore({ answers: { '/01/complete': [problem(409, 'parts-missing')] } });
    await expect(upload(store)).rejects.toMatchObject({ code: 'parts-missing' });
    expect([...store.kept.values()].map(({ etags }) => etags.size)).toEqual([0]);
  });
});

describe('an upload that is remembered', () => {
  it('is read back as it was written', () => {
    expect(readKeptUpload('{"importId":"01","etags":{"2":"b"}}')).toEqual({
      importId: '01',
      etags: new Map([[2, 'b']]),
    });
  });

  it('is forgotten when it cannot be read', () => {
    for (const text of ['', 'no', '{}', '{"importId":1,"etags":{}}', '{"importId":"1","etags":[]}']) {
      expect(readKeptUpload(text)).toBeUndefined();
    }
  });
});

describe('the rate of an upload', () => {
  const over = (...samples: Sample[]) => samples.reduce<readonly Sample[]>((all, one) => withSample(all, one), []);

  it('is not told before there is enough to tell', () => {
    expect(rateOf([])).toBeUndefined();
    expect(rateOf(over({ at: 0, bytes: 0 }, { at: 500, bytes: 1000 }))).toBeUndefined();
  });

  it('is that of the last seconds', () => {
    expect(rateOf(over({ at: 0, bytes: 0 }, { at: 2000, bytes: 1000 }))).toBe(500);
    expect(rateOf(over({ at: 0, bytes: 0 }, { at: 60_000, bytes: 100 }, { at: 62_000, bytes: 2100 }))).toBe(1000);
  });

  it('begins anew when a part is lost', () => {
    expect(over({ at: 0, bytes: 900 }, { at: 10, bytes: 100 })).toEqual([{ at: 10, bytes: 100 }]);
  });
});
