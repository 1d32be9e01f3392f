import { isIPv4, isIPv6 } from 'node:net';

/** Groups of an IPv6 address that one household or office commonly has: a /48 site prefix (RFC 6177). */
const IPV6_GROUPS = 3;

const expand = (address: string): string[] => {
  const [head = '', tail] = address.split('::');
  const first = head === '' ? [] : head.split(':');
  if (tail === undefined) return first;
  const last = tail === '' ? [] : tail.split(':');
  return [...first, ...Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0'), ...last];
};

/** The network that an address is from: /24 for IPv4, /48 for IPv6; `unknown` for what is no address. */
export const addressPrefix = (address: string): string => {
  const mapped = address.replace(/^::ffff:/i, '');
  if (isIPv4(mapped)) return mapped.split('.').slice(0, 3).join('.');
  if (!isIPv6(address)) return 'unknown';
  return expand(address)
    .slice(0, IPV6_GROUPS)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
};
