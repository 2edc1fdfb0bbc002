import type { TrustedProxies } from '../proxy-config.js';

type Trust = false | string[] | ((address: string, hop: number) => boolean);

/** As Fastify takes it. A number of hops goes in as a function: Fastify accepts a number, and ignores it. */
export function trustedProxies(proxies: TrustedProxies): Trust {
  if ('hops' in proxies) return proxies.hops === 0 ? false : (_address, hop) => hop < proxies.hops;
  return proxies.networks.length === 0 ? false : [...proxies.networks];
}
