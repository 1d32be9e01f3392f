import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS kept (
    kind TEXT NOT NULL, id TEXT NOT NULL, value TEXT NOT NULL,
    expires_at INTEGER, uid TEXT, grant_id TEXT,
    PRIMARY KEY (kind, id)
  );
  CREATE INDEX IF NOT EXISTS kept_by_uid ON kept (kind, uid);
  CREATE INDEX IF NOT EXISTS kept_by_grant ON kept (grant_id);`;

const row = z.object({ value: z.string() });
const rows = z.array(row);

/** How a kept value can be found besides its id, and how long it lives (seconds). */
export interface Keeping {
  seconds?: number;
  uid?: string | undefined;
  grantId?: string | undefined;
}

/** What the sign-in remembers between runs (keys, people, refresh tokens): JSON values by kind and id, in the data folder. */
export class SignInStore {
  readonly #database: DatabaseSync;

  /** Throws one clear line when the data folder holds something that cannot be used. */
  constructor(dataDir: string) {
    const file = join(dataDir, 'sign-in.sqlite');
    try {
      mkdirSync(dataDir, { recursive: true });
      this.#database = new DatabaseSync(file, { timeout: 2000 });
      this.#database.exec(SCHEMA);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`the sign-in cannot run on ${file}: ${reason}`, { cause });
    }
    this.#database.prepare('DELETE FROM kept WHERE expires_at < ?').run(now());
  }

  put(kind: string, id: string, value: unknown, keeping: Keeping = {}): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO kept (kind, id, value, expires_at, uid, grant_id) VALUES (?, ?, ?, ?, ?, ?)')
      .run(
        kind,
        id,
        JSON.stringify(value),
        keeping.seconds === undefined ? null : now() + keeping.seconds,
        keeping.uid ?? null,
        keeping.grantId ?? null,
      );
  }

  /** Changes a value and leaves its life and its other keys as they are. */
  replace(kind: string, id: string, value: unknown): void {
    this.#database.prepare('UPDATE kept SET value = ? WHERE kind = ? AND id = ?').run(JSON.stringify(value), kind, id);
  }

  get(kind: string, id: string): unknown {
    return this.#first(
      'SELECT value FROM kept WHERE kind = ? AND id = ? AND (expires_at IS NULL OR expires_at >= ?)',
      kind,
      id,
    );
  }

  byUid(kind: string, uid: string): unknown {
    return this.#first(
      'SELECT value FROM kept WHERE kind = ? AND uid = ? AND (expires_at IS NULL OR expires_at >= ?)',
      kind,
      uid,
    );
  }

  all(kind: string): unknown[] {
    const found = this.#database.prepare('SELECT value FROM kept WHERE kind = ? ORDER BY rowid').all(kind);
    return rows.parse(found).map(({ value }) => JSON.parse(value));
  }

  remove(kind: string, id: string): void {
    this.#database.prepare('DELETE FROM kept WHERE kind = ? AND id = ?').run(kind, id);
  }

  removeGrant(grantId: string): void {
    this.#database.prepare('DELETE FROM kept WHERE grant_id = ?').run(grantId);
  }

  /** Removes everything whose JSON value belongs to an account, of the given kinds. */
  removeOfAccount(kinds: string[], accountId: string): void {
    const statement = this.#database.prepare(
      "DELETE FROM kept WHERE kind = ? AND json_extract(value, '$.accountId') = ?",
    );
    for (const kind of kinds) statement.run(kind, accountId);
  }

  close(): void {
    this.#database.close();
  }

  #first(query: string, kind: string, key: string): unknown {
    const found = row.optional().parse(this.#database.prepare(query).get(kind, key, now()));
    return found === undefined ? undefined : JSON.parse(found.value);
  }
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}
