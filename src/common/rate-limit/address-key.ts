import ipaddr from 'ipaddr.js';

const IPV6_PREFIX_BYTES = 8;

/**
 * What counts as one address: an IPv4 address, or the IPv6 /64 network of one customer. Values that are not addresses
 * come from a forwarding header; they all count as one.
 */
export function addressKey(address: string | undefined): string {
  if (address === undefined || !ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${Buffer.from(parsed.toByteArray().slice(0, IPV6_PREFIX_BYTES)).toString('hex')}/64`;
}
