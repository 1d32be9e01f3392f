import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';

const INDUSTRIES = [
  'Software',
  'Manufacturing',
  'Logistics',
  'Retail',
  'Health care',
  'Energy',
  'Education',
  'Finance',
];
const PLACES = [
  { country: 'DE', city: 'Hamburg' },
  { country: 'US', city: 'Denver' },
  { country: 'GB', city: 'Leeds' },
  { country: 'FR', city: 'Lyon' },
  { country: 'NL', city: 'Utrecht' },
  { country: 'SE', city: 'Malmö' },
  { country: 'JP', city: 'Osaka' },
];

/** What the sample provider says of a company: made up from its domain, the same each time; one in eight is not known. */
export const sampleCompany = (domain: string) => {
  const [industry = 0, place = 0, size = 0, unknown = 0] = createHash('sha256').update(domain).digest();
  if (unknown % 8 === 0) return undefined;
  return {
    domain,
    industry: INDUSTRIES[industry % INDUSTRIES.length],
    employees: Math.round(2 ** (2 + (size / 255) * 12)),
    location: PLACES[place % PLACES.length],
  };
};

/** A provider that runs on this machine. */
export interface SampleProvider {
  /** http://127.0.0.1:<port> */
  readonly origin: string;
  stop(): Promise<void>;
}

const PATH = /^\/companies\/([^/]+)$/;

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
      else reject(new Error('the sample provider has no port'));
    });
  });

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

/**
 * Starts a provider that answers `/companies/<domain>` with industry, employees, country and city, on the wanted port of this machine, or on any where that is
 * taken: settings keep its address.
 */
export const startSampleProvider = async (wanted: number): Promise<SampleProvider> => {
  const server = createServer((request, response) => {
    const [, domain] = PATH.exec(request.url ?? '') ?? [];
    const company = domain && sampleCompany(domain);
    response.writeHead(company ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(company || { error: 'not found' }));
  });
  const port = await listen(server, wanted).catch((error: unknown) => {
    if (!isTaken(error)) throw error;
    return listen(server, 0);
  });
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
};
