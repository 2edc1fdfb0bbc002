import { Injectable } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { Actor } from '../common/request-context.js';
import type { Scope } from '../common/scopes.js';
import type { Role } from '../common/visibility.js';
import { AccessRefused } from './auth-errors.js';

export const API_KEY_PREFIX = 'ck_';
const KEY_BYTES = 32;

/** Two look-ups by index on every request, so that changes of rights, deactivation and revocation count at once. */
const OWNER_OF_KEY_SQL = `
  SELECT k.id AS key_id, k.scopes, coalesce(k.last_used_at > now() - interval '1 minute', false) AS is_marked,
         u.id, u.name, u.email, u.role, u.company_id, u.active AND u.deleted_at IS NULL AS is_active
    FROM api_keys k JOIN users u ON u.id = k.user_id
   WHERE k.key_hash = $1`;

/** At most one write per minute: a write per request would cost more than the request. */
const MARK_USED_SQL = 'UPDATE api_keys SET last_used_at = now() WHERE id = $1';

interface OwnerRow {
  key_id: string;
  scopes: Scope[];
  is_marked: boolean;
  id: string;
  name: string;
  email: string;
  role: Role;
  company_id: string | null;
  is_active: boolean;
}

/** The owner of an API key with current rights, narrowed by the key's scopes. */
@Injectable()
export class ApiKeyAccess {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws AccessRefused whose `reason` is `unauthorized` or `inactive` */
  async verify(key: string): Promise<Actor> {
    const [owner] = await this.dataSource.query<OwnerRow[]>(OWNER_OF_KEY_SQL, [hashOfKey(key)]);
    if (owner === undefined) throw new AccessRefused('unauthorized');
    if (!owner.is_active) throw new AccessRefused('inactive');
    if (!owner.is_marked) await this.dataSource.query(MARK_USED_SQL, [owner.key_id]);
    const { id, name, email, role, company_id: companyId } = owner;
    const apiKey = { id: owner.key_id, scopes: owner.scopes };
    return { id, name, email, role, companyId, type: 'api_key', sessionId: null, apiKey };
  }
}

export function generateKey(): string {
  return API_KEY_PREFIX + randomBytes(KEY_BYTES).toString('base64url');
}

/** Plain SHA-256 is enough: the key is 256 random bits, which a slow hash would not make safer. */
export function hashOfKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
