import type { IncomingMessage } from 'node:http';
import proxyAddr from '@fastify/proxy-addr';
import type { TrustedProxies } from '../proxy-config.js';

type Trust = false | string[] | ((address: string, hop: number) => boolean);

/**
 * The form that Fastify takes. A number of hops becomes a function, because Fastify accepts a number but ignores it.
 */
export function trustedProxies(proxies: TrustedProxies): Trust {
  if ('hops' in proxies) return proxies.hops === 0 ? false : (_address, hop) => hop < proxies.hops;
  return proxies.networks.length === 0 ? false : [...proxies.networks];
}

/** The address of a request that Fastify does not see, such as a handshake, by Fastify's own rules. */
export function clientAddress(request: IncomingMessage, proxies: TrustedProxies): string | undefined {
  const trust = trustedProxies(proxies);
  return trust === false ? request.socket.remoteAddress : proxyAddr(request, trust);
}
