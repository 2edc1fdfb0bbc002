import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import { newId } from '../../src/common/ids.js';
import { Office } from '../support/people/office.js';
import type { HttpAnswer } from '../support/people/person.js';
import { Receiver } from '../support/receivers/receiver.js';
import { refused } from '../support/sockets/socket.js';
import { Stage } from '../support/servers/stage.js';

const ALGORITHMS = ['RS256', 'ES256', 'EdDSA'] as const;
const ISSUER = 'https://id.example.com/';
const AUDIENCE = 'carillon';

type Keys = Record<string, { readonly privateKey: CryptoKey; readonly publicKey: CryptoKey }>;

/** The keys of an identity provider, published over HTTP. */
class Provider {
  private constructor(
    readonly keys: Keys,
    readonly server: Receiver,
  ) {}

  static async start(): Promise<Provider> {
    const keys: Keys = {};
    for (const algorithm of ALGORITHMS) keys[algorithm] = await generateKeyPair(algorithm, { extractable: true });
    const provider = new Provider(keys, await Receiver.start());
    const published = await Promise.all(
      Object.entries(keys).map(async ([alg, { publicKey }]) => ({ ...(await exportJWK(publicKey)), alg, kid: alg })),
    );
    provider.server.reply = (response) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: published }));
    return provider;
  }

  get environment(): Record<string, string> {
    return { JWT_JWKS_URL: this.server.url, JWT_ISSUER: ISSUER, JWT_AUDIENCE: AUDIENCE };
  }

  token(claims: JWTPayload, options: { algorithm?: string; key?: CryptoKey; seconds?: number } = {}): Promise<string> {
    const { algorithm = 'RS256', seconds = 300 } = options;
    const key = options.key ?? this.keys[algorithm]?.privateKey;
    if (key === undefined) throw new Error(`no key for ${algorithm}`);
    const now = Math.floor(Date.now() / 1_000);
    return new SignJWT({ iss: ISSUER, aud: AUDIENCE, iat: now, exp: now + seconds, ...claims })
      .setProtectedHeader({ alg: algorithm, kid: algorithm })
      .sign(key);
  }
}

let provider: Provider;

beforeAll(async () => {
  provider = await Provider.start();
});
afterAll(() => provider.server.stop());

const meOf = (running: Stage, token: string): Promise<HttpAnswer> =>
  running.accounts.call('GET /api/auth/me', { as: { access_token: token } });

describe('a token of the identity provider', () => {
  let office: Office;
  let running: Stage;
  let sub: string;

  beforeAll(async () => {
    office = await Office.open(provider.environment);
    running = office;
  });
  afterAll(() => office.close());
  beforeEach(() => {
    sub = newId();
  });

  const link = (externalId: string | null, person = office.people.agent) =>
    office.people.admin.call(`PATCH /api/users/${person.id}`, { external_id: externalId });
  const expectRefused = async (token: string) => {
    const answer = await meOf(running, token);
    expect([answer.status, answer.body.code]).toEqual([401, 'unauthorized']);
    expect((await refused(running.url, { token })).code).toBe('unauthorized');
  };

  it.each(ALGORITHMS)(
    'signed with %s signs in the person with its external_id, over REST and sockets',
    async (algorithm) => {
      await link(sub);
      const token = await provider.token({ sub }, { algorithm });
      expect((await meOf(running, token)).body.id).toBe(office.people.agent.id);
      const socket = await running.connect({ token }, { rooms: ['tickets'] });
      expect(socket.of('ready')[0].user_id).toBe(office.people.agent.id);
      expect(socket.of('ready')[0].expires_at).not.toBeNull();
      const ticket = await running.accounts.call('POST /api/tickets', {
        as: { access_token: token },
        body: { title: 'New' },
      });
      expect([ticket.status, ticket.body.requester_id]).toEqual([201, office.people.agent.id]);
    },
  );

  it('makes API keys, and changes what the person may change', async () => {
    await link(sub);
    const as = { access_token: await provider.token({ sub }) };
    const key = await running.accounts.call('POST /api/api-keys', { as, body: { name: 'Robot' } });
    expect(key.status).toBe(201);
    expect((await meOf(running, key.body.key)).body.id).toBe(office.people.agent.id);
    expect((await running.accounts.call('POST /api/auth/logout', { as })).status).toBeLessThan(300);
  });

  it('is refused with another issuer, audience, key, subject or time', async () => {
    await link(sub);
    const stranger = await generateKeyPair('RS256');
    await expectRefused(await provider.token({ sub, iss: 'https://other.example.com/' }));
    await expectRefused(await provider.token({ sub, aud: 'another-application' }));
    await expectRefused(await provider.token({ sub }, { key: stranger.privateKey }));
    await expectRefused(await provider.token({ sub: newId() }));
    await expectRefused(await provider.token({}));
    for (const odd of ['', 'a\0b', 'x'.repeat(256), 42, ['a'], { a: 1 }, null]) {
      await expectRefused(await provider.token({ sub: odd as string, email: 'a@example.com', email_verified: true }));
    }
    for (const seconds of [1e12, 1e300]) await expectRefused(await provider.token({ sub }, { seconds }));
    expect((await meOf(running, await provider.token({ sub }, { seconds: -60 }))).status).toBe(401);
    const late = await provider.token({ sub }, { seconds: -60 });
    expect((await refused(running.url, { token: late })).code).toBe('expired');
  });

  it('is refused when it is signed with the public key as a secret, not at all, or changed', async () => {
    await link(sub);
    const rs256 = provider.keys['RS256'];
    if (rs256 === undefined) throw new Error('no key');
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = { iss: ISSUER, aud: AUDIENCE, sub, exp: Math.floor(Date.now() / 1_000) + 300 };
    const confused = `${part({ alg: 'HS256', kid: 'RS256' })}.${part(claims)}`;
    const secret = await exportSPKI(rs256.publicKey);
    await expectRefused(`${confused}.${createHmac('sha256', secret).update(confused).digest('base64url')}`);
    await expectRefused(`${part({ alg: 'none' })}.${part(claims)}.`);
    const [head, , signature] = (await provider.token({ sub: newId() })).split('.');
    await expectRefused(`${head}.${part(claims)}.${signature}`);
  });

  it('stops working when an admin removes the id or deactivates the person, whose socket closes', async () => {
    const { other } = office.people;
    await link(sub, other);
    const token = await provider.token({ sub });
    const socket = await running.connect({ token });
    await office.people.admin.call(`POST /api/users/${other.id}/deactivate`);
    await socket.waitFor((own) => own.disconnectReason !== null, 'the end');
    expect((await meOf(running, token)).status).toBe(401);
    await office.people.admin.call(`POST /api/users/${other.id}/reactivate`);
    expect((await meOf(running, token)).status).toBe(200);
    await link(null, other);
    await expectRefused(token);
  });

  it('links an account by its verified address once, and no account by an address that is not verified', async () => {
    const person = await running.accounts.person('user');
    const claims = { sub, email: person.email.toUpperCase() };
    await expectRefused(await provider.token(claims));
    await expectRefused(await provider.token({ ...claims, email_verified: false }));
    expect((await meOf(running, await provider.token({ ...claims, email_verified: true }))).body.id).toBe(person.id);
    expect((await meOf(running, await provider.token({ sub }))).body.id).toBe(person.id);
    await expectRefused(await provider.token({ sub: newId(), email: person.email, email_verified: true }));
  });

  it('gives a person without an account none, unless the installation says so', async () => {
    await expectRefused(await provider.token({ sub, email: `${sub}@example.com`, email_verified: true, name: 'New' }));
    const rows = await running.dataSource.query<unknown[]>('SELECT FROM users WHERE external_id = $1', [sub]);
    expect(rows).toEqual([]);
  });

  describe('external_id', () => {
    it('is shown to admins and no one else, is unique, and goes with the account', async () => {
      const { admin, agent } = office.people;
      const made = await admin.call('POST /api/users', {
        email: `${sub}@example.com`,
        name: 'Ada',
        role: 'user',
        external_id: sub,
      });
      expect(made.external_id).toBe(sub);
      expect((await admin.call(`GET /api/users/${made.id}`)).external_id).toBe(sub);
      expect(await agent.call(`GET /api/users/${made.id}`)).not.toHaveProperty('external_id');
      expect((await agent.call('GET /api/users')).items[0]).not.toHaveProperty('external_id');
      const taken = await running.accounts.call(`PATCH /api/users/${agent.id}`, {
        as: admin,
        body: { external_id: sub },
      });
      expect([taken.status, taken.body.code]).toEqual([409, 'external_id_taken']);
      const wrong = await running.accounts.call(`PATCH /api/users/${agent.id}`, {
        as: admin,
        body: { external_id: '' },
      });
      expect([wrong.status, wrong.body.errors[0].field]).toEqual([400, 'external_id']);
      const own = await running.accounts.call('PATCH /api/users/me', { as: agent, body: { external_id: newId() } });
      expect(own.status).toBe(400);
      await admin.call(`DELETE /api/users/${made.id}`);
      await link(sub);
      await office.settled();
      const log = await running.dataSource.query<unknown[]>('SELECT FROM event_bodies WHERE data::text LIKE $1', [
        `%"external_id"%`,
      ]);
      expect(log).toEqual([]);
    });
  });
});

describe('an installation that creates users', () => {
  let running: Stage;

  beforeAll(async () => {
    running = await Stage.start({ ...provider.environment, JWT_NEW_USERS: 'create', JWT_ROLE_CLAIM: 'roles' });
  });
  afterAll(() => running.close());

  it('makes one account of many first requests, with name and role of the token', async () => {
    const sub = newId();
    const email = `${sub}@example.com`;
    const token = await provider.token({
      sub,
      email,
      email_verified: true,
      name: 'Ada\nLovelace',
      roles: ['user', 'agent', 'x'],
    });
    const answers = await Promise.all(Array.from({ length: 8 }, () => meOf(running, token)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(answers[0]?.body).toMatchObject({ email, name: 'Ada Lovelace', role: 'agent' });
    const rows = await running.dataSource.query<unknown[]>('SELECT FROM users WHERE email = $1', [email]);
    expect(rows).toHaveLength(1);
  });

  it('follows the role of the token, but keeps the last admin', async () => {
    const sub = newId();
    const of = async (roles: unknown) =>
      (await meOf(running, await provider.token({ sub, email: `${sub}@example.com`, email_verified: true, roles })))
        .body.role;
    expect(await of('user')).toBe('user');
    expect(await of(['agent'])).toBe('agent');
    expect(await of(['owner'])).toBe('agent');
    await running.dataSource.query(`UPDATE users SET active = false WHERE role = 'admin'`);
    expect(await of('admin')).toBe('admin');
    expect(await of('user')).toBe('admin');
  });
});

describe('while the identity provider is away', () => {
  it('a token is answered 503 until its keys were fetched once, then they hold', async () => {
    const own = await Provider.start();
    const running = await Stage.start(own.environment);
    try {
      const admin = await running.accounts.person('admin', { externalId: 'ada' });
      const token = await own.token({ sub: 'ada' });
      await own.server.stop();
      const away = await meOf(running, token);
      expect([away.status, away.body.code, away.headers.get('retry-after')]).toEqual([
        503,
        'identity_provider_unavailable',
        '5',
      ]);
      expect((await meOf(running, admin.access_token)).status).toBe(200);
      await own.server.listen();
      expect((await meOf(running, token)).body.id).toBe(admin.id);
      await own.server.stop();
      expect((await meOf(running, token)).status).toBe(200);
    } finally {
      await running.close();
    }
  });
});
