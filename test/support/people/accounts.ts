import { setTimeout } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { newId } from '../../../src/common/ids.js';
import type { Role } from '../../../src/common/visibility.js';
import { Company } from '../../../src/companies/company.entity.js';
import { Passwords } from '../../../src/users/passwords.js';
import { User } from '../../../src/users/user.entity.js';
import type { TicketAnswer } from '../../../src/tickets/tickets.answers.js';
import { created, PASSWORD, Person, request, type HttpAnswer, type RequestOptions } from './person.js';

/** Creates companies and signed-in people directly in the database of a server. */
export class Accounts {
  private passwordHash: Promise<string> | undefined;

  constructor(
    private readonly url: string,
    readonly dataSource: DataSource,
  ) {}

  call(route: string, options: RequestOptions = {}): Promise<HttpAnswer> {
    return request(this.url, route, options);
  }

  async company(name = 'Acme'): Promise<Company> {
    return this.dataSource.transaction((manager) => manager.save(manager.create(Company, { name })));
  }

  async person(role: Role, fields: Partial<User> = {}): Promise<Person> {
    this.passwordHash ??= new Passwords().hash(PASSWORD);
    const passwordHash = await this.passwordHash;
    const user = await this.dataSource.transaction((manager) =>
      manager.save(
        manager.create(User, {
          email: `${role}-${newId()}@example.com`,
          name: `Some ${role}`,
          role,
          companyId: null,
          active: true,
          passwordHash,
          ...fields,
        }),
      ),
    );
    return this.login(user.email);
  }

  /** Changes an account directly in the database. */
  async change({ id }: Person, fields: Partial<User>): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.save(Object.assign(await manager.findOneByOrFail(User, { id }), fields));
    });
  }

  login(email: string, password = PASSWORD): Promise<Person> {
    return Person.signIn(this.url, email, password);
  }

  /** One person of every kind, as seen from the tickets of `requester`: `stranger` manages another company. */
  async cast() {
    const [acme, other] = await Promise.all([this.company('Acme'), this.company('Other')]);
    const [admin, agent, manager, requester, watcher, stranger] = await Promise.all([
      this.person('admin'),
      this.person('agent', { name: 'Ada Agent' }),
      this.person('manager', { companyId: acme.id }),
      this.person('user', { name: 'Rita Requester', companyId: acme.id }),
      this.person('user'),
      this.person('manager', { companyId: other.id }),
    ]);
    return { acme, admin, agent, manager, requester, watcher, stranger };
  }

  /**
   * Holds the rows that `sql` locks or changes until `count` statements of the server wait for them, then commits: what
   * `work` starts meets in the middle, on every run.
   */
  async whileHolding<T>(
    lock: { sql: string; parameters: unknown[]; waiters: number },
    work: () => Promise<T>,
  ): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.startTransaction();
      await runner.query(lock.sql, lock.parameters);
      const result = work();
      const waiting = `pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      while ((await this.count(waiting)) < lock.waiters) await setTimeout(10);
      await runner.commitTransaction();
      return await result;
    } finally {
      await runner.release();
    }
  }

  async count(sql: string, parameters: unknown[] = []): Promise<number> {
    const rows = await this.dataSource.query<{ count: string }[]>(`SELECT count(*) FROM ${sql}`, parameters);
    return Number(rows[0]?.count);
  }
}

export type Cast = Awaited<ReturnType<Accounts['cast']>>;

/** A ticket of `requester` that `watcher` watches. */
export async function watchedTicket({ requester, agent, watcher }: Cast): Promise<TicketAnswer> {
  const ticket = await requester.createTicket();
  created(await agent.post(`/api/tickets/${ticket.id}/watchers`, { user_id: watcher.id }));
  return ticket;
}
