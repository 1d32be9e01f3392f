import type { ThrottleSettings } from './api-definition.ts';

/**
 * Gives a token bucket: each call asks for one token and says whether there was one.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
 */
export function createThrottle(
  settings: ThrottleSettings | undefined,
  now: () => number = performance.now.bind(performance),
): () => boolean {
  if (settings === undefined) return () => true;
  const { rate, burst } = settings;
  let tokens = burst;
  let filledAt = now();
  return () => {
    const time = now();
    tokens = Math.min(burst, tokens + ((time - filledAt) / 1000) * rate);
    filledAt = time;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
