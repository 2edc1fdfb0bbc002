import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace-node';

/** A query may hold what a person searched for, or a token; addresses say who it was. Logs leave them out, too. */
const PRIVATE = [
  'url.query',
  'client.address',
  'network.peer.address',
  'network.peer.port',
  'user_agent.original',
  'http.client_ip',
  'http.user_agent',
  'net.peer.ip',
  'net.peer.port',
];
const EXCEPTION = ['exception.message', 'exception.stacktrace'];
const URLS = ['url.full', 'http.url', 'http.target'];

/** Takes attributes away that only the person concerned should see. Comes before the processor that sends. */
export class PrivateSpans implements SpanProcessor {
  onStart(): void {
    // Only what is sent matters.
  }

  onEnd({ attributes, status, events }: ReadableSpan): void {
    // PostgreSQL's messages quote values.
    delete status.message;
    for (const { attributes: details } of events) for (const name of EXCEPTION) delete details?.[name];
    for (const name of PRIVATE) delete attributes[name];
    for (const name of URLS) {
      const url = attributes[name];
      if (typeof url === 'string') attributes[name] = url.split('?', 1)[0] ?? '';
    }
  }

  forceFlush(): Promise<void> {
    return Promise.resolve();
  }

  shutdown(): Promise<void> {
    return Promise.resolve();
  }
}
