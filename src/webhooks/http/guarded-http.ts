import { LRUCache } from 'lru-cache';
import { parseUrl } from '../../common/urls.js';
import type { AllowedNetworks } from './address-policy.js';
import { DeliveryChannel } from './delivery-channel.js';
import { GuardedConnector } from './guarded-connector.js';
import { HostResolver } from './host-resolver.js';
import type { InFlightPost, PostRequest, Target } from './in-flight-post.js';
import { AddressRefused, ClientClosed, NotListening } from './post-failures.js';
import type { PostOutcome } from './post-outcome.js';
import type { Resolver } from './resolver.js';
import { literalAddress } from './webhook-url.js';

export type { PostRequest };

export interface GuardedHttpOptions {
  readonly allowed: AllowedNetworks;
  /** Default 512. */
  readonly connectionsPerOrigin?: number;
  /** Default: the hosts file and DNS, see `HostResolver`. */
  readonly lookup?: Resolver;
  /** DNS servers, with a port or not; empty: those of the system. */
  readonly dnsServers?: readonly string[];
  /**
   * Target of relative URLs, such as `http://127.0.0.1:5000`; read per request, because the port is known only after
   * the start.
   */
  readonly internalOrigin?: () => string;
}

const CONNECTIONS_PER_ORIGIN = 512;
const SWEEP_MS = 50;
const MAX_CACHED_TARGETS = 10_000;

/**
 * POSTs webhooks to public or explicitly allowed receivers. Redirects are not followed; at most 64 KiB of a response is
 * read. One timer sweeps all deadlines, so a timeout may come up to 50 ms late.
 */
export class GuardedHttp {
  private readonly guarded: DeliveryChannel;
  private readonly internal: DeliveryChannel;
  private readonly inFlight = new Set<InFlightPost>();
  private readonly targets = new LRUCache<string, Target>({ max: MAX_CACHED_TARGETS });
  private readonly names: HostResolver;
  private sweeper: NodeJS.Timeout | undefined;

  constructor(private readonly options: GuardedHttpOptions) {
    const connections = options.connectionsPerOrigin ?? CONNECTIONS_PER_ORIGIN;
    const { allowed, dnsServers: servers } = options;
    this.names = new HostResolver({ allowed, ...(servers && { servers }) });
    const resolver = options.lookup ?? this.names.lookup;
    this.guarded = new DeliveryChannel(new GuardedConnector({ allowed, resolver }), connections, this.inFlight);
    this.internal = new DeliveryChannel(new GuardedConnector(), connections, this.inFlight);
  }

  /** Never throws. `done` is called exactly once, never before `post` has returned; it must not throw. */
  post(request: PostRequest, done: (outcome: PostOutcome) => void): void {
    const isInternal = request.trusted === true;
    const channel = isInternal ? this.internal : this.guarded;
    const target = isInternal ? this.internalTarget(request.url) : this.target(request.url);
    this.sweeper ??= setInterval(this.sweep, SWEEP_MS).unref();
    channel.post({ request, target, done, startedMs: performance.now(), isRepeat: false });
  }

  postAndWait(request: PostRequest): Promise<PostOutcome> {
    return new Promise((resolve) => this.post(request, resolve));
  }

  /** Ends every request in flight with code `closed` and closes all connections; later posts fail the same way. */
  async close(): Promise<void> {
    for (const post of this.inFlight) post.cancel(new ClientClosed());
    clearInterval(this.sweeper);
    this.sweeper = undefined;
    this.names.close();
    await Promise.all([this.guarded.close(), this.internal.close()]);
  }

  private readonly sweep = () => {
    const nowMs = performance.now();
    for (const post of this.inFlight) if (post.deadlineMs <= nowMs) post.expire();
    // A busy client keeps its timer: only a sweep stops it, not each moment without a request.
    if (this.inFlight.size > 0) return;
    clearInterval(this.sweeper);
    this.sweeper = undefined;
  };

  private target(text: string): Target {
    const known = this.targets.get(text);
    if (known !== undefined) return known;
    const target = this.parsed(text);
    this.targets.set(text, target);
    return target;
  }

  private parsed(text: string): Target {
    const url = parseUrl(text);
    if (url === undefined) return invalidTarget();
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return invalidTarget();
    const literal = literalAddress(url.hostname);
    const refusal = literal === undefined ? undefined : this.options.allowed.refusalOf(literal);
    const fault = refusal === undefined ? undefined : refused(`The host is ${refusal}. Such a receiver is not called.`);
    return { origin: originWithoutDot(url), path: url.pathname + url.search, fault };
  }

  private internalTarget(text: string): Target {
    const origin = this.options.internalOrigin?.();
    if (!origin) return { ...invalidTarget(), fault: new NotListening() };
    const url = parseUrl(text, origin);
    if (url === undefined) return invalidTarget();
    const isOurs = url.origin === new URL(origin).origin;
    const fault = isOurs ? undefined : refused('The URL does not belong to this application.');
    return { origin: originWithoutDot(url), path: url.pathname + url.search, fault };
  }
}

/**
 * `example.com.` equals `example.com`, marked as complete. Certificates, virtual hosts and SNI know it without the dot,
 * and browsers drop it too.
 */
function originWithoutDot({ origin, protocol, port, hostname }: URL): string {
  if (!hostname.endsWith('.')) return origin;
  return `${protocol}//${hostname.slice(0, -1)}${port === '' ? '' : `:${port}`}`;
}

function invalidTarget(): Target {
  return { origin: '', path: '', fault: Object.assign(new Error('Not an http(s) URL.'), { code: 'invalid_url' }) };
}

function refused(reason: string): Error {
  return new AddressRefused(reason);
}
