import { randomUUID } from 'node:crypto';
import type { CommentAnswer, CommentPage } from '../../../src/comments/comments.answers.js';
import type { FieldError } from '../../../src/common/errors.js';
import type { Role } from '../../../src/common/visibility.js';
import type { TicketAnswer, TicketPage } from '../../../src/tickets/tickets.answers.js';
import type { Json } from '../sockets/socket.js';

export const PASSWORD = 'correct horse battery';

export interface HttpAnswer<T = Json> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** The fields of an error that tests look at. */
export interface Problem {
  code: string;
  detail: string;
  errors?: FieldError[];
  newer?: CommentAnswer[];
}

interface PersonFields {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly company_id: string | null;
}

/** The tokens of a session, as REST names them. */
export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  /** Seconds from the sign-in; clients renew by it. */
  readonly expires_in: number;
}

export interface RequestOptions {
  readonly as?: { readonly access_token: string };
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** One HTTP request: `route` is `METHOD /path`, the body is sent as JSON. */
export async function request(url: string, route: string, options: RequestOptions = {}): Promise<HttpAnswer> {
  const [method, path] = route.split(' ');
  const { as, body, headers } = options;
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(as && { authorization: `Bearer ${as.access_token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
}

/** A signed-in person, and HTTP in their name at any process of the installation. */
export class Person implements Tokens {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly companyId: string | null;
  access_token: string;
  refresh_token: string;
  readonly expires_in: number;

  constructor(
    private readonly url: string,
    private readonly fields: PersonFields,
    tokens: Tokens,
  ) {
    this.id = fields.id;
    this.email = fields.email;
    this.name = fields.name;
    this.role = fields.role;
    this.companyId = fields.company_id;
    this.access_token = tokens.access_token;
    this.refresh_token = tokens.refresh_token;
    this.expires_in = tokens.expires_in;
  }

  static async signIn(url: string, email: string, password = PASSWORD): Promise<Person> {
    const { status, body } = await request(url, 'POST /api/auth/login', { body: { email, password } });
    if (status !== 200) throw new Error(`sign-in of ${email}: ${status} ${JSON.stringify(body)}`);
    return new Person(url, body.user, body);
  }

  /** For sockets. */
  get token(): string {
    return this.access_token;
  }

  /** @throws TypeError when the connection breaks: then the outcome is unknown */
  send<T = Json>(route: string, body?: unknown, headers?: Record<string, string>): Promise<HttpAnswer<T>> {
    return request(this.url, route, { as: this, body, headers });
  }

  /** @returns the body; throws unless the answer is a success */
  async call(route: string, body?: unknown): Promise<Json> {
    const answer = await this.send(route, body);
    if (answer.status >= 400) throw new Error(`${route}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  get<T = Problem>(path: string): Promise<HttpAnswer<T>> {
    return this.send(`GET ${path}`);
  }

  post<T = Problem>(path: string, body: unknown = {}): Promise<HttpAnswer<T>> {
    return this.send(`POST ${path}`, body);
  }

  patch<T = Problem>(path: string, body: unknown, headers?: Record<string, string>): Promise<HttpAnswer<T>> {
    return this.send(`PATCH ${path}`, body, headers);
  }

  put<T = Problem>(path: string): Promise<HttpAnswer<T>> {
    return this.send(`PUT ${path}`);
  }

  delete<T = Problem>(path: string, headers?: Record<string, string>): Promise<HttpAnswer<T>> {
    return this.send(`DELETE ${path}`, undefined, headers);
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

  /** Creates an account as an admin over HTTP, and signs it in. */
  async hire({ role, name = `Some ${role}` }: { role: Role; name?: string }): Promise<Person> {
    const email = `${role}-${randomUUID()}@example.com`;
    await this.call('POST /api/users', { email, name, role, password: PASSWORD });
    return Person.signIn(this.url, email);
  }

  /** The same person and session at another process. */
  at(url: string): Person {
    return new Person(url, this.fields, this);
  }

  /** The same person with other tokens, such as an API key. */
  with(tokens: Partial<Tokens>): Person {
    const { access_token, refresh_token, expires_in } = this;
    return new Person(this.url, this.fields, { access_token, refresh_token, expires_in, ...tokens });
  }
}

/** @throws Error unless the answer is 201 */
export function created<T>(answer: HttpAnswer<T>): T {
  if (answer.status !== 201) throw new Error(`expected 201, got ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** The fields that a 400 names, each once, sorted; fails on any other answer. */
export function wrongFields(answer: HttpAnswer): string[] {
  if (answer.status !== 400) throw new Error(`expected 400, got ${answer.status} ${JSON.stringify(answer.body)}`);
  const errors: { field: string }[] = answer.body.errors;
  return [...new Set(errors.map((error) => error.field))].sort();
}
