import { IsNull, type EntityManager } from 'typeorm';
import { Conflict, NotFound } from '../common/errors.js';
import { brokenConstraint } from '../common/postgres-errors.js';
import { UnknownCompany } from '../companies/company-reference.js';
import { User } from './user.entity.js';

/** An arbitrary lock number: changes to the set of admins run one at a time. */
const ADMINS_LOCK = 7_025_302;

const OTHER_ADMINS = `SELECT EXISTS (
  SELECT 1 FROM users WHERE role = 'admin' AND active AND deleted_at IS NULL AND id <> $1) AS found`;

/** 409: another account has this address. */
export class EmailTaken extends Conflict {
  constructor() {
    super('email_taken', 'An account with this e-mail address already exists.');
  }
}

/** 409: another account has this id at the identity provider. */
export class ExternalIdTaken extends Conflict {
  constructor() {
    super('external_id_taken', 'Another account has this external_id.');
  }
}

/** 409: without an active admin no one could administer the desk any more. */
export class LastAdmin extends Conflict {
  constructor() {
    super('last_admin', 'This is the last active admin. Make someone else an admin first.');
  }
}

/** @throws NotFound for a tombstone too */
export async function lockUser(manager: EntityManager, id: string): Promise<User> {
  const where = { id, deletedAt: IsNull() };
  const user = await manager.findOne(User, { where, lock: { mode: 'pessimistic_write' } });
  if (user === null) throw new NotFound('user');
  return user;
}

/** The same, with `passwordHash`, which is not selected otherwise. */
export async function lockUserWithPassword(manager: EntityManager, id: string): Promise<User> {
  const user = await manager
    .createQueryBuilder(User, 'user')
    .addSelect('user.passwordHash')
    .where('user.id = :id AND user.deletedAt IS NULL', { id })
    .setLock('pessimistic_write')
    .getOne();
  if (user === null) throw new NotFound('user');
  return user;
}

/** @throws EmailTaken, ExternalIdTaken, UnknownCompany: the database decides, so that two at once cannot both pass a check */
export async function saveUser(manager: EntityManager, user: User): Promise<User> {
  try {
    return await manager.save(user);
  } catch (error) {
    const constraint = brokenConstraint(error);
    if (constraint === 'users_email' || constraint === 'users_address') throw new EmailTaken();
    if (constraint === 'users_external_id') throw new ExternalIdTaken();
    if (constraint === 'users_company_fk') throw new UnknownCompany();
    throw error;
  }
}

/** Taken before any row of a possible admin is locked, and held until the transaction ends. */
export async function lockAdmins(manager: EntityManager): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock($1)', [ADMINS_LOCK]);
}

/** Call under `lockAdmins`, before an admin is demoted, deactivated or deleted. */
export async function refuseLastAdmin(manager: EntityManager, user: User): Promise<void> {
  if (user.role !== 'admin' || !user.active) return;
  const rows = await manager.query<{ found: boolean }[]>(OTHER_ADMINS, [user.id]);
  if (!rows[0]?.found) throw new LastAdmin();
}
