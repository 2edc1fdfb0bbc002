import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Accounts } from '../support/people/accounts.js';
import { type HttpAnswer, PASSWORD } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';

let running: Stage;
let desk: Accounts;

beforeAll(async () => {
  running = await Stage.start({ LOGIN_RATE_LIMIT: '4', RATE_LIMIT: '5', REGISTRATION: 'closed' });
  desk = new Accounts(running.url, running.dataSource);
});
afterAll(() => running.close());

function expectLimited(answer: HttpAnswer): void {
  expect([answer.status, answer.body.code]).toEqual([429, 'rate_limited']);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  const seconds = Number(answer.headers.get('retry-after'));
  expect(seconds).toBeGreaterThanOrEqual(1);
  expect(seconds).toBeLessThanOrEqual(60);
}

describe('the rate limits', () => {
  it('count sign-ins per address and everything else per caller', async () => {
    const [one, two] = [await desk.person('user'), await desk.person('user')];
    const register = { email: 'new@example.com', password: PASSWORD, name: 'New' };
    const closed = await desk.call('POST /api/auth/register', { body: register });
    expect([closed.status, closed.body.code]).toEqual([403, 'registration_closed']);
    expect(await desk.count(`users WHERE email = 'new@example.com'`)).toBe(0);

    const fourth = await desk.call('POST /api/auth/login', { body: { email: 'x', password: 'y' } });
    expect(fourth.status).toBe(401);
    expectLimited(await desk.call('POST /api/auth/login', { body: { email: one.email, password: PASSWORD } }));
    expectLimited(await desk.call('POST /api/auth/register', { body: register }));

    for (let call = 0; call < 5; call++) {
      expect((await desk.call('GET /api/auth/me', { as: one })).status).toBe(200);
    }
    expectLimited(await desk.call('GET /api/auth/me', { as: one }));
    expectLimited(await desk.call('GET /api/users', { as: one }));
    expect((await desk.call('GET /api/auth/me', { as: two })).status).toBe(200);
  });
});
