import { randomUUID } from 'node:crypto';
import { connect as dialTcp, type Socket } from 'node:net';
import { Agent, request } from 'undici';
import type { Role } from '../../../src/common/visibility.js';
import type { Person } from '../../support/people/person.js';
import type { Json } from '../../support/sockets/socket.js';

const PASSWORD = 'correct horse battery';
/** Attacks come from loopback addresses other than the honest people's, as limits per address expect. */
export const ATTACKER_ADDRESS = '127.0.0.2';

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Record<string, string | string[] | undefined>;
  /** The body as JSON; undefined when it is none. */
  readonly json: Json;
}

export interface RequestOptions {
  /** A string or bytes go out as they are, everything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** Null: without a token. Left out: the attacker's own. */
  readonly token?: string | null;
  readonly timeoutMs?: number;
}

/** A stranger, or an account with the smallest rights that the attack needs, at an address of its own. */
export class Attacker {
  private readonly agent: Agent;
  private readonly sockets = new Set<Socket>();
  token = '';
  id = '';
  email = '';

  private constructor(
    readonly url: string,
    readonly address: string,
    connections: number,
  ) {
    this.agent = new Agent({ localAddress: address, connections });
  }

  /** Without an account. @param connections at most so many at once */
  static stranger(url: string, { address = ATTACKER_ADDRESS, connections = 64 } = {}): Attacker {
    return new Attacker(url, address, connections);
  }

  /** With an account that `admin` makes. */
  static async withAccount(admin: Person, url: string, options: AccountOptions = {}): Promise<Attacker> {
    const attacker = Attacker.stranger(url, options);
    const { role = 'user', companyId } = options;
    attacker.email = `${role}-${randomUUID()}@example.com`;
    const { email } = attacker;
    const fields = { email, name: `Attacking ${role}`, role, password: PASSWORD };
    await admin.call('POST /api/users', { ...fields, ...(companyId !== undefined && { company_id: companyId }) });
    const answer = await attacker.must('POST /api/auth/login', { body: { email, password: PASSWORD }, token: null });
    attacker.token = answer.access_token;
    attacker.id = answer.user.id;
    return attacker;
  }

  /** @throws Error when the connection breaks or nothing comes in time */
  async send(route: string, { body, headers, token, timeoutMs = 15_000 }: RequestOptions = {}): Promise<Answer> {
    const [method, path] = route.split(' ');
    const isRaw = typeof body === 'string' || body instanceof Uint8Array;
    const bearer = token === undefined ? this.token : token;
    const response = await request(`${this.url}${path}`, {
      method: method as 'GET',
      dispatcher: this.agent,
      headers: {
        ...(bearer !== null && bearer !== '' && { authorization: `Bearer ${bearer}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: isRaw || body === undefined ? body : JSON.stringify(body),
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
    const text = await response.body.text();
    return { status: response.statusCode, headers: response.headers, text, json: parsed(text) };
  }

  /** @returns the answer's JSON; throws unless it is a success */
  async must(route: string, options: RequestOptions = {}): Promise<Json> {
    const { status, text, json } = await this.send(route, options);
    if (status >= 300) throw new Error(`${route}: ${status} ${text.slice(0, 500)}`);
    return json;
  }

  /** The status, or 0 when no answer came: for floods, where refusals and broken connections are both fine. */
  async statusOf(route: string, options: RequestOptions = {}): Promise<number> {
    try {
      return (await this.send(route, options)).status;
    } catch {
      return 0;
    }
  }

  /** A bare TCP connection; `text` is written at once. Errors are what an attacker expects, so they are swallowed. */
  open(text = ''): Socket {
    const { port, hostname } = new URL(this.url);
    const socket = dialTcp({ port: Number(port), host: hostname, localAddress: this.address });
    socket.on('error', () => undefined);
    socket.on('close', () => this.sockets.delete(socket));
    this.sockets.add(socket);
    if (text !== '') socket.write(text);
    return socket;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await this.agent.destroy();
  }
}

export interface AccountOptions {
  readonly role?: Role;
  readonly companyId?: string;
  readonly address?: string;
  readonly connections?: number;
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
