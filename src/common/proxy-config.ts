import { isIP } from 'node:net';
import type { Environment } from './environment.js';

/** How many proxies stand before this process, or their addresses and networks. */
export type TrustedProxies = { readonly hops: number } | { readonly networks: readonly string[] };

/** Proxies in a row; more would be a loop. */
const MAX_HOPS = 100;
/** Names that the library for forwarding headers accepts. */
const NAMED_NETWORKS = ['loopback', 'linklocal', 'uniquelocal'];

export function trustProxyConfig(env: Environment): TrustedProxies {
  const entries = env.list('TRUST_PROXY', []);
  const [first = ''] = entries;
  if (entries.length === 1 && /^\d+$/.test(first) && Number(first) <= MAX_HOPS) return { hops: Number(first) };
  const wrong = entries.filter((entry) => !isNetwork(entry));
  if (wrong.length > 0) {
    env.problems.push(
      `TRUST_PROXY must be a number of proxies from 0 to ${MAX_HOPS}, or a comma list of addresses and CIDR networks ` +
        `such as 10.0.0.0/8, not "${wrong.join(', ')}".`,
    );
  }
  return { networks: entries };
}

/** An address, a network in CIDR notation, or a named one. */
export function isNetwork(text: string): boolean {
  if (NAMED_NETWORKS.includes(text)) return true;
  const [address = '', prefix, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}
