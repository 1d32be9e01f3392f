import { DatabaseSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

// What is relied on of the engine's private schema; the package is pinned to the version that has it.
const COLUMNS = ['id', 'table_name', 'event_name', 'keys_json', 'sequence_number', 'created_at', 'user_identity'];
const DELETE_CHUNK = 500;
const LOCK_WAIT_MS = 50;
// How long AWS keeps stream records: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
const RETENTION_SECONDS = 24 * 60 * 60;

const removal = z.object({ id: z.number(), keys_json: z.string() });

/**
 * The engine's own table of stream records. With it left as it is, each write scans all earlier records and
 * nothing ever removes any: here it gets an index, and loses what has been consumed.
 */
export class StreamRecords {
  readonly #database: DatabaseSync;

  /** Opens the database of a running engine; throws when the schema is not the one this was written for. */
  constructor(databaseFile: string) {
    this.#database = new DatabaseSync(databaseFile, { timeout: LOCK_WAIT_MS });
    // Records are a by-product: a trim lost in a power failure is done again. NORMAL cannot corrupt a WAL database.
    this.#database.exec('PRAGMA synchronous = NORMAL');
    this.#checkSchema();
    this.#database.exec(
      'CREATE INDEX IF NOT EXISTS stream_records_by_sequence ON _stream_records (table_name, CAST(sequence_number AS INTEGER))',
    );
  }

  #checkSchema(): void {
    const found = z
      .array(z.object({ name: z.string() }))
      .parse(this.#database.prepare('PRAGMA table_info(_stream_records)').all());
    const names = new Set(found.map((column) => column.name));
    const missing = COLUMNS.filter((column) => !names.has(column));
    if (missing.length > 0) {
      this.#database.close();
      throw new Error(
        `the DynamoDB engine keeps its stream records in another way than its pinned version does (no ${missing.join(', ')} in _stream_records)`,
      );
    }
  }

  /**
   * Removes a bounded part of a table's records up to a sequence number; true when more are left. The newest always
   * stays, because the engine numbers the next record after it.
   */
  trim(tableName: string, through: bigint): boolean {
    const statement = this.#database.prepare(
      `DELETE FROM _stream_records WHERE id IN (
         SELECT id FROM _stream_records
         WHERE table_name = :table AND CAST(sequence_number AS INTEGER) <= :through
           AND CAST(sequence_number AS INTEGER) < (SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = :table)
         ORDER BY CAST(sequence_number AS INTEGER) LIMIT ${DELETE_CHUNK})`,
    );
    return Number(statement.run({ table: tableName, through }).changes) === DELETE_CHUNK;
  }

  /** The sequence number up to which a table's records are older than AWS keeps them; 0 when none is. */
  pastRetention(tableName: string, nowSeconds: number): bigint {
    const row = this.#database
      .prepare(
        'SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) AS through FROM _stream_records WHERE table_name = ? AND created_at < ?',
      )
      .get(tableName, nowSeconds - RETENTION_SECONDS);
    return BigInt(z.object({ through: z.number() }).parse(row).through);
  }

  /** The newest record's place in the engine's own order; 0 when there is none. */
  newestId(): number {
    const row = this.#database.prepare('SELECT COALESCE(MAX(id), 0) AS id FROM _stream_records').get();
    return z.object({ id: z.number() }).parse(row).id;
  }

  /** Marks the removal of an item, written after `afterId`, as done by Time to Live, as AWS marks it. */
  markExpired(tableName: string, key: unknown, afterId: number): void {
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html
    const identity = JSON.stringify({
      type: 'Service',
      principalId: 'dynamodb.amazonaws.com',
    });
    const rows = this.#database
      .prepare(`SELECT id, keys_json FROM _stream_records WHERE id > ? AND table_name = ? AND event_name = 'REMOVE'`)
      .all(afterId, tableName);
    for (const { id, keys_json } of z.array(removal).parse(rows)) {
      if (!isDeepStrictEqual(JSON.parse(keys_json), key)) continue;
      this.#database.prepare('UPDATE _stream_records SET user_identity = ? WHERE id = ?').run(identity, id);
    }
  }

  close(): void {
    this.#database.close();
  }
}

/** True for the error of a database that another writer holds at the moment. */
export function isLocked(error: unknown): boolean {
  return error instanceof Error && error.message.includes('database is locked');
}
