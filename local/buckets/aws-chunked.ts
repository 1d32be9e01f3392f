import { S3Error } from './s3-error.ts';

/**
 * Takes the content out of a body that is sent in S3's own chunks, and fills in the headers that trail it. A body that breaks off is an error.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export async function* readChunks(
  source: AsyncIterable<Buffer>,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer, void> {
  let pending: Buffer = Buffer.alloc(0);
  let left = 0;
  let isOver = false;
  for await (const piece of source) {
    pending = pending.length === 0 ? piece : Buffer.concat([pending, piece]);
    for (;;) {
      if (left > 0) {
        const content = pending.subarray(0, left);
        if (content.length === 0) break;
        pending = pending.subarray(content.length);
        left -= content.length;
        yield content;
        continue;
      }
      const end = pending.indexOf('\r\n');
      if (end < 0) break;
      const line = pending.toString('latin1', 0, end);
      pending = pending.subarray(end + 2);
      if (line === '') continue; // ends the content of a chunk, and the trailers
      if (isOver) {
        const colon = line.indexOf(':');
        trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
        continue;
      }
      // The size in hexadecimal digits; a signature may follow, which is not checked.
      left = Number.parseInt(line, 16);
      if (Number.isNaN(left)) throw incomplete();
      isOver = left === 0;
    }
  }
  if (!isOver) throw incomplete();
}

const incomplete = () => new S3Error(400, 'IncompleteBody', 'The request body terminated unexpectedly');
