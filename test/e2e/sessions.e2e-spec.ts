import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { JwtService } from '@nestjs/jwt';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { Client } from 'pg';
import { pino } from 'pino';
import { AccessTokens } from '../../src/auth/access-tokens.js';
import { SessionCleanup } from '../../src/auth/session-cleanup.js';
import { AppConfig } from '../../src/common/config.js';
import { newId } from '../../src/common/ids.js';
import { AppLogger } from '../../src/common/logger.js';
import { Accounts } from '../support/people/accounts.js';
import { type Person, wrongFields } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';

let running: Stage;
let desk: Accounts;

const lines: string[] = [];

beforeAll(async () => {
  const log = new Writable({
    write(line: Buffer, _encoding, done) {
      lines.push(line.toString());
      done();
    },
  });
  // Read-only for the application; here it stands in for the terminal.
  running = await Stage.start(
    {},
    { prepare: (app) => void Object.assign(app.get(AppLogger), { pino: pino({ level: 'warn' }, log) }) },
  );
  desk = new Accounts(running.url, running.dataSource);
});
afterAll(() => running.close());

const SESSION_FIELDS = ['access_token', 'expires_in', 'refresh_token', 'token_type', 'user'];
describe('an access token', () => {
  async function expectRefused(headers: Record<string, string>, query = ''): Promise<void> {
    const answer = await desk.call(`GET /api/auth/me${query}`, { headers });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body.code).toBe('unauthorized');
  }

  it('is required, and accepted only in the header', async () => {
    const { access_token: token } = await desk.person('user');
    await expectRefused({});
    await expectRefused({}, `?access_token=${token}&token=${token}`);
    await expectRefused({ authorization: token });
    await expectRefused({ authorization: `Basic ${token}` });
    await expectRefused({ cookie: `access_token=${token}` });
    await expectRefused({ authorization: 'Bearer ck_1234' });
    expect((await desk.call('GET /api/auth/me', { headers: { authorization: `bearer ${token}` } })).status).toBe(200);
  });

  it('is refused when it is forged, unsigned, altered or of no session', async () => {
    const { access_token: token, id } = await desk.person('admin');
    const [header = '', payload = '', signature = ''] = token.split('.');
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const jwt = running.app.get(JwtService, { strict: false });
    const forged = new JwtService({ secret: 'x'.repeat(48) });
    for (const bad of [
      `${header}.${payload}`,
      `${encode({ alg: 'none', typ: 'JWT' })}.${payload}.`,
      `${header}.${encode({ ...claims, sub: newId() })}.${signature}`,
      forged.sign({ sub: id, sid: claims.sid }),
      jwt.sign({ sub: id, sid: claims.sid }, { algorithm: 'HS512' }),
      jwt.sign({ sub: id, sid: newId() }, { expiresIn: 60 }),
      jwt.sign({ sub: newId(), sid: claims.sid }, { expiresIn: 60 }),
      jwt.sign({ sub: id, sid: claims.sid }),
      jwt.sign({ sub: 'x', sid: [] }, { expiresIn: 60 }),
      jwt.sign({ sub: id, sid: claims.sid }, { expiresIn: -1 }),
    ]) {
      await expectRefused({ authorization: `Bearer ${bad}` });
    }
  });

  it('is refused at once when its person is deactivated or deleted, and has the current role', async () => {
    const [one, two, three] = [await desk.person('agent'), await desk.person('agent'), await desk.person('agent')];
    const admin = await desk.person('admin');
    await desk.call(`POST /api/users/${one.id}/deactivate`, { as: admin });
    await desk.call(`DELETE /api/users/${two.id}`, { as: admin });
    await desk.call(`PATCH /api/users/${three.id}`, { as: admin, body: { role: 'user' } });
    await expectRefused({ authorization: `Bearer ${one.access_token}` });
    await expectRefused({ authorization: `Bearer ${two.access_token}` });
    expect((await desk.call('GET /api/users', { as: three })).status).toBe(403);
  });

  it('gives sockets the reason for a refusal, and its expiry', async () => {
    const tokens = running.app.get(AccessTokens, { strict: false });
    const person = await desk.person('user');
    const verified = await tokens.verify(person.access_token);
    expect(verified.actor).toMatchObject({ id: person.id, role: 'user', type: 'user', companyId: null });
    expect(verified.expiresAt.getTime() - Date.now()).toBeGreaterThan(890_000);
    const sid = verified.actor.sessionId;
    const old = running.app.get(JwtService, { strict: false }).sign({ sub: person.id, sid }, { expiresIn: -1 });
    await expect(tokens.verify(old)).rejects.toMatchObject({ reason: 'expired' });
    await expect(tokens.verify('nonsense')).rejects.toMatchObject({ reason: 'unauthorized' });
    await desk.call('POST /api/auth/logout', { as: person });
    await expect(tokens.verify(person.access_token)).rejects.toMatchObject({ reason: 'unauthorized' });
    await desk.dataSource.query('UPDATE users SET active = false WHERE id = $1', [person.id]);
    await expect(tokens.verify(person.access_token)).rejects.toMatchObject({ reason: 'inactive' });
  });
});

describe('POST /api/auth/refresh', () => {
  const refresh = (token: unknown) => desk.call('POST /api/auth/refresh', { body: { refresh_token: token } });
  const backdateUse = () =>
    desk.dataSource.query(
      `UPDATE refresh_tokens SET rotated_at = rotated_at - interval '11 s' WHERE rotated_at IS NOT NULL`,
    );
  const inboxOf = async (person: Person) => (await desk.call('GET /api/notifications', { as: person })).body;
  const statusOf = async (person: { access_token: string }) =>
    (await desk.call('GET /api/auth/me', { as: person })).status;

  it('returns a new pair, and stores only hashes of tokens', async () => {
    const person = await desk.person('user');
    const answer = await refresh(person.refresh_token);
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.body).sort()).toEqual(SESSION_FIELDS);
    expect(answer.body.refresh_token).not.toBe(person.refresh_token);
    expect(answer.body.refresh_token).toMatch(/^[\w-]{43}$/);
    expect(await statusOf(answer.body)).toBe(200);
    const tokens = [person.refresh_token, answer.body.refresh_token];
    expect(await desk.count('refresh_tokens WHERE token_hash = ANY ($1)', [tokens])).toBe(0);
  });

  it('returns the same successor to simultaneous refreshes, and to one shortly afterwards', async () => {
    const person = await desk.person('user');
    const held = { sql: 'SELECT 1 FROM sessions WHERE user_id = $1 FOR UPDATE', parameters: [person.id], waiters: 12 };
    const answers = await desk.whileHolding(held, () =>
      Promise.all(Array.from({ length: 12 }, () => refresh(person.refresh_token))),
    );
    answers.push(await refresh(person.refresh_token));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    expect(new Set(answers.map((answer) => answer.body.refresh_token)).size).toBe(1);
    const family = 'refresh_tokens t JOIN sessions s ON s.id = t.session_id WHERE s.user_id = $1';
    expect(await desk.count(family, [person.id])).toBe(2);
  });

  it('treats a later reuse as theft: the whole family ends, other sessions do not', async () => {
    const person = await desk.person('user');
    const other = await desk.login(person.email);
    const second = (await refresh(person.refresh_token)).body;
    const third = (await refresh(second.refresh_token)).body;
    await backdateUse();
    const reuse = await refresh(person.refresh_token);
    expect([reuse.status, reuse.body.code]).toEqual([401, 'unauthorized']);
    expect((await refresh(third.refresh_token)).status).toBe(401);
    expect(await statusOf(third)).toBe(401);
    expect(await statusOf(other)).toBe(200);
    expect((await refresh(other.refresh_token)).status).toBe(200);
  });

  it('reports a later reuse to the person, and to admins in the log, without any token', async () => {
    const [person, admin] = [await desk.person('user'), await desk.person('admin')];
    const strangers = [await desk.person('agent'), await desk.person('manager'), await desk.person('user')];
    const second = (await refresh(person.refresh_token)).body;
    await refresh(person.refresh_token);
    await running.settled();
    expect((await inboxOf(await desk.login(person.email))).items).toEqual([]);
    await backdateUse();
    await refresh(person.refresh_token);
    await running.settled();

    const [note, ...others] = (await inboxOf(await desk.login(person.email))).items;
    expect(others).toEqual([]);
    expect(note).toMatchObject({ type: 'event', message: expect.stringContaining('session was ended') });
    expect(note.data).toEqual({ session_id: expect.any(String), user_id: person.id, detected_at: expect.any(String) });
    const types = 'GET /api/events?types=user.refresh_token_reused';
    const { body } = await desk.call(types, { as: admin });
    expect(body.items.map((event: { data: { user_id: string } }) => event.data.user_id)).toContain(person.id);
    for (const stranger of strangers) {
      expect((await desk.call(types, { as: stranger })).body.items).toEqual([]);
      expect((await inboxOf(stranger)).items).toEqual([]);
    }
    const logged = lines.filter((line) => line.includes(person.id));
    expect(logged.map((line) => JSON.parse(line))).toEqual([
      {
        level: 40,
        time: expect.any(Number),
        msg: 'auth.refresh_token_reused',
        user_id: person.id,
        session_id: note.data.session_id,
        address: '127.0.0.1',
        pid: expect.any(Number),
        hostname: expect.any(String),
      },
    ]);
    for (const text of [...lines, JSON.stringify(note), JSON.stringify(body)]) {
      for (const { access_token, refresh_token } of [person, second]) {
        expect(text).not.toContain(access_token);
        expect(text).not.toContain(refresh_token);
      }
    }
  });

  it('extends a session with each use, and refuses one past its end', async () => {
    const person = await desk.person('user');
    const setEnd = (interval: string) =>
      desk.dataSource.query(`UPDATE sessions SET expires_at = now() + $2::interval WHERE user_id = $1`, [
        person.id,
        interval,
      ]);
    await setEnd('1 minute');
    const second = (await refresh(person.refresh_token)).body;
    expect(await desk.count(`sessions WHERE user_id = $1 AND expires_at > now() + interval '29 d'`, [person.id])).toBe(
      1,
    );
    await setEnd('-1 s');
    expect((await refresh(second.refresh_token)).status).toBe(401);
    expect(await statusOf(second)).toBe(401);
  });

  it('is refused after a logout, for a deactivated person, and for an unknown token', async () => {
    const [out, inactive] = [await desk.person('user'), await desk.person('user')];
    await desk.call('POST /api/auth/logout', { as: out });
    await desk.dataSource.query('UPDATE users SET active = false WHERE id = $1', [inactive.id]);
    expect((await refresh(out.refresh_token)).status).toBe(401);
    expect((await refresh(inactive.refresh_token)).body).toMatchObject({ status: 401, code: 'inactive' });
    expect((await refresh('x'.repeat(43))).status).toBe(401);
    expect((await refresh(out.access_token.slice(0, 200))).status).toBe(401);
  });

  it.each([[undefined], [null], [7], [''], ['x'.repeat(201)], ['a\u0000']])(
    'refuses the malformed token %j',
    async (token) => {
      expect(wrongFields(await refresh(token))).toEqual(['refresh_token']);
    },
  );
});

describe('POST /api/auth/logout', () => {
  const statusOf = async (person: Person) => (await desk.call('GET /api/auth/me', { as: person })).status;

  it('ends this session and no other', async () => {
    const one = await desk.person('user');
    const two = await desk.login(one.email);
    const answer = await desk.call('POST /api/auth/logout', { as: one });
    expect([answer.status, answer.body]).toEqual([200, { ok: true }]);
    expect([await statusOf(one), await statusOf(two)]).toEqual([401, 200]);
  });

  it('ends all sessions of the person with everywhere, and no others', async () => {
    const one = await desk.person('user');
    const two = await desk.login(one.email);
    const stranger = await desk.person('user');
    await desk.call('POST /api/auth/logout', { as: one, body: { everywhere: true } });
    expect([await statusOf(one), await statusOf(two), await statusOf(stranger)]).toEqual([401, 401, 200]);
  });

  it('informs all processes which sessions have ended', async () => {
    const person = await desk.person('user');
    const { actor } = await running.app.get(AccessTokens, { strict: false }).verify(person.access_token);
    const expected = { userId: person.id, sessionIds: [actor.sessionId] };
    const listener = new Client({ connectionString: running.app.get(AppConfig, { strict: false }).databaseUrl });
    await listener.connect();
    try {
      await listener.query('LISTEN carillon_sessions');
      const heard = new Promise((resolve) => listener.once('notification', (message) => resolve(message.payload)));
      const emitted = new Promise((resolve) => {
        running.app.get(EventEmitter2, { strict: false }).once('session.revoked', resolve);
      });
      await desk.call('POST /api/auth/logout', { as: person });
      expect(await emitted).toEqual(expected);
      expect(JSON.parse(String(await heard))).toEqual(expected);
    } finally {
      await listener.end();
    }
  });

  it('refuses wrong input and keeps the session', async () => {
    const person = await desk.person('user');
    const body = { everywhere: 'yes', all: 1 };
    expect(wrongFields(await desk.call('POST /api/auth/logout', { as: person, body }))).toEqual(['all', 'everywhere']);
    expect(wrongFields(await desk.call('POST /api/auth/logout', { as: person, body: { everywhere: null } }))).toEqual([
      'everywhere',
    ]);
    expect(await statusOf(person)).toBe(200);
    expect((await desk.call('POST /api/auth/logout')).status).toBe(401);
  });
});

describe('the nightly clean-up', () => {
  it('deletes expired sessions and long-used tokens, and nothing that is valid', async () => {
    const [ended, alive] = [await desk.person('user'), await desk.person('user')];
    const next = await desk.call('POST /api/auth/refresh', { body: { refresh_token: alive.refresh_token } });
    await desk.dataSource.query(`UPDATE sessions SET expires_at = now() - interval '1 s' WHERE user_id = $1`, [
      ended.id,
    ]);
    await desk.dataSource.query(
      `UPDATE refresh_tokens SET rotated_at = rotated_at - interval '31 d'
       WHERE session_id IN (SELECT id FROM sessions WHERE user_id = $1)`,
      [alive.id],
    );
    await running.app.get(SessionCleanup, { strict: false }).deleteEnded();
    const tokens = 'sessions s JOIN refresh_tokens t ON t.session_id = s.id WHERE s.user_id = $1';
    expect([await desk.count(tokens, [ended.id]), await desk.count(tokens, [alive.id])]).toEqual([0, 1]);
    expect((await desk.call('GET /api/auth/me', { as: next.body })).status).toBe(200);
  });
});
