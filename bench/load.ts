import autocannon from 'autocannon';
import * as z from 'zod';
import { formPost } from './form-post.ts';

/** What to do: posts to `url`, so many at a time, for so many seconds; `name` makes the people of a run different from all others. */
const orderSchema = z.object({ url: z.string(), connections: z.number(), seconds: z.number(), name: z.string() });

const acknowledgement = z.object({ submissionId: z.string() });

/** What came of it. */
export const loadSchema = z.object({
  /** Ids of the submissions that were acknowledged with 202. */
  acknowledged: z.array(z.string()),
  /** Milliseconds that each of them took. */
  latencies: z.array(z.number()),
  /** Answers that were no 202, and connections that broke. */
  failures: z.number(),
  seconds: z.number(),
});

export type Load = z.output<typeof loadSchema>;

const run = ({ url, connections, seconds, name }: z.output<typeof orderSchema>): Promise<Load> =>
  new Promise((resolve, reject) => {
    const acknowledged: string[] = [];
    const latencies: number[] = [];
    let count = 0;
    let failures = 0;
    const request: autocannon.Request = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      setupRequest: (prepared) => {
        count += 1;
        return { ...prepared, body: formPost(`${name}-${count}`) };
      },
      onResponse: (status, body) => {
        if (status === 202) acknowledged.push(acknowledgement.parse(JSON.parse(body)).submissionId);
        else failures += 1;
      },
    };
    const instance = autocannon({ url, connections, duration: seconds, requests: [request] }, (error, result) => {
      if (error) reject(error);
      else resolve({ acknowledged, latencies, failures: failures + result.errors, seconds: result.duration });
    });
    instance.on('response', (_client, status, _bytes, milliseconds) => {
      if (status === 202) latencies.push(milliseconds);
    });
  });

if (import.meta.main) {
  process.on('message', async (order) => {
    process.send?.(await run(orderSchema.parse(order)));
  });
}
