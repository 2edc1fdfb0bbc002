import { randomUUID } from 'node:crypto';
import type { Role } from '../../src/common/visibility.js';
import type { Json } from './socket.js';

const PASSWORD = 'correct horse battery';

export interface RemoteAnswer {
  readonly status: number;
  readonly body: Json;
}

/** Somebody signed in, who may speak to any process of the installation. */
export class RemotePerson {
  constructor(
    private readonly url: string,
    readonly id: string,
    readonly name: string,
    readonly token: string,
  ) {}

  /** @throws TypeError when the connection breaks: then nobody knows whether it was done */
  async send(route: string, body?: unknown, headers: Record<string, string> = {}): Promise<RemoteAnswer> {
    return request(this.url, route, { token: this.token, body, headers });
  }

  /** @throws Error also unless the answer is a success */
  async call(route: string, body?: unknown): Promise<Json> {
    const answer = await this.send(route, body);
    if (answer.status >= 400) throw new Error(`${route}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** The same person and session at another process. */
  at(url: string): RemotePerson {
    return new RemotePerson(url, this.id, this.name, this.token);
  }
}

export async function signIn(url: string, email: string, password = PASSWORD): Promise<RemotePerson> {
  const { status, body } = await request(url, 'POST /api/auth/login', { body: { email, password } });
  if (status !== 200) throw new Error(`sign-in of ${email}: ${status} ${JSON.stringify(body)}`);
  return new RemotePerson(url, body.user.id, body.user.name, body.access_token);
}

/** A new account, made by an admin over HTTP, and signed in. */
export async function hire(
  admin: RemotePerson,
  url: string,
  { role, name = `Some ${role}` }: { role: Role; name?: string },
): Promise<RemotePerson> {
  const email = `${role}-${randomUUID()}@example.com`;
  await admin.call('POST /api/users', { email, name, role, password: PASSWORD });
  return signIn(url, email);
}

async function request(
  url: string,
  route: string,
  options: { token?: string; body?: unknown; headers?: Record<string, string> },
): Promise<RemoteAnswer> {
  const [method, path] = route.split(' ');
  const { token, body, headers } = options;
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}
