import { CarillonClient, type ClientOptions } from './carillon-client.js';

let configured: CarillonClient | undefined;

/** Sets the client that `triggerEvent`, `WebhookService`, the dispatch helpers and the React hooks use. */
export function configure(client: CarillonClient | ClientOptions): CarillonClient {
  configured = client instanceof CarillonClient ? client : new CarillonClient(client);
  return configured;
}

/** @throws Error when `configure` was not called */
export function configuredClient(): CarillonClient {
  if (configured === undefined) throw new Error('Call configure({ url, apiKey }) first, or pass a client.');
  return configured;
}
