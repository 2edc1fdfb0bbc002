import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { PASSWORD, type Person } from '../../test/support/people/person.js';
import { Stage } from '../../test/support/servers/stage.js';
import { until } from '../../test/support/until.js';
import { CarillonClient, type ClientOptions } from '../src/carillon-client.js';
import type { CarillonSocket } from '../src/carillon-socket.js';
import type { Session, SessionStorage } from '../src/session-keeper.js';

/** Every renewal lies longer back than this, as far as the server knows, once `hoursPass` was called. */
const LONG_AGO = '1 hour';

let server: Stage;
let person: Person;
const open: CarillonSocket[] = [];

beforeAll(async () => {
  server = await Stage.start();
  person = await server.accounts.person('user');
});

afterEach(() => {
  for (const socket of open.splice(0)) socket.close();
});

afterAll(() => server.close());

/** What the tabs of one browser share. */
class Shared implements SessionStorage {
  readonly values = new Map<string, string>();
  getItem(key: string): string | null {
    return this.values.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.values.set(key, value);
  }
  removeItem(key: string): void {
    this.values.delete(key);
  }
}

class LateShared implements SessionStorage {
  private readonly shared = new Shared();
  async getItem(key: string): Promise<string | null> {
    return this.shared.getItem(key);
  }
  async setItem(key: string, value: string): Promise<void> {
    this.shared.setItem(key, value);
  }
  async removeItem(key: string): Promise<void> {
    this.shared.removeItem(key);
  }
}

/** A tab, the refresh tokens that it sent, and what it was told. */
function tab(options: Partial<ClientOptions>) {
  const sent: string[] = [];
  const sessions: (Session | null)[] = [];
  // Access tokens of one second are the same text: the server's part is played by the refresh token beside it.
  const expired = new Set<string | undefined>();
  const client: CarillonClient = new CarillonClient({
    url: server.url,
    onSession: (session) => sessions.push(session),
    ...options,
    fetch: async (request) => {
      const { headers } = request as Request;
      if (isRenewal(request)) sent.push(await refreshTokenOf(request as Request));
      if (headers.has('authorization') && expired.has(client.session?.refresh_token)) {
        return Response.json({ status: 401, code: 'unauthorized', detail: 'expired' }, { status: 401 });
      }
      return (options.fetch ?? fetch)(request);
    },
  });
  return { client, sent, sessions, expire: () => void expired.add(client.session?.refresh_token) };
}

async function refreshTokenOf(request: Request): Promise<string> {
  return ((await request.clone().json()) as { refresh_token: string }).refresh_token;
}

function isRenewal(request: unknown): boolean {
  return new URL((request as Request).url).pathname === '/api/auth/refresh';
}

/** The access tokens of these tabs are expired, and every used refresh token was used long ago. */
async function hoursPass(...tabs: { expire: () => void }[]): Promise<void> {
  await server.dataSource.query(`UPDATE refresh_tokens SET rotated_at = rotated_at - $1::interval`, [LONG_AGO]);
  for (const { expire } of tabs) expire();
}

async function isSignedIn(client: CarillonClient): Promise<boolean> {
  return (await client.get('/api/auth/me')).id === person.id;
}

async function twoTabs(sessionStorage: SessionStorage = new Shared()) {
  const options = { sessionStorage };
  const one = tab(options);
  await one.client.login(person.email, PASSWORD);
  const other = tab(options);
  await other.client.restored();
  return { one, other, options };
}

describe('a stored session', () => {
  it.each([
    ['at once', () => new Shared()],
    ['later', () => new LateShared()],
  ])('survives a reload with a storage that answers %s', async (_when, storage) => {
    const { options } = await twoTabs(storage());
    const { client, sent } = tab(options);
    expect(await client.restored()).toMatchObject({ access_token: expect.any(String) });
    expect(await isSignedIn(client)).toBe(true);
    expect(sent).toEqual([]);
  });

  it('takes precedence over an older one that the page passes', async () => {
    const sessionStorage = new Shared();
    const older = await server.accounts.login(person.email);
    const first = tab({ sessionStorage, session: older });
    expect(await isSignedIn(first.client)).toBe(true);
    await until(() => sessionStorage.values.size === 1);
    await first.client.login(person.email, PASSWORD);
    const later = tab({ sessionStorage, session: older });
    expect(later.client.session).toEqual(first.client.session);
  });

  it('survives when a tab that slept while another one renewed wakes up', async () => {
    const { one, other } = await twoTabs();
    for (let renewals = 0; renewals < 3; renewals += 1) {
      await hoursPass(one);
      expect(await isSignedIn(one.client)).toBe(true);
    }
    await hoursPass(one, other);
    expect(await isSignedIn(other.client)).toBe(true);
    expect(await isSignedIn(one.client)).toBe(true);
    const newest = [...one.sent, ...other.sent];
    expect(new Set(newest).size).toBe(newest.length);
    expect(one.sessions.at(-1)).not.toBeNull();
    expect(other.sessions.at(-1)).not.toBeNull();
  });

  it('is not renewed again by a tab that finds it renewed', async () => {
    const { one, other } = await twoTabs();
    await hoursPass(one);
    expect(await isSignedIn(one.client)).toBe(true);
    await hoursPass(other);
    expect(await isSignedIn(other.client)).toBe(true);
    expect(other.sent).toEqual([]);
    expect(other.client.session).toEqual(one.client.session);
  });

  it('is read again before it is given up, in case of a new sign-in meanwhile', async () => {
    const sessionStorage = new Shared();
    const stranger = tab({ sessionStorage });
    let isFirst = true;
    const slow = tab({
      sessionStorage,
      fetch: async (request, init) => {
        if (isRenewal(request) && isFirst) {
          isFirst = false;
          await server.accounts.call('POST /api/auth/logout', { as: before });
          await stranger.client.login(person.email, PASSWORD);
        }
        return fetch(request, init);
      },
    });
    await slow.client.login(person.email, PASSWORD);
    const before = slow.client.session as Person;
    await hoursPass(slow);
    expect(await isSignedIn(slow.client)).toBe(true);
    expect(slow.client.session).toEqual(stranger.client.session);
  });

  it('ends in every tab when one tab signs out', async () => {
    const { one, other } = await twoTabs();
    await one.client.logout();
    await expect(other.client.get('/api/auth/me')).rejects.toMatchObject({ status: 401 });
    expect([other.client.session, other.sessions.at(-1)]).toEqual([null, null]);
    expect(other.sent).toEqual([]);
  });

  it('can be signed out after it has expired', async () => {
    const { one, other } = await twoTabs();
    await server.accounts.call('POST /api/auth/logout', {
      as: one.client.session as Person,
      body: { everywhere: true },
    });
    await expect(one.client.logout()).resolves.toBeUndefined();
    await expect(other.client.logout()).resolves.toBeUndefined();
    expect([one.client.session, other.client.session]).toEqual([null, null]);
    await expect(tab({}).client.logout()).resolves.toBeUndefined();
    person = await server.accounts.login(person.email);
  });

  it('is kept when the server is unreachable', async () => {
    const sessionStorage = new Shared();
    const { client } = tab({ sessionStorage });
    await client.login(person.email, PASSWORD);
    const away = new CarillonClient({ url: 'http://127.0.0.1:1', sessionStorage });
    await expect(away.logout()).rejects.toMatchObject({ code: 'unreachable' });
    expect(away.session).toEqual(client.session);
    expect(sessionStorage.values.size).toBe(1);
  });

  it('stays in memory when the storage fails', async () => {
    const fail = () => {
      throw new Error('forbidden');
    };
    const only = tab({ sessionStorage: { getItem: fail, setItem: fail, removeItem: fail } });
    await only.client.login(person.email, PASSWORD);
    await hoursPass(only);
    expect(await isSignedIn(only.client)).toBe(true);
    await only.client.logout();
    expect(only.client.session).toBeNull();
  });

  it('survives a lost renewal response', async () => {
    let lost = 0;
    const only = tab({
      fetch: async (request, init) => {
        const answer = await fetch(request, init);
        if (!isRenewal(request) || lost > 0) return answer;
        lost += 1;
        throw new TypeError('network error');
      },
    });
    await only.client.login(person.email, PASSWORD);
    await hoursPass(only);
    expect(await isSignedIn(only.client)).toBe(true);
    expect(only.sent).toHaveLength(2);
  });

  it('comes from the page’s own sign-in server, and again after a refusal', async () => {
    let given = 0;
    const only = tab({
      tokenSource: async () => {
        given += 1;
        return { access_token: given === 1 ? 'refused' : person.access_token, expires_in: 900 };
      },
    });
    expect(await isSignedIn(only.client)).toBe(true);
    expect([given, await isSignedIn(only.client), given]).toEqual([2, true, 2]);
    const socket = only.client.connect({ socket: { transports: ['websocket'] } });
    open.push(socket);
    await until(() => socket.isConnected);
  });

  it('ends when the page’s own server has no token, and no request is sent without one', async () => {
    const requests: unknown[] = [];
    const only = tab({
      tokenSource: async () => null,
      fetch: (request) => fetch(request).finally(() => requests.push(request)),
    });
    await expect(isSignedIn(only.client)).rejects.toMatchObject({ status: 401, code: 'unauthorized' });
    const refused = new Promise((resolve) => {
      const socket = only.client.connect({ socket: { transports: ['websocket'] } });
      open.push(socket);
      socket.on('refused', resolve);
    });
    expect(await refused).toMatchObject({ code: 'unauthorized' });
    expect(requests).toEqual([]);
  });

  it('opens sockets for the person who is currently signed in', async () => {
    const { client } = tab({ sessionStorage: new Shared() });
    await client.login(person.email, PASSWORD);
    const ids: string[] = [];
    const socket = client.connect({ socket: { transports: ['websocket'] } });
    open.push(socket);
    socket.on('ready', ({ user_id: id }) => ids.push(id));
    await until(() => ids.length === 1);
    const other = await server.accounts.person('user');
    await client.login(other.email, PASSWORD);
    await until(() => ids.length === 2);
    expect(ids).toEqual([person.id, other.id]);
  });
});
