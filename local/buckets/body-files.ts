import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';

/** A file that holds an object or one part of it. */
export interface Body {
  file: string;
  /** Bytes. */
  size: number;
}

export interface SavedBody extends Body {
  md5: Buffer;
  /** In base 64, as S3 sends it. */
  crc32: string;
}

// Larger than the stream's own 64 KiB: half the calls to the file system for the same bytes.
const READ_BYTES = 128 * 1024;

/** The contents of objects and parts, one file each, written and read as streams so that their size costs no memory. */
export class BodyFiles {
  readonly #folder: string;
  readonly #readers = new Map<string, number>();
  readonly #doomed = new Set<string>();

  /** Makes the folder and removes files in it that nothing knows of: those of calls that a kill broke off. */
  constructor(folder: string, known: ReadonlySet<string>) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    for (const file of readdirSync(folder)) if (!known.has(file)) rmSync(join(folder, file));
  }

  /** Writes a stream to a new file; when the stream breaks off, nothing is left of it. */
  async save(source: AsyncIterable<Buffer>): Promise<SavedBody> {
    const file = randomUUID();
    const md5 = createHash('md5');
    let size = 0;
    let sum = 0;
    const measured = async function* (pieces: AsyncIterable<Buffer>) {
      for await (const piece of pieces) {
        md5.update(piece);
        sum = crc32(piece, sum);
        size += piece.length;
        yield piece;
      }
    };
    try {
      await pipeline(source, measured, createWriteStream(join(this.#folder, file), { flags: 'wx' }));
    } catch (error) {
      await rm(join(this.#folder, file), { force: true });
      throw error;
    }
    const sumBytes = Buffer.alloc(4);
    sumBytes.writeUInt32BE(sum);
    return { file, size, md5: md5.digest(), crc32: sumBytes.toString('base64') };
  }

  /** Gives the bytes from `start` up to and without `end` of what the bodies are together, even if they are removed meanwhile. */
  read(bodies: readonly Body[], start: number, end: number): AsyncIterable<Buffer> {
    const ranges: { file: string; from: number; to: number }[] = [];
    let offset = 0;
    for (const { file, size } of bodies) {
      const from = Math.max(start - offset, 0);
      const to = Math.min(end - offset, size);
      if (from < to) ranges.push({ file, from, to });
      offset += size;
    }
    for (const { file } of ranges) this.#readers.set(file, (this.#readers.get(file) ?? 0) + 1);
    return this.#stream(ranges);
  }

  async *#stream(ranges: readonly { file: string; from: number; to: number }[]): AsyncGenerator<Buffer, void> {
    try {
      for (const { file, from, to } of ranges) {
        const path = join(this.#folder, file);
        yield* createReadStream(path, { start: from, end: to - 1, highWaterMark: READ_BYTES });
      }
    } finally {
      for (const { file } of ranges) await this.#release(file);
    }
  }

  async #release(file: string): Promise<void> {
    const left = (this.#readers.get(file) ?? 1) - 1;
    if (left > 0) {
      this.#readers.set(file, left);
      return;
    }
    this.#readers.delete(file);
    if (this.#doomed.delete(file)) await rm(join(this.#folder, file), { force: true });
  }

  /** Removes files; those that somebody reads go when they have been read. */
  async remove(bodies: readonly Body[]): Promise<void> {
    for (const { file } of bodies) {
      if (this.#readers.has(file)) this.#doomed.add(file);
      else await rm(join(this.#folder, file), { force: true });
    }
  }
}
