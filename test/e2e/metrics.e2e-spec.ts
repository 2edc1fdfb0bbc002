import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Office } from '../support/people/office.js';
import { Receiver } from '../support/receivers/receiver.js';
import { Stage } from '../support/servers/stage.js';
import { until } from '../support/until.js';
import { finished } from '../support/receivers/webhooks.js';

const TOKEN = 'a-token-for-scraping-and-nothing-else';
let running: Stage | undefined;

afterEach(async () => {
  await running?.close();
  running = undefined;
});

const scrape = (headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${running?.url}/metrics`, { headers });
const valueOf = (page: string, name: string): number => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(page)?.[1]);

describe('GET /metrics', () => {
  it('counts recorded and dispatched events, and includes the metrics of Node', async () => {
    running = await Stage.start();
    const user = await running.accounts.person('user');
    await running.settled();
    const before = await (await scrape()).text();
    await running.accounts.call('POST /api/tickets', { as: user, body: { title: 'Counted' } });
    await running.settled();
    const response = await scrape();
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const page = await response.text();
    for (const name of ['recorded', 'dispatched'].map((verb) => `carillon_events_${verb}_total`)) {
      expect(valueOf(page, name)).toBe(valueOf(before, name) + 1);
    }
    expect(valueOf(page, 'carillon_events_quarantined_total')).toBe(0);
    expect(valueOf(page, 'carillon_dispatch_lag_seconds_count')).toBe(
      valueOf(page, 'carillon_events_dispatched_total'),
    );
    expect(valueOf(page, 'carillon_dispatch_seconds_count')).toBeGreaterThan(0);
    expect(valueOf(page, 'carillon_tail_lag_events')).toBe(0);
    expect(valueOf(page, 'process_resident_memory_bytes')).toBeGreaterThan(0);
  });

  it('shows what people, sockets and webhooks got, and what waits', async () => {
    const office = await Office.open({ WEBHOOK_RETRY_SCHEDULE: '1h' });
    running = office;
    const receiver = await Receiver.start();
    const { admin, agent, requester } = office.people;
    const webhook = (path: string) =>
      admin.call('POST /api/webhooks', {
        name: path,
        url: `${receiver.url}/${path}`,
        events: ['ticket.created'],
      });
    try {
      const socket = await running.connect(agent, { rooms: ['tickets'] });
      const first = await webhook('first');
      const ticket = await office.newTicket();
      await finished(running);
      await socket.waitFor((own) => own.of('ticket.update').length > 0);
      receiver.reply = 500;
      const idle = await webhook('second');
      await admin.call(`PATCH /api/webhooks/${first.id}`, { active: false });
      await office.comment(ticket, agent);
      await requester.call('POST /api/tickets', { title: 'Not delivered' });
      await until(async () => receiver.requests.some(({ url }) => url.endsWith('/second')));
      const back = await running.connect(agent, { after: socket.cursor });
      await back.waitFor((own) => own.of('replayed').length > 0);
      await running.connect(agent, { after: 'no-cursor' });
      let page = '';
      const value = (name: string) => valueOf(page, name.replaceAll(/[{}]/g, String.raw`\$&`));
      await until(
        async () => {
          page = await (await scrape()).text();
          return (
            value('carillon_deliveries{state="sending"}') === 1 && value('carillon_deliveries{state="held"}') === 1
          );
        },
        { describe: () => page.split('\n').filter((line) => line.startsWith('carillon_deliveries')) },
      );
      expect(value('carillon_sockets')).toBe(3);
      expect(value('carillon_pushes_total{message="ticket.update"}')).toBeGreaterThan(0);
      expect(value('carillon_pushes_total{message="ready"}')).toBe(3);
      expect(value('carillon_replays_total{outcome="complete"}')).toBe(1);
      expect(value('carillon_resyncs_total{reason="reset"}')).toBe(1);
      expect(value('carillon_notifications_total{type="comment_on_ticket"}')).toBeGreaterThan(0);
      expect(value('carillon_delivery_attempts_total{outcome="success"}')).toBe(1);
      expect(value('carillon_delivery_attempts_total{outcome="retry"}')).toBe(1);
      expect(value('carillon_delivery_seconds_count')).toBe(2);
      expect(value('carillon_accept_to_first_byte_seconds_count')).toBe(2);
      expect(value('carillon_endpoints{state="disabled"}')).toBe(1);
      expect(value('carillon_endpoints{state="active"}') + value('carillon_endpoints{state="failing"}')).toBe(1);
      expect(value('carillon_oldest_due_seconds')).toBe(0);
      expect(value('carillon_db_pool{state="idle",pool="main"}')).toBeGreaterThan(0);
      expect(value('carillon_db_pool{state="waiting",pool="searches"}')).toBe(0);
      const tickets = 'carillon_http_request_seconds_count{route="/api/tickets",status="201",method="POST"}';
      expect(value(tickets)).toBe(2);
      const described = (await readFile('docs/metrics.md', 'utf8')).matchAll(/^\| `(carillon_\w+)`/gm);
      const served = page.matchAll(/^# TYPE (carillon_\w+)/gm);
      expect(new Set([...described].map(([, name]) => name))).toEqual(new Set([...served].map(([, name]) => name)));
      expect(page).toContain('route="/api/webhooks/:id",status="200",method="PATCH"');
      await admin.call(`DELETE /api/webhooks/${idle.id}`);
    } finally {
      await receiver.stop();
    }
  });

  it('gives no label to a path or a method that a stranger makes up', async () => {
    running = await Stage.start();
    for (const path of ['/made-up-1', '/made-up-2', '/api/tickets/made-up-3/made-up-4'])
      await fetch(`${running.url}${path}`);
    await fetch(`${running.url}/api/tickets`, { method: 'PURGE' });
    const page = await (await scrape()).text();
    expect(page).not.toMatch(/made-up|PURGE/);
    expect(page).toMatch(/carillon_http_request_seconds_count\{route="none",status="404",method="none"\} [34]/);
  });

  it('without a token answers only this machine, and no one behind a proxy', async () => {
    running = await Stage.start();
    expect((await scrape()).status).toBe(200);
    for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'x-forwarded-proto', 'via']) {
      const refused = await scrape({ [header]: '127.0.0.1' });
      expect([header, refused.status]).toEqual([header, 403]);
      expect(await refused.text()).not.toContain('carillon_events');
    }
  });

  it('with a token requires it, from this machine too', async () => {
    running = await Stage.start({ METRICS_TOKEN: TOKEN });
    const user = await running.accounts.person('admin');
    const wrong: Record<string, string>[] = [
      {},
      { authorization: `Bearer ${TOKEN}x` },
      { authorization: `Bearer ${user.access_token}` },
    ];
    for (const headers of wrong) {
      const refused = await scrape(headers);
      expect(refused.status).toBe(401);
      expect(refused.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    }
    expect((await scrape({ authorization: `Bearer ${TOKEN}`, 'x-forwarded-for': '203.0.113.7' })).status).toBe(200);
  });
});
