import { CarillonClient, type ClientOptions } from './carillon-client.js';
import type { CarillonSocket, ConnectOptions } from './carillon-socket.js';
import { configuredClient } from './configured-client.js';

export interface StandaloneConnectOptions extends ConnectOptions {
  /** Left out: the configured one. */
  readonly client?: CarillonClient | ClientOptions;
}

/** `client.connect(options)`, with the configured client as the default. */
export function connect({ client, ...options }: StandaloneConnectOptions = {}): CarillonSocket {
  const own = client === undefined || client instanceof CarillonClient ? client : new CarillonClient(client);
  return (own ?? configuredClient()).connect(options);
}
