import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import { formPost } from './form-post.ts';

/** What to do: posts to `url`, so many a second whatever the answers take, for so many seconds. */
const orderSchema = z.object({ url: z.string(), rate: z.number(), seconds: z.number(), name: z.string() });

/** The submissions that were acknowledged: when, in milliseconds since the epoch, and how long the answer took. */
export const pacedLoadSchema = z.object({
  acknowledged: z.array(z.object({ id: z.string(), at: z.number(), took: z.number() })),
  failures: z.number(),
});
export type PacedLoad = z.output<typeof pacedLoadSchema>;

const acknowledgement = z.object({ submissionId: z.string() });

const run = async ({ url, rate, seconds, name }: z.output<typeof orderSchema>): Promise<PacedLoad> => {
  const acknowledged: PacedLoad['acknowledged'] = [];
  let failures = 0;
  const post = async (number: number): Promise<void> => {
    const start = performance.now();
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(url, { method: 'POST', headers, body: formPost(`${name}-${number}`) });
    const { submissionId } = acknowledgement.parse(await response.json());
    acknowledged.push({ id: submissionId, at: Date.now(), took: performance.now() - start });
  };
  const posts: Promise<void>[] = [];
  const start = performance.now();
  for (let number = 0; number < rate * seconds; number += 1) {
    await wait(Math.max(0, start + (number * 1000) / rate - performance.now()));
    posts.push(
      post(number).catch(() => {
        failures += 1;
      }),
    );
  }
  await Promise.all(posts);
  return { acknowledged, failures };
};

if (import.meta.main) {
  process.on('message', async (order) => {
    process.send?.(await run(orderSchema.parse(order)));
  });
}
