import { setTimeout } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { newId } from '../../src/common/ids.js';
import type { Role } from '../../src/common/visibility.js';
import { Company } from '../../src/companies/company.entity.js';
import { Passwords } from '../../src/users/passwords.js';
import { User } from '../../src/users/user.entity.js';

export const PASSWORD = 'correct horse battery';

/** Whatever JSON an answer holds; a test names what it expects of it. */
export interface HttpAnswer {
  status: number;
  headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any;
}

export interface Account {
  id: string;
  email: string;
  access_token: string;
  refresh_token: string;
}

/** People with sessions, made straight in the database, and plain HTTP on their behalf. */
export class Accounts {
  private passwordHash: Promise<string> | undefined;

  constructor(
    private readonly url: string,
    readonly dataSource: DataSource,
  ) {}

  async call(
    route: string,
    options: { as?: { access_token: string }; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<HttpAnswer> {
    const [method, path] = route.split(' ');
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(options.as && { authorization: `Bearer ${options.as.access_token}` }),
        ...(options.body !== undefined && { 'content-type': 'application/json' }),
        ...options.headers,
      },
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
  }

  async company(name = 'Acme'): Promise<Company> {
    return this.dataSource.transaction((manager) => manager.save(manager.create(Company, { name })));
  }

  async person(role: Role, fields: Partial<User> = {}): Promise<Account> {
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

  async login(email: string, password = PASSWORD): Promise<Account> {
    const answer = await this.call('POST /api/auth/login', { body: { email, password } });
    if (answer.status !== 200) throw new Error(`login of ${email}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return { ...answer.body, id: answer.body.user.id, email };
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

/** The fields that a 400 names, each once, sorted; fails on any other answer. */
export function wrongFields(answer: HttpAnswer): string[] {
  if (answer.status !== 400) throw new Error(`expected 400, got ${answer.status} ${JSON.stringify(answer.body)}`);
  const errors: { field: string }[] = answer.body.errors;
  return [...new Set(errors.map((error) => error.field))].sort();
}
