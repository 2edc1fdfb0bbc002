import type { IncomingMessage } from 'node:http';
import proxyAddr from '@fastify/proxy-addr';
import type { TrustedProxies } from '../proxy-config.js';

type Trust = false | string[] | ((address: string, hop: number) => boolean);

/** As Fastify takes it. A number of hops goes in as a function: Fastify accepts a number, and ignores it. */
export function trustedProxies(proxies: TrustedProxies): Trust {
  if ('hops' in proxies) return proxies.hops === 0 ? false : (_address, hop) => hop < proxies.hops;
  return proxies.networks.length === 0 ? false : [...proxies.networks];
}

/** Where a request comes from, as Fastify says it of its own: for those that Fastify does not see, such as handshakes. */
export function clientAddress(request: IncomingMessage, proxies: TrustedProxies): string | undefined {
  const trust = trustedProxies(proxies);
  return trust === false ? request.socket.remoteAddress : proxyAddr(request, trust);
}
