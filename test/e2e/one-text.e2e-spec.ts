import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hash } from '@node-rs/argon2';
import type { NotNormalized } from '../support/input/text-samples.js';
import { HIDDEN_IN_LINES, SPELLINGS } from '../support/input/text-samples.js';
import { type Person, wrongFields } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';

let running: Stage;
let admin: Person;
let agent: Person;

beforeAll(async () => {
  running = await Stage.start();
  [admin, agent] = [await running.accounts.person('admin'), await running.accounts.person('agent')];
});
afterAll(() => running.close());

const call = (route: string, as: Person, body?: unknown) => running.accounts.call(route, { as, body });
const register = (email: string, password = 'long enough') =>
  running.accounts.call('POST /api/auth/register', { body: { email, password, name: 'Someone' } });
const login = (email: string, password: string) =>
  running.accounts.call('POST /api/auth/login', { body: { email, password } });

describe('an e-mail address', () => {
  it.each(SPELLINGS)('identifies one account, as %s', async (_name, { one, other }: NotNormalized) => {
    expect((await register(one)).status).toBe(201);
    const again = await register(other);
    expect([again.status, again.body.code]).toEqual([409, 'email_taken']);
    const added = await call('POST /api/users', admin, { email: other, name: 'Someone', role: 'user' });
    expect([added.status, added.body.code]).toEqual([409, 'email_taken']);
    const { id } = await running.accounts.person('user');
    const changed = await call(`PATCH /api/users/${id}`, admin, { email: other });
    expect([changed.status, changed.body.code]).toEqual([409, 'email_taken']);
    expect((await login(other, 'long enough')).body.user.email).toBe((await login(one, 'long enough')).body.user.email);
  });

  it('has no invisible characters', async () => {
    await register('visible@example.com');
    for (const hidden of ['\u200B', '\u00AD', '\u202E', '\u2060', '\uFEFF']) {
      expect(wrongFields(await register(`visi${hidden}ble@example.com`))).toEqual(['email']);
      expect((await login(`visi${hidden}ble@example.com`, 'long enough')).status).toBe(401);
    }
  });

  it('can be registered once, even by two simultaneous requests in different spellings', async () => {
    const answers = await Promise.all([register('ren\u00E9@example.com'), register('rene\u0301@example.com')]);
    expect(answers.map(({ status }) => String(status)).sort()).toEqual(['201', '409']);
  });

  it('is shown as entered, in lower case and NFC', async () => {
    expect((await register('Zoe\u0308@Bücher.example')).body.user.email).toBe('zo\u00EB@bücher.example');
  });
});

describe('a password', () => {
  it('works in every spelling', async () => {
    await register('blank@example.com', 'Gru\u0308ße\u00A0an alle');
    for (const password of ['Grüße an alle', 'Gru\u0308ße\u2003an alle']) {
      expect((await login('blank@example.com', password)).status).toBe(200);
    }
    expect((await login('blank@example.com', 'grüße an alle')).status).toBe(401);
  });

  it('works with a hash older than the rule, and in every spelling from then on', async () => {
    const { body } = await register('old@example.com');
    const old = await hash('Schlu\u0308ssel\u00A0bund');
    await running.dataSource.query('UPDATE users SET password_hash = $2 WHERE id = $1', [body.user.id, old]);
    expect((await login('old@example.com', 'Schlüssel bund')).status).toBe(401);
    expect((await login('old@example.com', 'Schlu\u0308ssel\u00A0bund')).status).toBe(200);
    expect((await login('old@example.com', 'Schlüssel bund')).status).toBe(200);
  });

  it.each(['        ', '\u3000'.repeat(9), 'tab\tinside', 'zero\u200Bwidth', '👍👍👍👍'])(
    'must not be %j',
    async (password) => {
      expect(wrongFields(await register('never@example.com', password))).toEqual(['password']);
      const change = { current_password: 'x', new_password: password };
      expect(wrongFields(await call('POST /api/auth/password', agent, change))).toEqual(['new_password']);
      const added = { email: 'never@example.com', name: 'Never', role: 'user', password };
      expect(wrongFields(await call('POST /api/users', admin, added))).toEqual(['password']);
    },
  );
});

describe('a single-line text', () => {
  const routes: [string, string, object][] = [
    ['POST /api/tickets', 'title', {}],
    ['POST /api/users', 'name', { email: 'line@example.com', role: 'user' }],
    ['PATCH /api/users/me', 'name', {}],
    ['POST /api/companies', 'name', {}],
    ['POST /api/assets', 'name', { asset_type: 'server' }],
    ['POST /api/kb/articles', 'title', { body: 'x' }],
    ['POST /api/machines/register', 'hostname', { ip_address: '10.0.0.1', operating_system: 'Debian' }],
    ['POST /api/machines/register', 'operating_system', { ip_address: '10.0.0.1', hostname: 'a' }],
    ['POST /api/api-keys', 'name', {}],
    ['POST /api/webhooks', 'name', { url: 'https://example.com/hook', events: ['ticket.created'] }],
    ['POST /v1/webhooks', 'name', { url: 'https://example.com/hook', events: ['ticket.created'] }],
    ['POST /api/alerts', 'alert_type', { message: 'x', severity: 'low' }],
    ['PATCH /api/admin/settings', 'site_name', {}],
  ];
  it.each(routes)('of %s accepts no hidden characters in %s', async (route, field, rest) => {
    for (const hidden of HIDDEN_IN_LINES) {
      expect([hidden, wrongFields(await call(route, admin, { ...rest, [field]: `in${hidden}visible` }))]).toEqual([
        hidden,
        [field],
      ]);
    }
    expect(wrongFields(await call(route, admin, { ...rest, [field]: '\u3164' }))).toEqual([field]);
  });

  it('keeps emoji, and the joiners that its script needs', async () => {
    for (const title of ['👨‍👩‍👧 ❤️‍🔥', 'می\u200Cخواهم', 'שלום\u200F!']) {
      expect((await call('POST /api/tickets', agent, { title })).body.title).toBe(title);
    }
  });

  it('accepts single-line tags, each once in any spelling', async () => {
    expect(wrongFields(await call('POST /api/tickets', agent, { title: 'x', tags: ['ok', 'a\u202Eb'] }))).toEqual([
      'tags',
    ]);
    const { body } = await call('POST /api/tickets', agent, { title: 'x', tags: ['cafe\u0301', 'caf\u00E9'] });
    expect(body.tags).toEqual(['caf\u00E9']);
    const found = await call(`GET /api/tickets?tag=${encodeURIComponent('cafe\u0301')}`, agent);
    expect(found.body.items.map(({ id }: { id: string }) => id)).toEqual([body.id]);
  });
});

describe('a multi-line text', () => {
  it('keeps its lines, and accepts no character that reverses the reading direction', async () => {
    const ticket = (await call('POST /api/tickets', agent, { title: 'x', description: 'one\r\n\ttwo' })).body;
    expect(ticket.description).toBe('one\n\ttwo');
    const comments = `POST /api/tickets/${ticket.id}/comments`;
    for (const hidden of ['\u202E', '\u0007', '\u2067']) {
      expect(wrongFields(await call(comments, agent, { content: `a${hidden}b` }))).toEqual(['content']);
      expect(wrongFields(await call('POST /api/tickets', agent, { title: 'x', description: `a${hidden}b` }))).toEqual([
        'description',
      ]);
    }
    expect(wrongFields(await call(comments, agent, { content: '\u200B\n\u3000' }))).toEqual(['content']);
  });

  it('is kept verbatim in free-form JSON', async () => {
    const details = { 'cle\u0301': 'e\u0301\u202E\r\n' };
    const made = await call('POST /api/alerts', agent, { message: 'x', alert_type: 'y', severity: 'low', details });
    expect(made.body.details).toEqual(details);
  });
});

describe('a search term', () => {
  it('matches every spelling', async () => {
    const ticket = (await call('POST /api/tickets', agent, { title: 'De\u0301jeuner', description: 'nai\u0308f' }))
      .body;
    await call(`POST /api/tickets/${ticket.id}/comments`, agent, { content: 'soupc\u0327on' });
    const article = { title: 'Cre\u0300me', body: 'x', status: 'public' };
    await call('POST /api/kb/articles', agent, article);
    const count = async (path: string, q: string) =>
      (await call(`GET ${path}q=${encodeURIComponent(q)}`, agent)).body.items.length as number;
    for (const form of ['NFC', 'NFD'] as const) {
      expect(await count('/api/tickets?', 'd\u00E9jeuner'.normalize(form))).toBe(1);
      expect(await count('/api/search?', 'na\u00EFf'.normalize(form))).toBe(1);
      expect(await count('/api/search?', 'soup\u00E7on'.normalize(form))).toBe(1);
      expect(await count('/api/kb/articles?', 'cr\u00E8me'.normalize(form))).toBe(1);
    }
    await call('POST /api/users', admin, { email: 'zoe@example.com', name: 'Zo\u00EB Quill', role: 'user' });
    expect(await count('/api/users?', 'Zoe\u0308 Qu')).toBe(1);
    expect(await count('/api/tickets?', 'D\u00E9jeu\u200Bner')).toBe(1);
  });
});
