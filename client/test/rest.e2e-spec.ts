import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PASSWORD, type Person } from '../../test/support/people/person.js';
import { Stage } from '../../test/support/servers/stage.js';
import { CarillonClient, type ClientOptions } from '../src/carillon-client.js';
import { CarillonError } from '../src/carillon-error.js';
import type { Session } from '../src/session-keeper.js';

let server: Stage;
let person: Person;
let admin: Person;

beforeAll(async () => {
  server = await Stage.start({ JWT_SECRET: SECRET });
  person = await server.accounts.person('user');
  admin = await server.accounts.person('admin');
});

afterAll(() => server.close());

const SECRET = 'a key for tests, of at least thirty-two bytes';

function clientOf(options: Omit<ClientOptions, 'url'>): CarillonClient {
  return new CarillonClient({ url: server.url, ...options });
}

async function refusalOf(work: Promise<unknown>): Promise<CarillonError> {
  const error = await work.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  if (!(error instanceof CarillonError)) throw new Error(`expected a refusal, got ${String(error)}`);
  return error;
}

/** The same token with a moment in the past as its end. */
function expired(token: string): string {
  const [header = '', payload = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
  const old = Buffer.from(JSON.stringify({ ...claims, iat: 1, exp: 2 })).toString('base64url');
  return `${header}.${old}.${createHmac('sha256', SECRET).update(`${header}.${old}`).digest('base64url')}`;
}

describe('CarillonClient', () => {
  it('signs in, sends requests and signs out', async () => {
    const sessions: (Session | null)[] = [];
    const client = clientOf({ onSession: (session) => sessions.push(session) });
    const user = await client.login(person.email, PASSWORD);
    expect(user.id).toBe(person.id);
    const ticket = await client.post('/api/tickets', { body: { title: 'The printer is on fire' } });
    expect(await client.get('/api/tickets/{id}', { path: { id: ticket.id } })).toEqual(ticket);
    const { items } = await client.get('/api/tickets', { query: { limit: 1, status: ['open'] } });
    expect(items.map(({ id }) => id)).toEqual([ticket.id]);
    const changed = await client.patch('/api/tickets/{id}', { path: { id: ticket.id }, body: { title: 'It is out' } });
    expect(changed.title).toBe('It is out');
    await client.logout();
    expect(client.session).toBeNull();
    expect(sessions.map((session) => session !== null)).toEqual([true, false]);
    expect((await refusalOf(client.get('/api/auth/me'))).status).toBe(401);
  });

  it('registers a new account', async () => {
    const client = clientOf({});
    const user = await client.register({ email: 'new@example.com', password: PASSWORD, name: 'Newcomer' });
    expect((await client.get('/api/auth/me')).id).toBe(user.id);
  });

  it('authenticates with an API key', async () => {
    const owner = clientOf({ session: person });
    const { key } = await owner.post('/api/api-keys', { body: { name: 'for the client', scopes: ['read'] } });
    const client = clientOf({ apiKey: key });
    expect((await client.get('/api/auth/me')).id).toBe(person.id);
    expect((await refusalOf(client.post('/api/tickets', { body: { title: 'x' } }))).status).toBe(403);
  });

  it('renews an expired token once for concurrent requests, and repeats them', async () => {
    const account = await server.accounts.login(person.email);
    const sessions: (Session | null)[] = [];
    const client = clientOf({
      session: { access_token: expired(account.access_token), refresh_token: account.refresh_token },
      onSession: (session) => sessions.push(session),
    });
    const people = await Promise.all([1, 2, 3, 4].map(() => client.get('/api/auth/me')));
    expect(people.map(({ id }) => id)).toEqual(Array(4).fill(person.id));
    expect(sessions).toHaveLength(1);
    expect(client.session?.refresh_token).not.toBe(account.refresh_token);
  });

  it('reports that the session cannot be renewed', async () => {
    const sessions: (Session | null)[] = [];
    const session = { access_token: expired(person.access_token), refresh_token: 'nobody’s' };
    const client = clientOf({ session, onSession: (next) => sessions.push(next) });
    expect((await refusalOf(client.get('/api/auth/me'))).status).toBe(401);
    expect(sessions).toEqual([null]);
  });

  it('returns the invalid fields', async () => {
    const error = await refusalOf(clientOf({ session: person }).post('/api/tickets', { body: { title: '' } }));
    expect(error.status).toBe(400);
    expect(error.errors.map(({ field }) => field)).toEqual(['title']);
    expect(error.requestId).toEqual(expect.any(String));
  });

  it('hides data of other people', async () => {
    const ticket = await clientOf({ session: admin }).post('/api/tickets', { body: { title: 'Secret' } });
    const error = await refusalOf(clientOf({ session: person }).get('/api/tickets/{id}', { path: { id: ticket.id } }));
    expect([error.status, error.code]).toEqual([404, 'not_found']);
  });

  it('uploads and downloads files', async () => {
    const client = clientOf({ session: person });
    const { id } = await client.post('/api/tickets', { body: { title: 'With a note' } });
    const body = new FormData();
    body.append('file', new Blob(['written by hand'], { type: 'text/plain' }), 'note.txt');
    const attachment = await client.post('/api/tickets/{id}/attachments', { path: { id }, body });
    expect(attachment.filename).toBe('note.txt');
    const content = await client.get('/api/attachments/{id}/content', { path: { id: attachment.id } });
    expect(await content.text()).toBe('written by hand');
    expect(await client.delete('/api/attachments/{id}', { path: { id: attachment.id } })).toBeUndefined();
  });

  it('distinguishes an unreachable server from a refusal', async () => {
    const client = new CarillonClient({ url: 'http://127.0.0.1:1' });
    const error = await refusalOf(client.get('/api/auth/me'));
    expect([error.status, error.code]).toEqual([0, 'unreachable']);
  });

  it('aborts the request when the caller aborts', async () => {
    const stop = new AbortController();
    stop.abort();
    const work = clientOf({ session: person }).get('/api/auth/me', { signal: stop.signal });
    await expect(work).rejects.toMatchObject({ name: 'AbortError' });
  });
});
