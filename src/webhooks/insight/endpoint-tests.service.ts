import { setTimeout } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AppConfig } from '../../common/config.js';
import { HopStamps } from '../../common/hop-stamps.js';
import { newId } from '../../common/ids.js';
import { AppLogger } from '../../common/logger.js';
import type { Actor } from '../../common/request-context.js';
import { DeliveryFeed } from '../deliveries/delivery-feed.js';
import { PersonalWebhookFixed, SecretUnreadable } from '../endpoints/endpoint-errors.js';
import { EndpointHeaders } from '../endpoints/endpoint-headers.js';
import { EndpointSecrets } from '../endpoints/endpoint-secrets.js';
import { EndpointsService } from '../endpoints/endpoints.service.js';
import type { WebhookEndpoint } from '../endpoints/webhook-endpoint.entity.js';
import { familiesOf } from '../formats/chosen-families.js';
import { DeliveryBodies, type DeliveryBody } from '../formats/delivery-bodies.js';
import { FormatFailed, type FormatEvent } from '../formats/delivery-format.js';
import { EndpointHours } from '../health/endpoint-hours.js';
import { GuardedHttp } from '../http/guarded-http.js';
import { OwnAddress } from '../http/own-address.js';
import type { PostOutcome } from '../http/post-outcome.js';
import { shareOf } from '../programs/program-run.js';
import { classifyOutcome } from '../queue/retry-schedule.js';
import { generateSecret, SigningSecret } from '../signing/signing.js';
import { deliveryRequest, type RequestTarget } from '../worker/delivery-sender.js';
import type { ProbeAnswer, TestAnswer } from './insight.answers.js';
import { sampleEvent, TEST_EVENT } from './sample-event.js';
import { TestLog, type SentTest } from './test-log.js';

/** How long a caller waits for the receiver's answer to a test. */
const MAX_TEST_WAIT_MS = 10_000;

/** Not when the URL was changed meanwhile: the verdict would be about another receiver. */
const KEEP_VERDICT_SQL = 'UPDATE webhook_endpoints SET verifies = $2::boolean WHERE id = $1 AND url = $3';

/** Sends a test now, to this endpoint alone, while the caller waits. */
@Injectable()
export class EndpointTestsService {
  private readonly log: TestLog;

  constructor(
    private readonly dataSource: DataSource,
    private readonly endpoints: EndpointsService,
    private readonly secrets: EndpointSecrets,
    private readonly headers: EndpointHeaders,
    private readonly http: GuardedHttp,
    private readonly config: AppConfig,
    private readonly bodies: DeliveryBodies,
    private readonly feed: DeliveryFeed,
    private readonly hours: EndpointHours,
    private readonly ownAddress: OwnAddress,
    private readonly hops: HopStamps,
    private readonly logger: AppLogger,
  ) {
    this.log = new TestLog(dataSource);
  }

  /**
   * Also to a disabled endpoint, so that it can be tested before it is enabled. @throws NotFound, PersonalWebhookFixed
   */
  async test(actor: Actor, id: string, type = TEST_EVENT): Promise<TestAnswer> {
    const endpoint = await this.find(actor, id);
    const event = sampleEvent(type, actor, id);
    const sent = { id: newId(), endpointId: id, viewer: actor, companyId: endpoint.companyId, event };
    const answer = this.sendAndLog(endpoint, sent);
    const waited = new AbortController();
    try {
      return await Promise.race([answer, unanswered(sent.id, waited.signal)]);
    } finally {
      waited.abort();
      // The caller no longer waits for a slow test, so an error can only be logged.
      answer.catch((error: unknown) => this.logger.error(`The test ${sent.id} could not be logged.`, error));
    }
  }

  private async sendAndLog(endpoint: WebhookEndpoint, sent: Omit<SentTest, 'outcome' | 'error'>): Promise<TestAnswer> {
    const outcome = await this.send(endpoint, sent.event, this.secrets.signing(endpoint));
    const verdict = classifyOutcome(outcome, { nowMs: Date.now(), waitedMs: 0, isChatService: false });
    const error = verdict.ok ? undefined : verdict.reason;
    await this.log.store({ ...sent, outcome, error: error ?? null });
    const durationMs = Math.round(outcome.timings.totalMs);
    const status = outcome.ok ? outcome.status : null;
    await this.hours.add({ endpointId: endpoint.id, isSuccess: verdict.ok, status, durationMs });
    this.feed.show(sent.id);
    return {
      success: verdict.ok,
      status,
      duration_ms: durationMs,
      ...(error !== undefined && { error }),
      delivery_id: sent.id,
    };
  }

  /**
   * Sends a test signed with another secret: a receiver that accepts it accepts requests from anyone. @throws NotFound,
   * PersonalWebhookFixed
   */
  async probe(actor: Actor, id: string): Promise<ProbeAnswer> {
    const endpoint = await this.find(actor, id);
    const outcome = await this.send(endpoint, sampleEvent(TEST_EVENT, actor, id), [
      SigningSecret.from(generateSecret()),
    ]);
    const status = outcome.ok ? outcome.status : null;
    const checks = status === null ? null : checksSignatures(status);
    await this.dataSource.query(KEEP_VERDICT_SQL, [id, checks, endpoint.url]);
    return {
      checks_signatures: checks,
      status,
      duration_ms: Math.round(outcome.timings.totalMs),
      verdict: outcome.ok ? VERDICTS[String(checks) as keyof typeof VERDICTS] : outcome.reason,
    };
  }

  private async find(actor: Actor, id: string): Promise<WebhookEndpoint> {
    const endpoint = await this.endpoints.find(actor, id);
    if (endpoint.kind === 'personal') throw new PersonalWebhookFixed();
    if (!this.headers.canOpen(endpoint)) throw new SecretUnreadable();
    return endpoint;
  }

  private async send(
    endpoint: WebhookEndpoint,
    event: FormatEvent,
    secrets: RequestTarget['secrets'],
  ): Promise<PostOutcome> {
    let body: DeliveryBody;
    try {
      const source = { event, notification: null, enrichedData: null, type: event.type };
      body = await this.bodies.write({ ...settingsOf(endpoint), share: shareOf(endpoint) }, source);
    } catch (error) {
      if (!(error instanceof FormatFailed)) throw error;
      return unwritable(error.message);
    }
    const target: RequestTarget = {
      url: endpoint.url,
      isRelative: endpoint.url.startsWith('/'),
      headers: this.headers.sent(endpoint, this.ownAddress.isOwn(endpoint.url)),
      secrets,
      families: familiesOf(endpoint.signatures, endpoint.payloadFormat),
      timeoutMs: endpoint.timeoutSeconds === null ? this.config.webhook.timeoutMs : endpoint.timeoutSeconds * 1_000,
    };
    const hopStamp = this.hops.stamp({ id: event.id, hops: 0 });
    return this.http.postAndWait(deliveryRequest({ messageId: event.id, type: event.type, hopStamp }, target, body));
  }
}

/** @returns after `MAX_TEST_WAIT_MS` */
async function unanswered(deliveryId: string, signal: AbortSignal): Promise<TestAnswer> {
  await setTimeout(MAX_TEST_WAIT_MS, undefined, { signal }).catch(() => undefined);
  const error = `The receiver has not answered within ${MAX_TEST_WAIT_MS / 1_000} s. The delivery is logged when it is over.`;
  return { success: false, status: null, duration_ms: MAX_TEST_WAIT_MS, error, delivery_id: deliveryId };
}

function settingsOf({ payloadFormat, template, jsonStyle }: WebhookEndpoint) {
  return { payloadFormat, template, jsonStyle };
}

const VERDICTS = {
  true: 'The receiver refused a bad signature.',
  false: 'The receiver accepted a bad signature: anyone who knows its URL can send to it. Make it check signatures.',
  null: 'The receiver neither accepted nor refused the request, so it is unknown whether it checks signatures.',
} as const;

function checksSignatures(status: number): boolean | null {
  if (status >= 200 && status < 300) return false;
  return [400, 401, 403, 422].includes(status) ? true : null;
}

function unwritable(reason: string): PostOutcome {
  return { ok: false, kind: 'network', code: 'format_failed', reason, timings: { totalMs: 0 } };
}
