import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { Body } from './body-files.ts';

const json = <T>(schema: z.ZodType<T>) => z.string().transform((text) => schema.parse(JSON.parse(text)));
const headers = json(z.record(z.string(), z.string()));
const objectRow = z.object({
  key: z.string(),
  /** Without quotes. */
  etag: z.string(),
  /** Milliseconds since 1970. */
  modified: z.number(),
  /** What the object was stored with and is given back with. */
  headers,
  /** One after the other they are the object. */
  bodies: json(z.array(z.object({ file: z.string(), size: z.number() }))),
  /** In base 64, when the caller sent it. */
  crc32: z.string().nullable(),
});
const uploadRow = z.object({ id: z.string(), bucket: z.string(), key: z.string(), headers });
const partRow = z.object({
  number: z.number(),
  etag: z.string(),
  size: z.number(),
  file: z.string(),
  modified: z.number(),
});
const fileRows = z.array(z.object({ file: z.string() }));

export type StoredObject = z.infer<typeof objectRow>;
export type Upload = z.infer<typeof uploadRow>;
export type Part = z.infer<typeof partRow>;

/** Which objects, uploads and parts there are and in which files their contents lie. */
export class ObjectIndex {
  readonly #database: DatabaseSync;

  constructor(file: string) {
    this.#database = new DatabaseSync(file);
    // A kill of the process loses nothing of what WAL has; only a power failure could lose the last calls, and corrupts nothing.
    this.#database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      CREATE TABLE IF NOT EXISTS buckets (name TEXT PRIMARY KEY);
      CREATE TABLE IF NOT EXISTS objects (bucket TEXT, key TEXT, etag TEXT, modified INTEGER, headers TEXT, bodies TEXT, crc32 TEXT,
        PRIMARY KEY (bucket, key)) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS uploads (id TEXT PRIMARY KEY, bucket TEXT, key TEXT, headers TEXT);
      CREATE TABLE IF NOT EXISTS parts (upload TEXT, number INTEGER, etag TEXT, size INTEGER, file TEXT, modified INTEGER,
        PRIMARY KEY (upload, number)) WITHOUT ROWID;
    `);
  }

  /** Whether the bucket is new. */
  addBucket(name: string): boolean {
    return this.#run('INSERT OR IGNORE INTO buckets VALUES (?)', name) === 1;
  }

  object(bucket: string, key: string): StoredObject | undefined {
    const row = this.#database.prepare('SELECT * FROM objects WHERE bucket = ? AND key = ?').get(bucket, key);
    return row === undefined ? undefined : objectRow.parse(row);
  }

  /** Stores an object in place of the one of the same key; gives the bodies that nothing needs any more. */
  putObject(bucket: string, object: StoredObject): Body[] {
    const replaced = this.object(bucket, object.key)?.bodies ?? [];
    const { key, etag, modified, crc32 } = object;
    const [kept, bodies] = [JSON.stringify(object.headers), JSON.stringify(object.bodies)];
    this.#database
      .prepare('INSERT OR REPLACE INTO objects VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(bucket, key, etag, modified, kept, bodies, crc32);
    return replaced;
  }

  /** Gives the bodies that nothing needs any more. */
  removeObject(bucket: string, key: string): Body[] {
    const bodies = this.object(bucket, key)?.bodies ?? [];
    this.#run('DELETE FROM objects WHERE bucket = ? AND key = ?', bucket, key);
    return bodies;
  }

  /** Gives the objects of a bucket whose keys begin so and come after a key, in the order of the bytes of their keys, as S3 lists them. */
  *objects(bucket: string, prefix: string, after: string): Generator<StoredObject, void> {
    const statement = this.#database.prepare(
      'SELECT * FROM objects WHERE bucket = ? AND key >= ? AND key > ? ORDER BY key',
    );
    for (const row of statement.iterate(bucket, prefix, after)) {
      const object = objectRow.parse(row);
      if (!object.key.startsWith(prefix)) return;
      yield object;
    }
  }

  addUpload({ id, bucket, key, headers: kept }: Upload): void {
    this.#run('INSERT INTO uploads VALUES (?, ?, ?, ?)', id, bucket, key, JSON.stringify(kept));
  }

  upload(id: string): Upload | undefined {
    const row = this.#database.prepare('SELECT * FROM uploads WHERE id = ?').get(id);
    return row === undefined ? undefined : uploadRow.parse(row);
  }

  /** In the order of their numbers. */
  parts(uploadId: string): Part[] {
    return z
      .array(partRow)
      .parse(this.#database.prepare('SELECT * FROM parts WHERE upload = ? ORDER BY number').all(uploadId));
  }

  /** Stores a part in place of the one of the same number; gives the bodies that nothing needs any more. */
  putPart(uploadId: string, { number, etag, size, file, modified }: Part): Body[] {
    const replaced = this.#database
      .prepare('SELECT * FROM parts WHERE upload = ? AND number = ?')
      .all(uploadId, number);
    this.#database
      .prepare('INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?, ?, ?)')
      .run(uploadId, number, etag, size, file, modified);
    return z.array(partRow).parse(replaced);
  }

  /** Forgets an upload and, where it has become one, stores its object at the same moment; gives the bodies that nothing needs any more. */
  endUpload(upload: Upload, object?: StoredObject): Body[] {
    const used = new Set(object?.bodies.map(({ file }) => file));
    const unused: Body[] = this.parts(upload.id).filter(({ file }) => !used.has(file));
    this.#database.exec('BEGIN');
    try {
      if (object !== undefined) unused.push(...this.putObject(upload.bucket, object));
      this.#run('DELETE FROM parts WHERE upload = ?', upload.id);
      this.#run('DELETE FROM uploads WHERE id = ?', upload.id);
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
    return unused;
  }

  /** The names of all files that objects and parts lie in. */
  files(): Set<string> {
    const rows = this.#database
      .prepare(
        `SELECT json_extract(value, '$.file') AS file FROM objects, json_each(objects.bodies)
         UNION SELECT file FROM parts`,
      )
      .all();
    return new Set(fileRows.parse(rows).map(({ file }) => file));
  }

  close(): void {
    this.#database.close();
  }

  #run(statement: string, ...values: string[]): number {
    return Number(this.#database.prepare(statement).run(...values).changes);
  }
}
