import { BlockList, isIP } from 'node:net';

/** Addresses of IPv4 that are not of the open internet (https://www.iana.org/assignments/iana-ipv4-special-registry). */
const CLOSED_IPV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  // The metadata service of clouds among them.
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];

/** All of the open internet of today (https://www.iana.org/assignments/ipv6-address-space). Mapped IPv4, NAT64, local and multicast addresses are outside. */
const OPEN_IPV6 = '2000::/3';

/** What is within that and reaches something else (https://www.iana.org/assignments/iana-ipv6-special-registry): Teredo, documentation, 6to4. */
const CLOSED_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'];

const listOf = (subnets: readonly string[], family: 'ipv4' | 'ipv6'): BlockList => {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [network = '', bits] = subnet.split('/');
    list.addSubnet(network, Number(bits), family);
  }
  return list;
};

const closedIpv4 = listOf(CLOSED_IPV4, 'ipv4');
const openIpv6 = listOf([OPEN_IPV6], 'ipv6');
const closedIpv6 = listOf(CLOSED_IPV6, 'ipv6');

/** Whether an IP address belongs to the open internet: not to this machine, its network, its cloud, or to nobody. */
export const isPublicAddress = (address: string): boolean => {
  const family = isIP(address);
  if (family === 4) return !closedIpv4.check(address, 'ipv4');
  return family === 6 && openIpv6.check(address, 'ipv6') && !closedIpv6.check(address, 'ipv6');
};
