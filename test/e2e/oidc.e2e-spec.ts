import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Browser } from 'playwright-core';
import { newId } from '../../src/common/ids.js';
import { AppLogger } from '../../src/common/logger.js';
import { freePort } from '../support/network/free-port.js';
import type { Person } from '../support/people/person.js';
import { CookieBrowser, SignInProvider, CLIENT } from '../support/people/sign-in-provider.js';
import { hasChromium, openBrowser } from '../support/browser/chromium.js';
import { DashboardTab } from '../support/browser/dashboard.js';
import { Stage } from '../support/servers/stage.js';
import { builtWeb } from '../support/servers/web-build.js';
import type { Json } from '../support/sockets/socket.js';

const START = '/api/auth/oidc/start';
const CALLBACK = '/api/auth/oidc/callback';
const COOKIE = 'carillon-sign-in';

let provider: SignInProvider;
let running: Stage;
let admin: Person;
let browser: CookieBrowser;
/** What the server logs. */
const lines: string[] = [];

beforeAll(async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  provider = await SignInProvider.start(url);
  const environment = { ...provider.environment, PUBLIC_URL: url, JWT_ROLE_CLAIM: 'roles', OIDC_LABEL: 'Acme' };
  running = await Stage.start(environment, {
    port,
    prepare: listenToLog,
  });
  admin = await running.accounts.person('admin');
});
afterAll(async () => {
  await running.close();
  await provider.stop();
});
beforeEach(() => {
  browser = new CookieBrowser();
  lines.length = 0;
});

function listenToLog(app: NestFastifyApplication): void {
  const logger = app.get(AppLogger);
  logger.warn = (message: unknown, fields?: unknown) => void lines.push(JSON.stringify([message, fields]));
  logger.event = (name: string, fields?: object) => void lines.push(JSON.stringify([name, fields]));
}

/** A person of the provider, who stands in front of every browser from now on. */
function atProvider(claims: Json = {}): string {
  const sub = newId();
  provider.accounts.set(sub, claims);
  provider.person = sub;
  return sub;
}

const start = (next = '/tickets?status=open') => `${running.url}${START}?next=${encodeURIComponent(next)}`;
/** @returns the address of the callback, not yet asked for */
const toCallback = (from = browser, next?: string) => from.goUntil(start(next), CALLBACK);
/** @returns the sign-in page that the callback leads to */
async function back(url: URL, from = browser): Promise<URLSearchParams> {
  const page = await from.goUntil(url.href, '/login');
  expect(page.origin).toBe(running.url);
  return page.searchParams;
}
async function collect(from = browser): Promise<{ status: number; body: Json }> {
  const answer = await from.post(`${running.url}/api/auth/oidc/session`);
  return { status: answer.status, body: await answer.json() };
}
const sessions = () => running.accounts.count('sessions');

describe('a sign-in by the identity provider', () => {
  it('opens a session like any other, for the account with the verified address, and leads back', async () => {
    const person = await running.accounts.person('user');
    const sub = atProvider({ email: person.email.toUpperCase(), email_verified: true, name: 'Somebody else' });
    const search = await back(await toCallback());
    expect(Object.fromEntries(search)).toEqual({ next: '/tickets?status=open', provider: 'done' });
    const { status, body } = await collect();
    expect([status, body.user.id, body.user.name]).toEqual([200, person.id, person.name]);
    expect(browser.cookies.has(COOKIE)).toBe(false);
    const renewed = await running.accounts.call('POST /api/auth/refresh', {
      body: { refresh_token: body.refresh_token },
    });
    expect([renewed.status, renewed.body.user.id]).toEqual([200, person.id]);
    const socket = await running.connect({ token: renewed.body.access_token });
    expect(socket.of('ready')[0].user_id).toBe(person.id);
    expect((await admin.call(`GET /api/users/${person.id}`)).external_id).toBe(sub);
    expect((await running.accounts.call('POST /api/auth/logout', { as: renewed.body })).status).toBe(200);
    expect((await running.accounts.call('GET /api/auth/me', { as: renewed.body })).status).toBe(401);
  });

  it('asks with PKCE, state and nonce, and keeps the cookie from scripts and other sites', async () => {
    const answer = await browser.get(start());
    const asked = new URL(answer.headers.get('location') ?? '');
    expect(asked.origin).toBe(provider.issuer);
    expect(Object.fromEntries(asked.searchParams)).toEqual({
      client_id: CLIENT.OIDC_CLIENT_ID,
      redirect_uri: `${running.url}${CALLBACK}`,
      response_type: 'code',
      scope: 'openid email profile',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    });
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^carillon-sign-in=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=900$/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const stored = JSON.stringify(await running.dataSource.query('SELECT key_hash, browser_hash FROM oidc_sign_ins'));
    expect(stored).not.toContain(asked.searchParams.get('state'));
    expect(stored).not.toContain(browser.cookies.get(COOKIE));
  });

  it('follows the role that the provider gives', async () => {
    const person = await running.accounts.person('user');
    atProvider({ email: person.email, email_verified: true, roles: ['agent'] });
    await back(await toCallback());
    expect((await collect()).body.user.role).toBe('agent');
  });

  it.each([
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    String.raw`\\evil.example`,
    '/\t/evil.example',
    'javascript:alert(1)',
    'tickets',
    '/ok/..//evil.example/',
    `/${'x'.repeat(2_000)}`,
  ])('leads nowhere but to its own pages: %j', async (next) => {
    const person = await running.accounts.person('user');
    atProvider({ email: person.email, email_verified: true });
    const search = await back(await toCallback(browser, next));
    expect(search.get('next')).toMatch(/^\/(?!\/)/);
    expect(new URL(search.get('next') ?? '', running.url).origin).toBe(running.url);
    expect((await collect()).status).toBe(200);
  });
});

describe('an attack on a sign-in', () => {
  let person: Person;

  beforeEach(async () => {
    person = await running.accounts.person('user');
    atProvider({ email: person.email, email_verified: true });
  });

  /** Nothing can be collected, and no session was opened. */
  async function fails(url: URL, refusal: string, from = browser): Promise<void> {
    const before = await sessions();
    expect((await back(url, from)).get('refused')).toBe(refusal);
    expect((await collect(from)).status).toBe(404);
    expect(await sessions()).toBe(before);
  }

  it('by the same redirect a second time fails', async () => {
    const callback = await toCallback();
    await back(callback);
    expect((await collect()).status).toBe(200);
    await fails(callback, 'expired');
  });

  it('by a second collection fails, also with the cookie of the first', async () => {
    await back(await toCallback());
    const thief = new CookieBrowser();
    for (const [name, value] of browser.cookies) thief.cookies.set(name, value);
    expect((await collect()).status).toBe(200);
    expect((await collect(thief)).status).toBe(404);
  });

  it('by giving a redirect to another browser fails, and does not use it up', async () => {
    const callback = await toCallback();
    const victim = new CookieBrowser();
    await fails(callback, 'expired', victim);
    await victim.get(start());
    await fails(callback, 'expired', victim);
    await back(callback);
    expect((await collect()).body.user.id).toBe(person.id);
  });

  it('by the code of another sign-in fails: the nonce and the verifier are not its own', async () => {
    const thief = new CookieBrowser();
    const stolen = await toCallback(thief);
    const callback = await toCallback();
    callback.searchParams.set('code', stolen.searchParams.get('code') ?? '');
    await fails(callback, 'failed');
  });

  it('by a token with another nonce fails', async () => {
    const asked = new URL((await browser.get(start())).headers.get('location') ?? '');
    asked.searchParams.set('nonce', 'another');
    const callback = await browser.goUntil(asked.href, CALLBACK);
    await fails(callback, 'failed');
    expect(lines.join('\n')).toMatch(/nonce/);
  });

  it('by a token that asked without PKCE fails', async () => {
    const asked = new URL((await browser.get(start())).headers.get('location') ?? '');
    const other = new URL((await new CookieBrowser().get(start())).headers.get('location') ?? '');
    asked.searchParams.set('code_challenge', other.searchParams.get('code_challenge') ?? '');
    await fails(await browser.goUntil(asked.href, CALLBACK), 'failed');
  });

  it.each([
    ['another issuer', (url: URL) => url.searchParams.set('iss', 'https://evil.example')],
    ['no issuer', (url: URL) => url.searchParams.delete('iss')],
    ['an invented code', (url: URL) => url.searchParams.set('code', 'x')],
    ['two states', (url: URL) => url.searchParams.append('state', 'x')],
  ])('by a redirect with %s fails', async (name, change) => {
    const callback = await toCallback();
    change(callback);
    await fails(callback, name === 'two states' ? 'expired' : 'failed');
  });

  it('by a redirect after its time fails', async () => {
    const callback = await toCallback();
    await running.dataSource.query(`UPDATE oidc_sign_ins SET expires_at = now() - interval '1 s'`);
    await fails(callback, 'expired');
  });

  it('leaves no code, token, cookie or secret in the log', async () => {
    const callback = await toCallback();
    const secrets = [callback.searchParams.get('code'), callback.searchParams.get('state'), CLIENT.OIDC_CLIENT_SECRET];
    secrets.push(browser.cookies.get(COOKIE) ?? '');
    await back(callback);
    const { body } = await collect();
    await back(callback);
    const log = lines.join('\n');
    expect(log).toContain('auth.provider_sign_in');
    expect(log).toContain('auth.provider_sign_in_refused');
    for (const secret of [...secrets, body.access_token, body.refresh_token]) expect(log).not.toContain(secret);
  });
});

describe('a person whom the provider knows', () => {
  const refusedWith = async () => (await back(await toCallback())).get('refused');

  it('and whose address it has not verified gets no account by it', async () => {
    const person = await running.accounts.person('user');
    for (const email_verified of [false, undefined, 'true']) {
      const sub = atProvider({ email: person.email, email_verified });
      expect(await refusedWith()).toBe('email_unverified');
      expect(await running.accounts.count('users WHERE external_id = $1', [sub])).toBe(0);
    }
    expect((await collect()).status).toBe(404);
  });

  it('and who has no account here gets none', async () => {
    const sub = atProvider({ email: `${newId()}@example.com`, email_verified: true });
    expect(await refusedWith()).toBe('no_account');
    expect(await running.accounts.count('users WHERE external_id = $1', [sub])).toBe(0);
  });

  it('and who is deactivated here is refused, also between the redirect and the page', async () => {
    const person = await running.accounts.person('user');
    atProvider({ email: person.email, email_verified: true });
    const callback = await toCallback();
    await admin.call(`POST /api/users/${person.id}/deactivate`);
    expect((await back(callback)).get('refused')).toBe('inactive');
    await admin.call(`POST /api/users/${person.id}/reactivate`);
    await back(await toCallback());
    await admin.call(`POST /api/users/${person.id}/deactivate`);
    const { status, body } = await collect();
    expect([status, body.code]).toEqual([401, 'inactive']);
  });

  it('and who says no there is told so, and comes back to the wanted page', async () => {
    provider.person = undefined;
    const search = await back(await toCallback());
    expect(Object.fromEntries(search)).toEqual({ next: '/tickets?status=open', refused: 'denied' });
  });
});

describe('a client whose secret the provider does not know', () => {
  it('signs no one in, and the log says what the provider answered', async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const other = await SignInProvider.start(url);
    const environment = { ...other.environment, PUBLIC_URL: url, OIDC_CLIENT_SECRET: 'a wrong secret' };
    const wrong = await Stage.start(environment, { port, prepare: listenToLog });
    try {
      other.accounts.set('ada', {});
      other.person = 'ada';
      const callback = await browser.goUntil(`${url}${START}`, CALLBACK);
      const page = await browser.goUntil(callback.href, '/login');
      expect(page.searchParams.get('refused')).toBe('failed');
      expect(lines.join()).toContain('invalid_client');
      expect(lines.join()).not.toContain('a wrong secret');
    } finally {
      await wrong.close();
      await other.stop();
    }
  });
});

describe('while the provider is away', () => {
  it('its sign-in says so, and passwords work as ever', async () => {
    const person = await running.accounts.person('user');
    atProvider({ email: person.email, email_verified: true });
    const callback = await toCallback();
    await provider.stop();
    try {
      expect((await back(callback)).get('refused')).toBe('unavailable');
      expect((await running.accounts.login(person.email)).id).toBe(person.id);
    } finally {
      await provider.listen();
    }
    await back(await toCallback());
    expect((await collect()).status).toBe(200);
  });

  it('from the start on, the button leads to the explanation, and works when the provider is back', async () => {
    await provider.stop();
    const late = await Stage.start({ ...provider.environment, LOGIN_RATE_LIMIT: '3' });
    try {
      const begin = async () => {
        const answer = await fetch(`${late.url}${START}?next=/inbox`, { redirect: 'manual' });
        return new URL(answer.headers.get('location') ?? '');
      };
      const refused = (why: string) => [why, '/inbox'];
      const said = ({ searchParams }: URL) => [searchParams.get('refused'), searchParams.get('next')];
      expect(said(await begin())).toEqual(refused('unavailable'));
      await provider.listen();
      expect((await begin()).origin).toBe(provider.issuer);
      await begin();
      expect(said(await begin())).toEqual(refused('rate_limited'));
    } finally {
      await late.close();
    }
  });
});

describe('the sign-in page', () => {
  const open = hasChromium() ? it : it.skip;
  let chromium: Browser;

  beforeAll(async () => {
    if (hasChromium()) [chromium] = await Promise.all([openBrowser(), builtWeb()]);
  }, 120_000);
  afterAll(() => chromium?.close());

  open(
    'leads to the provider and back to the wanted page, and says in two languages what went wrong',
    async () => {
      const person = await running.accounts.person('user');
      const sub = atProvider({ email: person.email, email_verified: false });
      const tab = await DashboardTab.open(chromium, running, '/login?next=%2Finbox');
      const { page } = tab;
      expect(await tab.accessibilityFaultsInBothThemes()).toEqual([]);
      await page.getByRole('link', { name: 'Sign in with Acme' }).click();
      await page.getByText('Acme has not verified your email address.').waitFor();
      expect(await tab.accessibilityFaultsInBothThemes()).toEqual([]);
      expect(await tab.overflow()).toBe(0);
      await tab.picture('login-refused');
      provider.accounts.set(sub, { email: person.email, email_verified: true });
      await page.getByRole('link', { name: 'Sign in with Acme' }).click();
      await page.waitForURL('**/inbox');
      await page.locator('[data-connection=live]').waitFor();
      expect(tab.complaints()).toEqual([]);
      await tab.close();
      const german = await DashboardTab.open(chromium, running, '/login?refused=unavailable', { locale: 'de-DE' });
      await german.page.getByText('Acme antwortet nicht.').waitFor();
      await german.page.getByRole('link', { name: 'Mit Acme anmelden' }).waitFor();
      expect(german.complaints()).toEqual([]);
      await german.close();
    },
    60_000,
  );
});
