import { Injectable } from '@nestjs/common';
import { DataSource, LessThan, type EntityManager } from 'typeorm';
import { Conflict, Forbidden, NotFound } from '../common/errors.js';
import { decodeIdCursor } from '../common/id-cursor.js';
import { toPage, type Page, type PageQuery } from '../common/paging.js';
import type { Actor } from '../common/request-context.js';
import { SCOPES, type Scope } from '../common/scopes.js';
import { SessionRevocation } from '../users/session-revocation.js';
import { API_KEY_PREFIX, generateKey, hashOfKey } from './api-key-access.js';
import { AccessRefused } from './auth-errors.js';
import { ApiKey } from './api-key.entity.js';
import type { ApiKeyAnswer, CreatedApiKeyAnswer } from './api-keys.answers.js';
import type { CreateApiKey } from './api-keys.dto.js';

const MAX_KEYS_PER_PERSON = 50;
/**
 * Locks the person, so that keys are created one at a time and the limit holds. Also keeps a session that was just
 * ended by a deactivation or password reset from creating one.
 */
const LOCK_OWNER_SQL = 'SELECT active FROM users WHERE id = $1 FOR UPDATE';
const STILL_SIGNED_IN_SQL = `
  SELECT 1 FROM sessions WHERE id = $1 AND revoked_at IS NULL UNION ALL SELECT 1 FROM api_keys WHERE id = $1`;

const PREVIEW_LENGTH = API_KEY_PREFIX.length + 4;

/** A person's own keys; others cannot see them. */
@Injectable()
export class ApiKeysService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly revocation: SessionRevocation,
  ) {}

  /**
   * A key created with a key gets no scope that the creating key lacks.
   *
   * @throws Forbidden, Conflict `too_many_api_keys`
   */
  async create(actor: Actor, input: CreateApiKey): Promise<CreatedApiKeyAnswer> {
    const own = actor.apiKey?.scopes ?? SCOPES;
    const missing = input.scopes?.find((scope) => !own.includes(scope));
    if (missing !== undefined)
      throw new Forbidden(`This API key lacks the scope "${missing}", so it cannot create a key with it.`);
    const key = generateKey();
    const made = await this.dataSource.transaction(async (manager) => {
      await manager.query(LOCK_OWNER_SQL, [actor.id]);
      await requireSignedIn(manager, actor);
      if ((await manager.countBy(ApiKey, { userId: actor.id })) >= MAX_KEYS_PER_PERSON) {
        const detail = `You have ${MAX_KEYS_PER_PERSON} API keys, which is the limit. Delete one that you do not use.`;
        throw new Conflict('too_many_api_keys', detail);
      }
      const scopes: Scope[] = [...(input.scopes ?? own)];
      const columns = { keyHash: hashOfKey(key), keyPreview: `${key.slice(0, PREVIEW_LENGTH)}…`, lastUsedAt: null };
      return manager.save(manager.create(ApiKey, { userId: actor.id, name: input.name, scopes, ...columns }));
    });
    return { ...view(made), key };
  }

  /** Newest first. */
  async list(userId: string, query: PageQuery): Promise<Page<ApiKeyAnswer>> {
    const after = query.cursor === undefined ? {} : { id: LessThan(decodeIdCursor(query.cursor)) };
    const rows = await this.dataSource.manager.find(ApiKey, {
      where: { userId, ...after },
      order: { id: 'DESC' },
      take: query.limit + 1,
    });
    return toPage(rows, query.limit, { item: view, key: (row) => [row.id] });
  }

  async read(userId: string, id: string): Promise<ApiKeyAnswer> {
    const found = await this.dataSource.manager.findOneBy(ApiKey, { id, userId });
    if (found === null) throw new NotFound('API key');
    return view(found);
  }

  /** The next request with it answers 401. @throws NotFound also for other people's keys */
  async remove(userId: string, id: string): Promise<void> {
    const revoked = await this.dataSource.transaction(async (manager) => {
      const { affected } = await manager.delete(ApiKey, { id, userId });
      if (affected === 0) throw new NotFound('API key');
      return this.revocation.notifyOtherProcesses(manager, { userId, sessionIds: [id] });
    });
    this.revocation.announce(revoked);
  }
}

function view(key: ApiKey) {
  return {
    id: key.id,
    name: key.name,
    scopes: key.scopes,
    key_preview: key.keyPreview,
    last_used_at: key.lastUsedAt?.toISOString() ?? null,
    created_at: key.createdAt.toISOString(),
  } satisfies ApiKeyAnswer;
}

/** @throws AccessRefused when the session or key of the request has ended. A token of the identity provider has neither. */
async function requireSignedIn(manager: EntityManager, { apiKey, sessionId }: Actor): Promise<void> {
  const credential = apiKey?.id ?? sessionId;
  if (credential === null) return;
  const rows = await manager.query<unknown[]>(STILL_SIGNED_IN_SQL, [credential]);
  if (rows.length === 0) throw new AccessRefused('unauthorized');
}
