import type { Role } from '../../src/common/visibility.js';
import type { CommentAnswer, CommentPage } from '../../src/comments/comments.answers.js';
import type { FieldError } from '../../src/common/errors.js';
import type { TicketAnswer, TicketPage } from '../../src/tickets/tickets.answers.js';
import { User } from '../../src/users/user.entity.js';
import { Accounts, type Account } from './accounts.js';

export interface Answer<T> {
  status: number;
  headers: Headers;
  body: T;
}

/** What an error carries; tests look at `code`, `detail` and `errors`. */
export interface Problem {
  code: string;
  detail: string;
  errors?: FieldError[];
  newer?: CommentAnswer[];
}

/** Somebody who is signed in and works at the desk over real HTTP. */
export class Caller {
  constructor(
    private readonly accounts: Accounts,
    private readonly account: Account,
    readonly user: User,
  ) {}

  get id(): string {
    return this.user.id;
  }

  /** The access token, for sockets. */
  get token(): string {
    return this.account.access_token;
  }

  get<T = Problem>(path: string): Promise<Answer<T>> {
    return this.send(`GET ${path}`);
  }

  post<T = Problem>(path: string, body: unknown = {}): Promise<Answer<T>> {
    return this.send(`POST ${path}`, { body });
  }

  patch<T = Problem>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.send(`PATCH ${path}`, { body, headers });
  }

  put<T = Problem>(path: string): Promise<Answer<T>> {
    return this.send(`PUT ${path}`);
  }

  delete<T = Problem>(path: string, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.send(`DELETE ${path}`, { headers });
  }

  async createTicket(fields: Record<string, unknown> = {}): Promise<TicketAnswer> {
    return created(await this.post<TicketAnswer>('/api/tickets', { title: 'The printer is on fire', ...fields }));
  }

  async comment(ticketId: string, fields: Record<string, unknown> = {}): Promise<CommentAnswer> {
    const body = { content: 'Have you tried water?', ...fields };
    return created(await this.post<CommentAnswer>(`/api/tickets/${ticketId}/comments`, body));
  }

  async ticket(id: string): Promise<TicketAnswer> {
    return (await this.get<TicketAnswer>(`/api/tickets/${id}`)).body;
  }

  async tickets(query = ''): Promise<TicketPage> {
    return (await this.get<TicketPage>(`/api/tickets?${query}`)).body;
  }

  async comments(ticketId: string, query = ''): Promise<CommentPage> {
    return (await this.get<CommentPage>(`/api/tickets/${ticketId}/comments?${query}`)).body;
  }

  private send<T>(
    route: string,
    options: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer<T>> {
    return this.accounts.call(route, { ...options, as: this.account });
  }
}

/** One of every kind, as seen from the tickets of `requester`: `stranger` manages another company. */
export type Cast = Awaited<ReturnType<Desk['cast']>>;

/** Makes people who work at the desk of a running server. */
export class Desk extends Accounts {
  async caller(role: Role, fields: Partial<User> = {}): Promise<Caller> {
    const account = await this.person(role, fields);
    return new Caller(this, account, await this.dataSource.manager.findOneByOrFail(User, { id: account.id }));
  }

  async cast() {
    const [acme, other] = await Promise.all([this.company('Acme'), this.company('Other')]);
    const [admin, agent, manager, requester, watcher, stranger] = await Promise.all([
      this.caller('admin'),
      this.caller('agent', { name: 'Ada Agent' }),
      this.caller('manager', { companyId: acme.id }),
      this.caller('user', { name: 'Rita Requester', companyId: acme.id }),
      this.caller('user'),
      this.caller('manager', { companyId: other.id }),
    ]);
    return { acme, admin, agent, manager, requester, watcher, stranger };
  }
}

/** A ticket of `requester` that `watcher` watches. */
export async function watchedTicket({ requester, agent, watcher }: Cast): Promise<TicketAnswer> {
  const ticket = await requester.createTicket();
  created(await agent.post(`/api/tickets/${ticket.id}/watchers`, { user_id: watcher.id }));
  return ticket;
}

function created<T>(answer: Answer<T>): T {
  if (answer.status !== 201) throw new Error(`expected 201, got ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}
