import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { Forbidden, NotFound } from '../common/errors.js';
import { containsPattern } from '../common/like-pattern.js';
import type { Page } from '../common/paging.js';
import { maySee, type Viewer } from '../common/visibility.js';
import { newestPage } from '../database/entity-queries.js';
import { HeavyReads } from '../database/heavy-reads.js';
import { Encounters } from './encounters.js';
import { Passwords } from './passwords.js';
import { lockAdmins, lockUser, refuseLastAdmin, saveUser } from './user-rows.js';
import { accountView, User, userView } from './user.entity.js';
import type { CreateUser, UpdateOwnProfile, UpdateUser, UserQuery } from './users.dto.js';
import { mayAdministerUsers, mayListUsers, userVisibility } from './users.policy.js';

/** With `external_id` for admins. */
type UserView = ReturnType<typeof userView> & { external_id?: string | null };

/** What a viewer without access to the whole record sees. */
type Person = Pick<UserView, 'id' | 'name'>;

@Injectable()
export class UsersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly passwords: Passwords,
    private readonly heavyReads: HeavyReads,
    private readonly encounters: Encounters,
  ) {}

  /** Newest first; managers get the people of their company. */
  async list(viewer: Viewer, query: UserQuery): Promise<Page<UserView>> {
    if (!mayListUsers(viewer)) throw new Forbidden('Only staff and managers may list users.');
    const { manager } = query.q ? this.heavyReads : this.dataSource;
    const select = manager.createQueryBuilder(User, 'user').where('user.deletedAt IS NULL');
    if (viewer.role === 'manager') {
      select.andWhere('(user.companyId = :own OR user.id = :self)', { own: viewer.companyId, self: viewer.id });
    }
    if (query.role !== undefined) select.andWhere('user.role = :role', { role: query.role });
    if (query.company_id !== undefined) select.andWhere('user.companyId = :company', { company: query.company_id });
    if (query.active !== undefined) select.andWhere('user.active = :active', { active: query.active });
    if (query.q) select.andWhere('(user.name ILIKE :q OR user.email ILIKE :q)', { q: containsPattern(query.q) });
    return newestPage(select, query, { item: viewFor(viewer) });
  }

  /** The whole record, or `{id, name}` for a viewer who meets the person on a ticket. */
  async read(viewer: Viewer, id: string): Promise<UserView | Person> {
    const { manager } = this.dataSource;
    const user = await manager.findOne(User, { where: { id, deletedAt: IsNull() } });
    if (user === null) throw new NotFound('user');
    if (maySee(viewer, userVisibility(user))) return viewFor(viewer)(user);
    if (!(await this.encounters.exist(manager, viewer, id))) throw new NotFound('user');
    return { id: user.id, name: user.name };
  }

  /** Without a password the answer carries a `temporary_password`, shown once. */
  async create(viewer: Viewer, input: CreateUser): Promise<UserView & { temporary_password?: string }> {
    if (!mayAdministerUsers(viewer)) throw new Forbidden('Only admins may add users.');
    const temporaryPassword = input.password === undefined ? this.passwords.generate() : undefined;
    const passwordHash = await this.passwords.hash(input.password ?? temporaryPassword ?? '');
    const { email, name, role, company_id: companyId = null, external_id: externalId = null } = input;
    const fields = { email, name, role, companyId, externalId, passwordHash, active: true };
    const view = await this.dataSource.transaction(async (manager) =>
      accountView(await saveUser(manager, manager.create(User, fields))),
    );
    return temporaryPassword === undefined ? view : { ...view, temporary_password: temporaryPassword };
  }

  /** @throws LastAdmin when the role of the last active admin would change */
  async update(viewer: Viewer, id: string, input: UpdateUser): Promise<UserView> {
    await this.requireAdminister(viewer, id);
    return this.dataSource.transaction(async (manager) => {
      if (input.role !== undefined) await lockAdmins(manager);
      const user = await lockUser(manager, id);
      if (input.role !== undefined && input.role !== user.role) {
        await refuseLastAdmin(manager, user);
        user.role = input.role;
      }
      if (input.email !== undefined) user.setEmail(input.email);
      if (input.name !== undefined) user.name = input.name;
      if (input.company_id !== undefined) user.companyId = input.company_id;
      if (input.external_id !== undefined) user.externalId = input.external_id;
      return accountView(await saveUser(manager, user));
    });
  }

  async updateOwnProfile(viewer: Viewer, input: UpdateOwnProfile): Promise<UserView> {
    return this.dataSource.transaction(async (manager) => {
      const user = await lockUser(manager, viewer.id);
      if (input.name !== undefined) user.name = input.name;
      return userView(await saveUser(manager, user));
    });
  }

  /** @throws NotFound where the person may not be seen, otherwise Forbidden, unless the viewer is an admin */
  async requireAdminister(viewer: Viewer, id: string): Promise<void> {
    if (mayAdministerUsers(viewer)) return;
    await this.read(viewer, id);
    throw new Forbidden('Only admins may change users.');
  }
}

function viewFor(viewer: Viewer): (user: User) => UserView {
  return mayAdministerUsers(viewer) ? accountView : userView;
}
