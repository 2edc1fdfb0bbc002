import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { NotFound } from '../../common/errors.js';
import { AppLogger } from '../../common/logger.js';
import { InFlight } from '../../common/rate-limit/in-flight.js';
import { LimitExceeded } from '../../common/rate-limit/limit-exceeded.js';
import { RateCounter } from '../../common/rate-limit/rate-counter.js';
import { LiveFeed } from '../../events/live-feed.js';
import { storedHeaders } from './bin-headers.js';
import { MAX_REQUESTS_A_MINUTE, MAX_REQUESTS_AT_ONCE } from './bin-limits.js';
import { BinRequests, type RequestSummary } from './bin-requests.js';
import { BinSignatures } from './bin-signatures.js';
import type { Bin } from './bin.entity.js';
import { BinsService } from './bins.service.js';

const MINUTE_MS = 60_000;
/** Maximum characters of a path or content type in a push; the list has the whole. */
const MAX_PUSHED_TEXT = 500;

/** A bin with room for one more request; call `leave` once, when it is answered. */
export interface OpenedBin {
  readonly bin: Bin;
  readonly leave: () => void;
}

/** Handles requests to bins: records them, pushes them to the owner's sockets, and delays the answer as set. */
@Injectable()
export class BinReceiverService implements BeforeApplicationShutdown {
  private readonly perMinute = new RateCounter(MINUTE_MS);
  private readonly inFlight = new InFlight();
  private readonly waiting = new Set<() => void>();
  private isStopping = false;

  constructor(
    private readonly bins: BinsService,
    private readonly requests: BinRequests,
    private readonly signatures: BinSignatures,
    private readonly feed: LiveFeed,
    private readonly logger: AppLogger,
  ) {}

  /** Called before the body is read. @throws NotFound, LimitExceeded */
  async open(id: string): Promise<OpenedBin> {
    const bin = await this.bins.open(id);
    if (bin === undefined) throw new NotFound('bin');
    const { count, resetsInMs } = this.perMinute.add(bin.id);
    if (count > MAX_REQUESTS_A_MINUTE) {
      const detail = `A bin takes ${MAX_REQUESTS_A_MINUTE} requests a minute. Wait as long as Retry-After says.`;
      throw new LimitExceeded('bin_requests_per_minute', detail, resetsInMs / 1_000);
    }
    const leave = this.inFlight.enter(bin.id, MAX_REQUESTS_AT_ONCE);
    if (leave !== undefined) return { bin, leave };
    const detail = `A bin has ${MAX_REQUESTS_AT_ONCE} requests under way. Wait for one of them to be answered.`;
    throw new LimitExceeded('bin_requests_at_once', detail, 1);
  }

  /** @throws NotFound when the bin was deleted meanwhile */
  async take(bin: Bin, request: IncomingMessage, body: Buffer): Promise<void> {
    const signature = await this.signatures.verdict(bin, { headers: request.headers, body });
    const taken = await this.requests.add(bin, {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: storedHeaders(request.rawHeaders),
      body,
      responseStatus: bin.status,
      signature,
    });
    await this.show(bin, taken);
  }

  /** Ends early when the caller leaves, or the server stops. */
  async wait(delayMs: number, response: ServerResponse): Promise<void> {
    if (delayMs === 0 || this.isStopping || response.destroyed) return;
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        response.off('close', end);
        this.waiting.delete(end);
        resolve();
      };
      const timer = setTimeout(end, delayMs);
      response.once('close', end);
      this.waiting.add(end);
    });
  }

  beforeApplicationShutdown(): void {
    this.isStopping = true;
    for (const end of this.waiting) end();
  }

  /**
   * Always, even without watchers: processes learn of a watcher only within a second, and a request of that second
   * would be missing from the page.
   */
  private async show({ id, userId }: Bin, taken: RequestSummary): Promise<void> {
    const data = {
      ...taken,
      path: taken.path.slice(0, MAX_PUSHED_TEXT),
      content_type: taken.content_type?.slice(0, MAX_PUSHED_TEXT) ?? null,
    };
    const payload = { event: 'bin.request', id: taken.id, bin_id: id, data };
    const push = { room: `bin:${id}`, userId, managersOf: null, admins: false, staffOnly: false, payload };
    try {
      await this.feed.send([{ message: 'bin.request', ...push }]);
    } catch (error) {
      this.logger.warn('A request to a bin could not be pushed; the list has it.', { error: String(error) });
    }
  }
}
