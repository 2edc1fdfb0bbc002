import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerProcess } from '../support/servers/server-process.js';

const ADA = { name: 'Ada', email: 'ada@example.com', password: 'correct horse battery', role: 'agent' };

/** By name, as bash has them. */
type Values = Readonly<Record<string, string>>;
type Api = (method: string, path: string, body?: object) => Promise<Record<string, unknown>>;

/** What a block can need, by the name in its mark. Each gives variables, for bash as written, for JavaScript in camel case. */
const MAKERS: Readonly<Record<string, (api: Api, people: People) => Promise<Values> | Values>> = {
  token: (_, { token }) => ({
    TOKEN: token,
    AUTH: `authorization: Bearer ${token}`,
    JSON: 'content-type: application/json',
  }),
  ticket: async (api) => ({ TICKET_ID: await idOf(api('POST', '/api/tickets', { title: 'The printer is on fire' })) }),
  user: (_, { ada }) => ({ USER_ID: ada }),
  endpoint: async (api) => {
    const made = await api('POST', '/api/webhooks', { url: 'http://127.0.0.1:9/hook', events: ['ticket.*'] });
    return { ENDPOINT_ID: String(made['id']), SECRET: String(made['secret']) };
  },
  key: async (api) => {
    const made = await api('POST', '/api/api-keys', { name: `docs ${++keys}`, scopes: ['events:write'] });
    return { API_KEY: String(made['key']) };
  },
};

let keys = 0;

interface People {
  /** Of the first admin. */
  readonly token: string;
  /** Ada's id. */
  readonly ada: string;
}

/** Makes what blocks need, on behalf of the first admin. Ada, an agent, is always there. */
export class Context {
  private constructor(
    private readonly server: ServerProcess,
    private readonly people: People,
  ) {}

  static async open(server: ServerProcess): Promise<Context> {
    const password = (await readFile(join(server.dataDir, 'admin-password'), 'utf8')).trim();
    const stranger = new Context(server, { token: '', ada: '' });
    const session = await stranger.api('POST', '/api/auth/login', { email: 'admin@example.com', password });
    const token = String(session['access_token']);
    const ada = await idOf(new Context(server, { token, ada: '' }).api('POST', '/api/users', ADA));
    return new Context(server, { token, ada });
  }

  /** @throws Error for a name that is not known */
  async make(needs: readonly string[]): Promise<Values> {
    const values: Record<string, string> = { BASE: this.server.url };
    for (const need of needs) {
      const maker = MAKERS[need];
      if (maker === undefined) throw new Error(`"needs=${need}" is not one of ${Object.keys(MAKERS).join(', ')}.`);
      Object.assign(values, await maker(this.api, this.people));
    }
    return values;
  }

  private readonly api: Api = async (method, path, body) => {
    const response = await fetch(`${this.server.url}${path}`, {
      method,
      headers: {
        ...(this.people.token !== '' && { authorization: `Bearer ${this.people.token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as Record<string, unknown>;
  };
}

async function idOf(made: Promise<Record<string, unknown>>): Promise<string> {
  return String((await made)['id']);
}
