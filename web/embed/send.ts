import type { Fault } from './check-fields.ts';

/** What became of a post. */
export type Outcome =
  | { readonly kind: 'taken' }
  /** Fields at fault. */
  | { readonly kind: 'faults'; readonly faults: readonly Fault[] }
  /** The key was used for another post, which got through. */
  | { readonly kind: 'key-used' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'unreached' };

/** Milliseconds for one try, and before the second one. */
const PATIENCE = 20_000;
const PAUSE = 1_000;

const post = (address: string, key: string, body: string): Promise<Response> =>
  fetch(address, {
    method: 'POST',
    credentials: 'omit',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body,
    signal: AbortSignal.timeout(PATIENCE),
  });

const outcomeOf = async (response: Response): Promise<Outcome> => {
  if (response.ok) return { kind: 'taken' };
  if (response.status === 404) return { kind: 'closed' };
  if (response.status === 429 || response.status >= 500) return { kind: 'busy' };
  const problem: { type?: string; errors?: readonly Fault[] } = await response.json().catch(() => ({}));
  if (problem.type?.endsWith('idempotency-key-reused')) return { kind: 'key-used' };
  return problem.errors?.length ? { kind: 'faults', faults: problem.errors } : { kind: 'refused' };
};

/** Posts a form; once more when the server cannot be reached, under the same key, so that it counts once. */
export const send = async (
  address: string,
  key: string,
  fields: Readonly<Record<string, unknown>>,
): Promise<Outcome> => {
  const body = JSON.stringify(fields);
  const again = async (): Promise<Response> => {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    return post(address, key, body);
  };
  try {
    return await outcomeOf(await post(address, key, body).catch(again));
  } catch {
    // Twice out of reach; the visitor is told so.
    return { kind: 'unreached' };
  }
};

/** A key under which a post counts once. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-');
