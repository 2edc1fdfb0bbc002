import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import { Accounts } from '../support/people/accounts.js';
import { PASSWORD, type Person, wrongFields } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';

let running: Stage;
let desk: Accounts;

beforeAll(async () => {
  running = await Stage.start();
  desk = new Accounts(running.url, running.dataSource);
});
afterAll(() => running.close());

const SESSION_FIELDS = ['access_token', 'expires_in', 'refresh_token', 'token_type', 'user'];
const USER_FIELDS = ['active', 'company_id', 'created_at', 'email', 'id', 'name', 'role', 'updated_at'];

function ascending(one: number, other: number): number {
  return one - other;
}

function freshEmail(): string {
  return `someone-${newId()}@example.com`;
}

describe('POST /api/auth/register', () => {
  it('creates a user and a session', async () => {
    const email = freshEmail();
    const body = { email: `  ${email.toUpperCase()} `, password: PASSWORD, name: ' Ann ' };
    const answer = await desk.call('POST /api/auth/register', { body });
    expect(answer.status).toBe(201);
    expect(Object.keys(answer.body).sort()).toEqual(SESSION_FIELDS);
    expect(Object.keys(answer.body.user).sort()).toEqual(USER_FIELDS);
    expect(answer.body).toMatchObject({ token_type: 'Bearer', expires_in: 900 });
    expect(answer.body.user).toMatchObject({ email, name: 'Ann', role: 'user', company_id: null, active: true });
    const me = await desk.call('GET /api/auth/me', { as: answer.body });
    expect(me.body).toEqual(answer.body.user);
  });

  it('stores an argon2id hash with 19 MiB and two passes, and no password', async () => {
    const email = freshEmail();
    await desk.call('POST /api/auth/register', { body: { email, password: PASSWORD, name: 'Ann' } });
    const rows = await desk.dataSource.query('SELECT password_hash FROM users WHERE email = $1', [email]);
    expect(rows[0].password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('answers 409 email_taken for any spelling, and accepts one of two simultaneous requests', async () => {
    const email = freshEmail();
    const register = (spelling: string) =>
      desk.call('POST /api/auth/register', { body: { email: spelling, password: PASSWORD, name: 'Ann' } });
    const both = await Promise.all([register(email), register(email.toUpperCase())]);
    expect(both.map((answer) => answer.status).sort(ascending)).toEqual([201, 409]);
    expect((await register(` ${email}`)).body.code).toBe('email_taken');
    expect(await desk.count('users WHERE email = $1', [email])).toBe(1);
  });

  it.each([
    ['nothing', {}, ['email', 'name', 'password']],
    ['wrong types', { email: 1, password: [], name: {} }, ['email', 'name', 'password']],
    ['null', { email: null, password: null, name: null }, ['email', 'name', 'password']],
    [
      'no address, a short password, a blank name',
      { email: 'a', password: 'seven 7', name: '  ' },
      ['email', 'name', 'password'],
    ],
    [
      'too long',
      { email: `${'a'.repeat(250)}@b.de`, password: 'x'.repeat(201), name: 'x'.repeat(201) },
      ['email', 'name', 'password'],
    ],
    ['a role', { email: 'role@example.com', password: PASSWORD, name: 'A', role: 'admin' }, ['role']],
    [
      'U+0000 and half a surrogate pair',
      { email: 'a\u0000@b.de', password: 'eight\u0000888', name: 'A\ud800' },
      ['email', 'name', 'password'],
    ],
  ])('refuses %s, names each field and writes nothing', async (_case, body, fields) => {
    const before = await desk.count('users');
    expect(wrongFields(await desk.call('POST /api/auth/register', { body }))).toEqual(fields);
    expect(await desk.count('users')).toBe(before);
  });
});

describe('POST /api/auth/login', () => {
  it('accepts the address in any spelling', async () => {
    const { email, id } = await desk.person('agent');
    const body = { email: ` ${email.toUpperCase()}`, password: PASSWORD };
    const answer = await desk.call('POST /api/auth/login', { body });
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.body).sort()).toEqual(SESSION_FIELDS);
    expect(answer.body.user.id).toBe(id);
  });

  it('gives the same answer for an unknown address, a wrong password, a broken hash and no hash', async () => {
    const [wrong, broken, none] = await Promise.all([desk.person('user'), desk.person('user'), desk.person('user')]);
    await desk.dataSource.query(`UPDATE users SET password_hash = '$argon2id$broken' WHERE id = $1`, [broken.id]);
    await desk.dataSource.query(`UPDATE users SET password_hash = NULL WHERE id = $1`, [none.id]);
    const attempts = [
      { email: freshEmail(), password: PASSWORD },
      { email: 'no address at all', password: PASSWORD },
      { email: wrong.email, password: `${PASSWORD}!` },
      { email: broken.email, password: PASSWORD },
      { email: none.email, password: PASSWORD },
    ];
    for (const body of attempts) {
      const answer = await desk.call('POST /api/auth/login', { body });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      expect(answer.body).toMatchObject({
        code: 'invalid_credentials',
        detail: 'E-mail address or password is wrong.',
      });
    }
  });

  it('reports a deactivated account only with the right password', async () => {
    const { email, id } = await desk.person('user');
    await desk.dataSource.query('UPDATE users SET active = false WHERE id = $1', [id]);
    const right = await desk.call('POST /api/auth/login', { body: { email, password: PASSWORD } });
    const wrong = await desk.call('POST /api/auth/login', { body: { email, password: 'not this one' } });
    expect([right.status, right.body.code]).toEqual([401, 'inactive']);
    expect([wrong.status, wrong.body.code]).toEqual([401, 'invalid_credentials']);
  });

  it.each([
    [{}, ['email', 'password']],
    [{ email: {}, password: 5 }, ['email', 'password']],
    [{ email: '', password: '', remember: true }, ['email', 'password', 'remember']],
    [{ email: 'a'.repeat(255), password: 'x'.repeat(1001) }, ['email', 'password']],
    [{ email: 'a\u0000', password: '\udfff' }, ['email', 'password']],
  ])('refuses %j and opens no session', async (body, fields) => {
    const before = await desk.count('sessions');
    expect(wrongFields(await desk.call('POST /api/auth/login', { body }))).toEqual(fields);
    expect(await desk.count('sessions')).toBe(before);
  });
});

describe('a sign-in with a password that is being replaced', () => {
  it.each(['password_hash = NULL', 'active = false'])('opens no session when %s is committed first', async (change) => {
    const person = await desk.person('user');
    const held = { sql: `UPDATE users SET ${change} WHERE id = $1`, parameters: [person.id], waiters: 1 };
    const body = { email: person.email, password: PASSWORD };
    const answer = await desk.whileHolding(held, () => desk.call('POST /api/auth/login', { body }));
    expect(answer.status).toBe(401);
    expect(await desk.count('sessions WHERE user_id = $1', [person.id])).toBe(1);
  });
});

describe('POST /api/auth/password', () => {
  const NEXT = 'an even better one';
  const change = (as: Person | undefined, body: unknown) => desk.call('POST /api/auth/password', { as, body });

  it('replaces the password and ends all other sessions', async () => {
    const here = await desk.person('user');
    const there = await desk.login(here.email);
    const answer = await change(here, { current_password: PASSWORD, new_password: NEXT });
    expect([answer.status, answer.body]).toEqual([200, { ok: true }]);
    expect((await desk.call('GET /api/auth/me', { as: here })).status).toBe(200);
    expect((await desk.call('GET /api/auth/me', { as: there })).status).toBe(401);
    await expect(desk.login(here.email)).rejects.toThrow('invalid_credentials');
    expect((await desk.login(here.email, NEXT)).id).toBe(here.id);
  });

  it('requires the current password', async () => {
    const person = await desk.person('user');
    expect(wrongFields(await change(person, { current_password: 'wrong', new_password: NEXT }))).toEqual([
      'current_password',
    ]);
    expect((await change(undefined, { current_password: PASSWORD, new_password: NEXT })).status).toBe(401);
    expect((await desk.login(person.email)).id).toBe(person.id);
  });

  it('accepts one of two simultaneous changes', async () => {
    const person = await desk.person('user');
    const passwords = ['first new password', 'second new password'];
    const answers = await Promise.all(
      passwords.map((password) => change(person, { current_password: PASSWORD, new_password: password })),
    );
    expect(answers.map((answer) => answer.status).sort(ascending)).toEqual([200, 400]);
    const winner = passwords[answers.findIndex((answer) => answer.status === 200)];
    expect((await desk.login(person.email, winner)).id).toBe(person.id);
  });

  it.each([
    [{}, ['current_password', 'new_password']],
    [{ current_password: '', new_password: 'short' }, ['current_password', 'new_password']],
    [{ current_password: 1, new_password: null, x: 1 }, ['current_password', 'new_password', 'x']],
    [{ current_password: PASSWORD, new_password: 'eight\u0000888' }, ['new_password']],
  ])('refuses %j', async (body, fields) => {
    const person = await desk.person('user');
    expect(wrongFields(await change(person, body))).toEqual(fields);
    expect((await desk.login(person.email)).id).toBe(person.id);
  });
});
