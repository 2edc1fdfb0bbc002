import { Agent } from 'undici';
import type { Dial, GuardedConnector } from './guarded-connector.js';
import type { InFlightPost, PostRegistry } from './in-flight-post.js';
import { ClientClosed } from './post-failures.js';

export interface PostRequest {
  /** Absolute; or, when trusted, also a path of this application. */
  readonly url: string;
  /** By name, or names and values in turn. */
  readonly headers: Record<string, string> | string[];
  readonly body: string | Buffer;
  /** For all of it: DNS, connect, TLS, headers and body. */
  readonly timeoutMs: number;
  /** Skips the guard; taken only for `internalOrigin`. */
  readonly trusted?: boolean;
}

export interface Target {
  readonly origin: string;
  readonly path: string;
  /** Set when it must not be called. */
  readonly fault: Error | undefined;
}

/** An agent and the connector that opens its connections. */
export class DeliveryChannel implements PostRegistry {
  private readonly agent: Agent;
  private dispatching: InFlightPost | undefined;
  private isClosed = false;

  constructor(
    private readonly connector: GuardedConnector,
    connections: number,
    readonly settled: (post: InFlightPost) => void,
  ) {
    connector.onDial = (dial) => {
      // undici dials within `dispatch`, if it does so for this request at all.
      if (this.dispatching) this.dispatching.dial = dial;
    };
    // undici's own timeouts are off: they start anew with each byte, ours is for the whole.
    this.agent = new Agent({
      connect: connector.connect,
      connections,
      pipelining: 1,
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  get opened(): Dial | undefined {
    return this.connector.opened;
  }

  send(post: InFlightPost, { origin, path }: Target, { headers, body }: PostRequest): void {
    if (this.isClosed) {
      post.onError(new ClientClosed());
      return;
    }
    this.dispatching = post;
    try {
      this.agent.dispatch({ origin, path, method: 'POST', headers, body }, post);
    } catch (error) {
      post.onError(error instanceof Error ? error : new Error('dispatch failed'));
    } finally {
      this.dispatching = undefined;
    }
  }

  close(): Promise<void> {
    this.isClosed = true;
    return this.agent.destroy(new ClientClosed());
  }
}
