// Prints how many requests a second a trivial function answers through the gateway, beside a bare node:http server in
// the same run. Run it by hand: node test/local/gateway-speed.ts
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { startLocal } from '../../local/stack.ts';
import { fixtureAssembly } from './fixture/fixture-assembly.ts';

const seconds = 5;

async function measure(name: string, url: string, connections: number): Promise<number> {
  const options = {
    url,
    connections,
    method: 'POST' as const,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'somebody@example.com', message: 'x'.repeat(200) }),
  };
  await autocannon({ ...options, duration: 2 });
  const result = await autocannon({ ...options, duration: seconds });
  const { requests, latency } = result;
  console.log(
    `${name}, ${connections} at a time: ${Math.round(requests.average)} requests/s, ` +
      `p50 ${latency.p50} ms, p99 ${latency.p99} ms, ${result.non2xx} not 2xx`,
  );
  return requests.average;
}

const bare = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    JSON.parse(Buffer.concat(chunks).toString());
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
  });
});
await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve));
const address = bare.address();
const port = typeof address === 'object' ? address?.port : undefined;

const dataDir = mkdtempSync(join(tmpdir(), 'gateway-speed-'));
const stack = await startLocal({ assembly: await fixtureAssembly(), dataDir, port: 0 });
for (const connections of [1, 8, 32]) {
  const bareRate = await measure('bare node:http', `http://127.0.0.1:${port}/`, connections);
  const ownRate = await measure('the gateway   ', `${stack.url}/trivial`, connections);
  console.log(`share of the bare server: ${(ownRate / bareRate).toFixed(2)}`);
}
await stack.stop();
bare.close();
rmSync(dataDir, { recursive: true });
