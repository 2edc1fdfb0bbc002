import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { AppLogger } from '../../src/common/logger.js';
import type { Person } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { storedNotification } from '../support/receivers/signed-posts.js';
import { until } from '../support/until.js';

const RECEIVER = '/api/notifications/webhooks/notifications';

let running: Stage;
let person: Person;
const lines: string[] = [];
const secrets: string[] = [];

beforeAll(async () => {
  running = await Stage.start(
    {},
    {
      prepare: (app) => {
        const stream = new Writable({
          write(line: Buffer, _encoding, done) {
            lines.push(line.toString());
            done();
          },
        });
        // Read-only for the application; here it stands in for the terminal.
        Object.assign(app.get(AppLogger), { pino: pino({ level: 'trace' }, stream) });
      },
    },
  );
  person = await running.accounts.person('user');
});
afterAll(() => running.close());

function call(route: string, body?: unknown) {
  return running.accounts.call(route, { as: person, body });
}

async function received(notificationId: string): Promise<void> {
  await until(() => lines.some((line) => line.includes('notification.received') && line.includes(notificationId)));
}

describe('a webhook secret', () => {
  it('signs deliveries to this application, before and after a rotation', async () => {
    const first = await call('PUT /api/users/me/webhook', { webhook_url: `${RECEIVER}?token=of-the-url` });
    secrets.push(first.body.secret);
    await received(await storedNotification(running, person));
    secrets.push((await call('PUT /api/users/me/webhook', { rotate_secret: true })).body.secret);
    await received(await storedNotification(running, person));
    expect(new Set(secrets).size).toBe(2);
    const deliveries = `/api/webhooks/${first.body.id}/deliveries`;
    await until(async () => {
      const { items } = (await call(`GET ${deliveries}`)).body;
      return items.length === 2 && items.every(({ status }: { status: string }) => status === 'success');
    });
    const [item] = (await call(`GET ${deliveries}`)).body.items;
    const { body } = await call(`GET ${deliveries}/${item.id}`);
    expect(body).toMatchObject({ response_status: 200, response_body: '{"status":"received"}', attempts: 1 });
    expect(body.attempt_log).toMatchObject([{ number: 1, response_status: 200 }]);
    expect(body.payload.notification.type).toBe('webhook_test');
    for (const secret of secrets) expect(JSON.stringify(body)).not.toContain(secret.slice(6));
  });

  it('is never stored in plain text', async () => {
    const tables = await running.dataSource.query<{ name: string }[]>(
      `SELECT quote_ident(table_name) AS name FROM information_schema.tables
        WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    );
    expect(tables.length).toBeGreaterThan(10);
    for (const secret of secrets) {
      const key = secret.slice('whsec_'.length);
      const hex = Buffer.from(key, 'base64').toString('hex');
      for (const { name } of tables) {
        const found = `${name} t WHERE strpos(t::text, $1) > 0 OR strpos(t::text, $2) > 0`;
        expect([name, await running.accounts.count(found, [key, hex])]).toEqual([name, 0]);
      }
    }
  });

  it('is never logged, and neither are credentials in a URL', () => {
    const log = lines.join('');
    expect(log).toContain('delivery.attempted');
    for (const secret of secrets) expect(log).not.toContain(secret.slice('whsec_'.length));
    expect(log).not.toContain('of-the-url');
  });
});
