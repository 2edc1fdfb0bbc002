import { Inject, Injectable } from '@nestjs/common';
import { HOPS_HEADER, HopStamps } from '../../common/hop-stamps.js';
import { AppLogger } from '../../common/logger.js';
import { tracer, type AttemptSpan } from '../../common/tracing/tracer.js';
import { VERSION } from '../../common/version.js';
import type { DeliveryBody } from '../formats/delivery-bodies.js';
import { FormatFailed } from '../formats/delivery-format.js';
import { GuardedHttp, type PostRequest } from '../http/guarded-http.js';
import type { PostOutcome } from '../http/post-outcome.js';
import { ProgramsBusy } from '../programs/program-pool.js';
import type { AttemptResult, QueuedDelivery } from '../queue/queued-delivery.js';
import { classifyOutcome, nextAttempt, type Verdict } from '../queue/retry-schedule.js';
import { signHeaders } from '../signing/signing.js';
import { ChatPace } from './chat-pace.js';
import { DeliveryMetrics } from './delivery-metrics.js';
import { DeliveryWriter } from './delivery-writer.js';
import type { EndpointTarget } from './endpoint-target.js';
import type { Lane } from './lane.js';

/** The wait after a fault of this machine. The delivery stays as it is, and no attempt is spent. */
const OUR_FAULT_WAIT_MS = 2_000;

const USER_AGENT = ['user-agent', `Carillon/${VERSION}`];
/** Answers are shown to people, so they should not be compressed. */
const PLAIN_ANSWER = ['accept-encoding', 'identity'];
/** Names a hidden caller (RFC 7239), so that no check of addresses takes this for a request from loopback. */
const INTERNAL_HEADERS = ['forwarded', 'for=_webhook', 'x-forwarded-for', '0.0.0.0'];

/** Final: nothing more is sent unless a person retries it, so these are logged as warnings. */
const GIVEN_UP: ReadonlySet<Verdict['action']> = new Set(['failed', 'gone']);

export type SendOutcome =
  | { readonly kind: 'ours'; readonly waitMs: number }
  | { readonly kind: 'done'; readonly result: AttemptResult; readonly endpointIsGone: boolean };

interface Answer {
  readonly outcome: PostOutcome;
  /** Undefined: nothing is traced. */
  readonly span: AttemptSpan | undefined;
}

/** What the headers need to know of a message. */
export interface RequestMessage extends Pick<QueuedDelivery, 'messageId' | 'type'> {
  /** See `HopStamps`. Left out in previews, which send nothing. */
  readonly hopStamp?: string;
  /** Left out: nothing is traced. */
  readonly traceparent?: string | undefined;
}
export type RequestTarget = Pick<
  EndpointTarget,
  'url' | 'isRelative' | 'headers' | 'secrets' | 'families' | 'timeoutMs'
>;

/** Signs and sends one delivery, and says what its answer means. */
@Injectable()
export class DeliverySender {
  @Inject(HopStamps) private readonly hops: HopStamps;
  @Inject(DeliveryMetrics) private readonly metrics: DeliveryMetrics;
  private inFlight = 0;
  private whenIdle: (() => void) | undefined;

  constructor(
    private readonly http: GuardedHttp,
    private readonly chat: ChatPace,
    private readonly writer: DeliveryWriter,
    private readonly logger: AppLogger,
  ) {}

  /** False while its chat service asks to wait, or its template is paused. */
  mayStart(target: EndpointTarget, nowMs: number): boolean {
    if (!this.writer.mayStart(target, nowMs)) return false;
    return !target.isChat || this.chat.mayStart(target.url, nowMs);
  }

  /**
   * Never throws. `done` is called exactly once, after `send` has returned.
   *
   * @param isHeld asked again just before the first byte, since templates and connections take time
   */
  send(
    delivery: QueuedDelivery,
    { target, isHeld }: Pick<Lane, 'target' | 'isHeld'>,
    done: (outcome: SendOutcome) => void,
  ): void {
    this.inFlight += 1;
    const finish = (outcome: SendOutcome) => {
      this.inFlight -= 1;
      if (this.inFlight === 0) this.whenIdle?.();
      done(outcome);
    };
    const fail = (error: unknown) => {
      const outcome = unwritten(delivery, error);
      const action = outcome.kind === 'done' ? 'failed' : 'retry';
      this.metrics.ended(outcome.kind === 'done' ? 'failed' : 'ours');
      const { id, endpointId } = delivery;
      this.logger.warn('delivery.unwritable', {
        delivery_id: id,
        endpoint_id: endpointId,
        action,
        error: String(error),
      });
      finish(outcome);
    };
    const post = (body: DeliveryBody) => this.post(delivery, target, { body, isHeld, finish, fail });
    this.write(delivery, target, { post, fail });
  }

  private post(
    delivery: QueuedDelivery,
    target: EndpointTarget,
    {
      body,
      isHeld,
      finish,
      fail,
    }: {
      body: DeliveryBody;
      isHeld: () => boolean;
      finish: (outcome: SendOutcome) => void;
      fail: (error: unknown) => void;
    },
  ): void {
    const { id: deliveryId, endpointId, messageId, type, event, tries } = delivery;
    const span = tracer()?.attempt({ deliveryId, endpointId, event, number: tries + 1 });
    let request: PostRequest;
    try {
      const message = { messageId, type, hopStamp: this.hops.stamp(event), traceparent: span?.traceparent };
      request = { ...deliveryRequest(message, target, body), mayStart: isHeld };
    } catch (error) {
      span?.end({ action: 'failed', error: 'unwritable' });
      queueMicrotask(() => fail(error));
      return;
    }
    if (target.isChat) this.chat.start(target.url);
    this.metrics.started(delivery);
    const send = () => {
      this.http.post(request, (outcome) => finish(this.understand(delivery, target, { outcome, span })));
    };
    if (span === undefined) send();
    else span.around(send);
  }

  /** Calls one of the two after it has returned, or `post` at once when no program has to run. */
  private write(
    delivery: QueuedDelivery,
    target: EndpointTarget,
    { post, fail }: { post: (body: DeliveryBody) => void; fail: (error: unknown) => void },
  ): void {
    let body: DeliveryBody | Promise<DeliveryBody>;
    try {
      body = this.writer.write(delivery, target);
    } catch (error) {
      queueMicrotask(() => fail(error));
      return;
    }
    if (body instanceof Promise) void body.then(post, fail);
    else post(body);
  }

  /** An answer that cannot be processed costs its own delivery alone. An exception here would end the process. */
  private understand(delivery: QueuedDelivery, target: EndpointTarget, answer: Answer): SendOutcome {
    try {
      return this.judge(delivery, target, answer);
    } catch (error) {
      answer.span?.end({ action: 'failed', error: 'not_understood' });
      this.logger.error('The answer to a delivery could not be understood.', error);
      return unwritable(delivery, error);
    }
  }

  /** Resolves when nothing is in flight any more. */
  async settled(): Promise<void> {
    if (this.inFlight > 0) await new Promise<void>((resolve) => (this.whenIdle = resolve));
  }

  /** Ends the requests in flight. Their deliveries stay as they are in the queue. */
  abort(): Promise<void> {
    return this.http.close();
  }

  private judge(delivery: QueuedDelivery, target: EndpointTarget, { outcome, span }: Answer): SendOutcome {
    const askedWaitMs = target.isChat ? this.chat.end(target.url, outcome) : undefined;
    const context = { nowMs: Date.now(), waitedMs: delivery.waitedMs, isChatService: target.isChat, askedWaitMs };
    const verdict = classifyOutcome(outcome, context);
    const isOurs = !verdict.ok && verdict.kind === 'ours';
    if (isOurs) {
      this.metrics.ended('ours');
      this.report(delivery, { outcome, verdict, span, action: verdict.action });
      return { kind: 'ours', waitMs: OUR_FAULT_WAIT_MS };
    }
    const result = resultOf(delivery, target, { outcome, verdict });
    // It could be repeated, but it was the last attempt.
    const isGivenUp = result.state === 'failed' && verdict.action === 'retry';
    const action = isGivenUp ? 'failed' : verdict.action;
    this.metrics.ended(action, outcome.timings.totalMs);
    this.report(delivery, { outcome, verdict, span, action });
    return { kind: 'done', result, endpointIsGone: verdict.action === 'gone' };
  }

  private report(
    delivery: QueuedDelivery,
    { outcome, span, verdict, action }: Answer & { verdict: Verdict; action: Verdict['action'] },
  ): void {
    const fields = {
      delivery_id: delivery.id,
      endpoint_id: delivery.endpointId,
      event_id: delivery.event.id,
      event_type: delivery.type,
      attempt: delivery.tries + 1,
      action,
      status: outcome.ok ? outcome.status : undefined,
      error: verdict.ok ? undefined : verdict.code,
      duration_ms: Math.round(outcome.timings.totalMs),
    };
    span?.end(fields);
    if (GIVEN_UP.has(action)) this.logger.warn('delivery.attempted', fields);
    else this.logger.event('delivery.attempted', fields);
  }
}

/** Nothing was sent. Another try would fail in the same way, unless the templates' processes were just busy. */
function unwritten(delivery: QueuedDelivery, error: unknown): SendOutcome {
  return error instanceof ProgramsBusy ? { kind: 'ours', waitMs: OUR_FAULT_WAIT_MS } : unwritable(delivery, error);
}

function unwritable(delivery: QueuedDelivery, error: unknown): SendOutcome {
  const result: AttemptResult = {
    delivery,
    state: 'failed',
    attempts: delivery.attempts,
    tries: delivery.tries + 1,
    waitedMs: delivery.waitedMs,
    dueInMs: null,
    status: null,
    responseBody: null,
    error: error instanceof FormatFailed ? error.message : 'The message could not be written.',
    durationMs: 0,
    timings: '{}',
  };
  return { kind: 'done', result, endpointIsGone: false };
}

function resultOf(
  delivery: QueuedDelivery,
  target: EndpointTarget,
  { outcome, verdict }: { outcome: PostOutcome; verdict: Verdict },
): AttemptResult {
  const isWaiting = verdict.action === 'wait';
  const attempts = delivery.attempts + (isWaiting ? 0 : 1);
  const dueInMs = delayOf(verdict, target, attempts);
  return {
    delivery,
    state: verdict.ok ? 'success' : dueInMs === null ? 'failed' : 'retry',
    attempts,
    tries: delivery.tries + 1,
    waitedMs: delivery.waitedMs + (isWaiting ? verdict.waitMs : 0),
    dueInMs,
    status: outcome.ok ? outcome.status : null,
    responseBody: outcome.ok ? outcome.body : null,
    error: verdict.ok ? null : verdict.reason,
    durationMs: Math.round(outcome.timings.totalMs),
    timings: timingsText(outcome),
  };
}

function delayOf(verdict: Verdict, target: EndpointTarget, attempt: number): number | null {
  if (verdict.action === 'wait') return verdict.waitMs;
  if (verdict.action !== 'retry') return null;
  return nextAttempt({ schedule: target.schedule, maxAttempts: target.maxAttempts, attempt, random: Math.random });
}

/** Built by hand: beside the request itself it is one of the more expensive steps of a delivery. */
function timingsText({ timings }: PostOutcome): string {
  const { dnsMs, connectMs, tlsMs, firstByteMs, totalMs } = timings;
  const measured = member('dns_ms', dnsMs) + member('connect_ms', connectMs) + member('tls_ms', tlsMs);
  return `{${measured}${member('first_byte_ms', firstByteMs)}"total_ms":${rounded(totalMs)}}`;
}

function member(name: string, ms: number | undefined): string {
  return ms === undefined ? '' : `"${name}":${rounded(ms)},`;
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}

/** The signed request of one attempt. Made just before it is sent, because the timestamp is signed. */
export function deliveryRequest(
  message: RequestMessage,
  target: RequestTarget,
  { format, text }: DeliveryBody,
): PostRequest {
  const headers = signHeaders({
    id: message.messageId,
    type: message.type,
    timestampSeconds: Math.floor(Date.now() / 1_000),
    body: text,
    secrets: target.secrets,
    families: target.families,
  });
  if (message.hopStamp !== undefined) headers.push(HOPS_HEADER, message.hopStamp);
  if (message.traceparent !== undefined && !hasHeader(target.headers, 'traceparent')) {
    headers.push('traceparent', message.traceparent);
  }
  headers.push('content-type', format.contentType, ...target.headers);
  // Only what is built in may call itself something else: Discord wants its bots to say that they are bots.
  if (!target.headers.includes('user-agent')) headers.push(...USER_AGENT);
  if (!hasHeader(target.headers, 'accept-encoding')) headers.push(...PLAIN_ANSWER);
  if (target.isRelative) headers.push(...INTERNAL_HEADERS);
  return { url: target.url, headers, body: text, timeoutMs: target.timeoutMs, trusted: target.isRelative };
}

function hasHeader(headers: readonly string[], name: string): boolean {
  return headers.some((text, index) => index % 2 === 0 && text.toLowerCase() === name);
}
