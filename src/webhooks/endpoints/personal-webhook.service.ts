import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { InvalidInput, type FieldError } from '../../common/errors.js';
import { InputChecks } from '../../common/http/input-checks.js';
import { ChannelFacts } from '../../events/channel-facts.js';
import { chosenFamilies, familiesOf } from '../formats/chosen-families.js';
import { WebhookUrlRules } from '../http/webhook-url-rules.js';
import { endDeliveries, releaseHeld } from '../queue/waiting-deliveries.js';
import { SECRET_UNREADABLE } from './endpoint-errors.js';
import { DEFAULT_OVERLAP_MS, EndpointSecrets } from './endpoint-secrets.js';
import { overlapEnd } from './endpoints.answers.js';
import { type PersonalWebhookAnswer } from './personal-webhook.answers.js';
import { SetPersonalWebhook } from './personal-webhook.dto.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';

/** Changes of one person's webhook run one at a time: otherwise two would each find none and create one. */
const LOCK_PERSON_SQL = 'SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE';

const ID_SQL = `SELECT id FROM webhook_endpoints WHERE kind = 'personal' AND user_id = $1`;

/** A person's own URL for notifications: an endpoint of kind `personal`, at most one each. */
@Injectable()
export class PersonalWebhookService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly secrets: EndpointSecrets,
    private readonly urls: WebhookUrlRules,
    checks: InputChecks,
    facts: ChannelFacts,
  ) {
    facts.register({
      async personalWebhook(sql, userId) {
        return (await sql.query<{ id: string }>(ID_SQL, [userId]))[0]?.id ?? null;
      },
    });
    checks.register(SetPersonalWebhook, ({ webhook_url: url }) => this.urlFaults(url));
  }

  async get(userId: string): Promise<PersonalWebhookAnswer> {
    const endpoint = await find(this.dataSource.manager, userId);
    return endpoint === null ? NONE : this.view(endpoint);
  }

  /**
   * Creates, changes, re-enables or clears it. The answer has the secret only when it is new.
   *
   * @throws InvalidInput that names `webhook_url`
   */
  async set(userId: string, input: SetPersonalWebhook): Promise<PersonalWebhookAnswer> {
    const url = input.webhook_url;
    if (url === null || url === '') {
      await this.clear(userId);
      return NONE;
    }
    if (url !== undefined) this.urls.require('webhook_url', url);
    return this.locked(userId, async (manager, found) => {
      if (found !== null) return this.change(manager, found, input);
      if (url === undefined)
        throw new InvalidInput([{ field: 'webhook_url', message: 'must be given: there is none' }]);
      return this.make(manager, userId, { url, signatures: input.signatures });
    });
  }

  /** Also cancels waiting deliveries. */
  async clear(userId: string): Promise<void> {
    await this.locked(userId, async (manager, found) => {
      if (found === null) return;
      await endDeliveries(manager, [found.id], 'The webhook was removed.');
      await manager.remove(found);
    });
  }

  private locked<T>(
    userId: string,
    work: (manager: EntityManager, found: WebhookEndpoint | null) => Promise<T>,
  ): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query(LOCK_PERSON_SQL, [userId]);
      // Locks its row too, so that a worker that disables it now comes before or after, not in between.
      const where = { kind: 'personal' as const, userId };
      return work(manager, await manager.findOne(WebhookEndpoint, { where, lock: { mode: 'pessimistic_write' } }));
    });
  }

  private async make(
    manager: EntityManager,
    userId: string,
    { url, signatures }: { url: string } & Pick<SetPersonalWebhook, 'signatures'>,
  ): Promise<PersonalWebhookAnswer> {
    const { secret, columns } = this.secrets.make();
    const endpoint = manager.create(WebhookEndpoint, {
      kind: 'personal',
      ownerType: 'user',
      userId,
      name: 'Personal',
      url,
      active: true,
      disabledReason: null,
      failingProgram: null,
      programFailingSince: null,
      filterAfter: null,
      lastSuccessAt: null,
      payloadFormat: 'notification',
      signatures: chosenFamilies(signatures ?? null, 'notification'),
      createdBy: userId,
      ...columns,
    });
    return Object.assign(this.view(await manager.save(endpoint)), { secret });
  }

  private urlFaults(url: string | null | undefined): FieldError[] {
    const message = (url ?? '') === '' ? undefined : this.urls.faultOf(url ?? '');
    return message === undefined ? [] : [{ field: 'webhook_url', message }];
  }

  private async change(
    manager: EntityManager,
    endpoint: WebhookEndpoint,
    { webhook_url: url, rotate_secret: isRotated, signatures }: SetPersonalWebhook,
  ): Promise<PersonalWebhookAnswer> {
    const wasActive = endpoint.active;
    const isMoved = typeof url === 'string' && url !== endpoint.url;
    if (isMoved) endpoint.url = url;
    // Another receiver, or the owner has just checked it: earlier failures no longer count.
    if (isMoved || !wasActive) endpoint.failingSince = null;
    if (signatures !== undefined) endpoint.signatures = chosenFamilies(signatures, endpoint.payloadFormat);
    Object.assign(endpoint, { active: true, disabledReason: null });
    const rotated = isRotated === true ? this.secrets.rotate(endpoint, DEFAULT_OVERLAP_MS) : undefined;
    if (rotated !== undefined) Object.assign(endpoint, rotated.columns);
    await manager.save(endpoint);
    if (!wasActive) await releaseHeld(manager, endpoint.id);
    return Object.assign(this.view(endpoint), rotated && { secret: rotated.secret });
  }

  private view(endpoint: WebhookEndpoint): PersonalWebhookAnswer {
    const shown = view(endpoint);
    return this.secrets.canOpen(endpoint) ? shown : { ...shown, disabled_reason: SECRET_UNREADABLE };
  }
}

function find(manager: EntityManager, userId: string): Promise<WebhookEndpoint | null> {
  return manager.findOneBy(WebhookEndpoint, { kind: 'personal', userId });
}

const NONE: PersonalWebhookAnswer = {
  id: null,
  webhook_url: null,
  signatures: null,
  secret_preview: null,
  previous_secret_expires_at: null,
  active: false,
  disabled_reason: null,
  last_success_at: null,
  created_at: null,
  updated_at: null,
};

function view(endpoint: WebhookEndpoint) {
  return {
    id: endpoint.id,
    webhook_url: endpoint.url,
    signatures: [...familiesOf(endpoint.signatures, endpoint.payloadFormat)],
    secret_preview: endpoint.secretPreview,
    previous_secret_expires_at: overlapEnd(endpoint),
    active: endpoint.active,
    disabled_reason: endpoint.disabledReason,
    last_success_at: endpoint.lastSuccessAt?.toISOString() ?? null,
    created_at: endpoint.createdAt.toISOString(),
    updated_at: endpoint.updatedAt.toISOString(),
  } satisfies PersonalWebhookAnswer;
}
