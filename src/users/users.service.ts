import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { Forbidden, NotFound } from '../common/errors.js';
import { decodeIdCursor } from '../common/id-cursor.js';
import { containsPattern } from '../common/like-pattern.js';
import { toPage, type Page } from '../common/paging.js';
import { maySee, type Viewer } from '../common/visibility.js';
import { HeavyReads } from '../database/heavy-reads.js';
import { PLANNED_EACH_TIME } from '../database/preparing-client.js';
import { Passwords } from './passwords.js';
import { personOnSeenTicket, type Person } from './people-on-tickets.js';
import { lockAdmins, lockUser, refuseLastAdmin, saveUser } from './user-rows.js';
import { User, userView } from './user.entity.js';
import type { CreateUser, UpdateOwnProfile, UpdateUser, UserQuery } from './users.dto.js';
import { mayAdministerUsers, mayListUsers, userVisibility } from './users.policy.js';

type UserView = ReturnType<typeof userView>;

@Injectable()
export class UsersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly passwords: Passwords,
    private readonly heavyReads: HeavyReads,
  ) {}

  /** Newest first; a manager gets those of the own company. */
  async list(viewer: Viewer, query: UserQuery): Promise<Page<UserView>> {
    if (!mayListUsers(viewer)) throw new Forbidden('Only staff and managers may list users.');
    const { manager } = query.q ? this.heavyReads : this.dataSource;
    const select = manager
      .createQueryBuilder(User, 'user')
      .comment(PLANNED_EACH_TIME)
      .where('user.deletedAt IS NULL')
      .orderBy('user.id', 'DESC');
    if (viewer.role === 'manager') {
      select.andWhere('(user.companyId = :own OR user.id = :self)', { own: viewer.companyId, self: viewer.id });
    }
    if (query.role !== undefined) select.andWhere('user.role = :role', { role: query.role });
    if (query.company_id !== undefined) select.andWhere('user.companyId = :company', { company: query.company_id });
    if (query.active !== undefined) select.andWhere('user.active = :active', { active: query.active });
    if (query.q) select.andWhere('(user.name ILIKE :q OR user.email ILIKE :q)', { q: containsPattern(query.q) });
    if (query.cursor) select.andWhere('user.id < :after', { after: decodeIdCursor(query.cursor) });
    const rows = await select.take(query.limit + 1).getMany();
    return toPage(rows, query.limit, { item: userView, key: (user) => [user.id] });
  }

  /** The whole record, or `{id, name}` for someone who meets the person on a ticket. */
  async read(viewer: Viewer, id: string): Promise<UserView | Person> {
    const { manager } = this.dataSource;
    const user = await manager.findOne(User, { where: { id, deletedAt: IsNull() } });
    if (user === null) throw new NotFound('user');
    if (maySee(viewer, userVisibility(user))) return userView(user);
    const person = await personOnSeenTicket(manager, viewer, id);
    if (person === null) throw new NotFound('user');
    return person;
  }

  /** Without a password the answer carries a `temporary_password`, this once. */
  async create(viewer: Viewer, input: CreateUser): Promise<UserView & { temporary_password?: string }> {
    if (!mayAdministerUsers(viewer)) throw new Forbidden('Only admins may add users.');
    const temporaryPassword = input.password === undefined ? this.passwords.generate() : undefined;
    const passwordHash = await this.passwords.hash(input.password ?? temporaryPassword ?? '');
    const { email, name, role, company_id: companyId = null } = input;
    const view = await this.dataSource.transaction(async (manager) =>
      userView(
        await saveUser(manager, manager.create(User, { email, name, role, companyId, passwordHash, active: true })),
      ),
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
      return userView(await saveUser(manager, user));
    });
  }

  async updateOwnProfile(viewer: Viewer, input: UpdateOwnProfile): Promise<UserView> {
    return this.dataSource.transaction(async (manager) => {
      const user = await lockUser(manager, viewer.id);
      if (input.name !== undefined) user.name = input.name;
      return userView(await saveUser(manager, user));
    });
  }

  /** @throws NotFound where the person may not be seen, else Forbidden, unless the viewer is an admin */
  async requireAdminister(viewer: Viewer, id: string): Promise<void> {
    if (mayAdministerUsers(viewer)) return;
    await this.read(viewer, id);
    throw new Forbidden('Only admins may change users.');
  }
}
