const LOOPBACK_HOSTS = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * True for plain http on this machine, whatever the port. Beside what the template declares, such addresses may receive
 * codes and tokens: a development server or a test takes any free port, and nobody else can listen there.
 */
export function isLoopback(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && parsed.protocol === 'http:' && LOOPBACK_HOSTS.has(parsed.hostname);
}
