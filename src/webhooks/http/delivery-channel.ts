import { Agent } from 'undici';
import type { Dial, GuardedConnector } from './guarded-connector.js';
import { InFlightPost, type PostOrder, type PostRegistry } from './in-flight-post.js';
import { ClientClosed } from './post-failures.js';

/** Cookies and policies of a receiver easily exceed undici's 16 KiB, though it accepted the message. */
const MAX_HEADER_BYTES = 65_536;

/** Agents and the connector that opens their connections. */
export class DeliveryChannel implements PostRegistry {
  private readonly agent: Agent;
  /** For repeated requests: a new connection each, because another kept one may be as stale as the first. */
  private readonly fresh: Agent;
  private dispatching: InFlightPost | undefined;
  private isClosed = false;

  constructor(
    private readonly connector: GuardedConnector,
    connections: number,
    private readonly inFlight: Set<InFlightPost>,
  ) {
    connector.onDial = (dial) => {
      // undici dials within `dispatch`, if it dials at all for this request.
      if (this.dispatching) this.dispatching.dial = dial;
    };
    // undici's own timeouts are off, because they restart with each byte; this one covers the whole request.
    const options = {
      connect: connector.connect,
      connections,
      headersTimeout: 0,
      bodyTimeout: 0,
      maxHeaderSize: MAX_HEADER_BYTES,
    };
    this.agent = new Agent({ ...options, pipelining: 1 });
    this.fresh = new Agent({ ...options, pipelining: 0 });
  }

  get opened(): Dial | undefined {
    return this.connector.opened;
  }

  post(order: PostOrder): void {
    const post = new InFlightPost(this, order);
    this.inFlight.add(post);
    if (this.isClosed) post.onError(new ClientClosed());
    else if (order.target.fault !== undefined) post.onError(order.target.fault);
    else this.dispatch(post, order);
    post.isDispatched = true;
  }

  settled(post: InFlightPost): void {
    this.inFlight.delete(post);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all([this.agent.destroy(new ClientClosed()), this.fresh.destroy(new ClientClosed())]);
  }

  private dispatch(post: InFlightPost, { target: { origin, path }, request, isRepeat }: PostOrder): void {
    const { headers, body } = request;
    this.dispatching = post;
    try {
      (isRepeat ? this.fresh : this.agent).dispatch({ origin, path, method: 'POST', headers, body }, post);
    } catch (error) {
      post.onError(error instanceof Error ? error : new Error('dispatch failed'));
    } finally {
      this.dispatching = undefined;
    }
  }
}
