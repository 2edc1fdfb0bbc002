import type { AddressInfo } from 'node:net';

/** The part of Node's HTTP server that tells where it listens. */
export interface ListeningServer {
  address(): AddressInfo | string | null;
}

/**
 * Where this application itself can be called from inside: relative webhook URLs go there. Asked when it is needed, because
 * the port is known only once the server listens. Empty until then: a request fails and comes again by its schedule.
 */
export function internalOrigin(server: ListeningServer): string {
  const address = server.address();
  if (address === null || typeof address === 'string') return '';
  // A wildcard is where one listens, not where one calls.
  if (address.address === '::' || address.address === '0.0.0.0') return `http://127.0.0.1:${address.port}`;
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}
