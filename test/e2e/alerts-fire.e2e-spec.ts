import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Registry, collectDefaultMetrics } from 'prom-client';
import { parse } from 'yaml';
import { EventConsumers } from '../../src/events/event-consumers.js';
import { UnreadableLanes } from '../../src/webhooks/worker/unreadable-lanes.js';
import { holdDispatch } from '../support/database/hold-dispatch.js';
import { Poison } from '../support/database/poison.js';
import type { Person } from '../support/people/person.js';
import { hasPromtool, judge, promtool, type Scraped } from '../support/prometheus/promtool.js';
import { Receiver } from '../support/receivers/receiver.js';
import { hasRedis, RedisServer } from '../support/servers/redis-server.js';
import { Stage } from '../support/servers/stage.js';
import { until } from '../support/until.js';

const RULES = fileURLToPath(new URL('../../deploy/prometheus/alerts.yml', import.meta.url));
const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly annotations: Readonly<Record<string, string>>;
}

const alerts = (parse(readFileSync(RULES, 'utf8')) as { groups: { rules: Alert[] }[] }).groups.flatMap(
  ({ rules }) => rules,
);
const names = alerts.map(({ alert }) => alert);
/** Simulated: enough for every rule to look back. */
const BEFORE = 20;
/** How many requests fail, or what else there is many of, so that a share counts. */
const MANY = 20;

const metricsIn = (expression: string) =>
  [...expression.matchAll(/\b(carillon|nodejs|process)_\w+/g)].map(([name]) => name);

/** All that a process offers: docs/metrics.md is compared with the server elsewhere. */
async function knownMetrics(): Promise<Set<string>> {
  const own = [...read('docs/metrics.md').matchAll(/^\| `(carillon_\w+)` +\| (\w+)/gm)];
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const all = [
    ...own.map(([, name = '', type = '']) => ({ name, type })),
    ...(await registry.getMetricsAsJSON()).map(({ name, type }) => ({ name, type: String(type) })),
  ];
  return new Set(
    all.flatMap(({ name, type }) =>
      type === 'histogram' || type === 'summary' ? ['_bucket', '_sum', '_count'].map((end) => `${name}${end}`) : [name],
    ),
  );
}

describe('the alerts and the dashboard of Grafana', () => {
  interface Panel {
    readonly id: number;
    readonly title: string;
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
    readonly targets?: readonly { readonly expr: string }[];
  }
  const dashboard = JSON.parse(read('deploy/grafana/carillon.json')) as { panels: Panel[] };
  const expressions = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));

  it('name no metric that the server does not have', async () => {
    const known = await knownMetrics();
    const named = [...alerts.map(({ expr }) => expr), ...expressions].flatMap(metricsIn);
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });

  it('show every metric that the server has of its own', async () => {
    const shown = new Set(expressions.flatMap(metricsIn).map((name) => name.replace(/_(bucket|sum|count)$/, '')));
    const elsewhere = new Set(alerts.flatMap(({ expr }) => metricsIn(expr)));
    const own = [...read('docs/metrics.md').matchAll(/^\| `(carillon_\w+)`/gm)].map(([, name = '']) => name);
    expect(own.filter((name) => !shown.has(name) && !elsewhere.has(name))).toEqual([]);
  });

  it('fit on the screen: no panel lies on another', () => {
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, n) => `${x + (n % w)},${y + Math.floor(n / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...cells.map((cell) => Number(cell.split(',')[0])))).toBeLessThan(24);
  });

  it('lead to a heading of the page that says what to do, and the page to an alert', () => {
    const headings = [...read('docs/operations/alerts.md').matchAll(/^## (\w+)$/gm)].map(([, heading = '']) => heading);
    expect(headings).toEqual(names);
    for (const { alert, annotations } of alerts) {
      expect(annotations['runbook']).toBe(`docs/operations/alerts.md#${alert.toLowerCase()}`);
    }
  });
});

const withPromtool = hasPromtool() ? describe : describe.skip;

withPromtool('promtool', () => {
  it('accepts the rules, and refuses broken ones', async () => {
    expect(await promtool('check', 'rules', RULES)).toMatchObject({
      code: 0,
      output: expect.stringContaining('SUCCESS'),
    });
    expect((await promtool('check', 'rules', fileURLToPath(import.meta.url))).code).not.toBe(0);
  });
});

withPromtool('an alert, over what a real process shows', () => {
  let redis: RedisServer | undefined;
  let stage: Stage;
  let receiver: Receiver;
  let admin: Person;
  let healthy: string;
  const tried = new Set<string>();
  /** While it is closed, this process passes nothing on to its sockets. */
  let gate: { readonly opened: Promise<void>; readonly open: () => void } | undefined;

  const scrape = async (): Promise<string> => (await fetch(`${stage.url}/metrics`)).text();
  const valueOf = (page: string, series: string): number =>
    Number(
      page
        .split('\n')
        .find((line) => line.startsWith(`${series} `))
        ?.split(' ')
        .at(-1),
    );
  /** Figures of the whole installation are as old as the scrape before. */
  const scrapeUntil = async (series: string, isWanted: (value: number) => boolean): Promise<string> => {
    let page = '';
    await until(
      async () => {
        page = await scrape();
        return isWanted(valueOf(page, series));
      },
      { describe: () => page.split('\n').filter((line) => line.startsWith(series.split('{')[0] ?? '')) },
    );
    return page;
  };
  const post = (title: string) => admin.call('POST /api/tickets', { title });

  /** Quiet before, firing `after` minutes from the first bad scrape. */
  async function expectFires(alert: string, before: string, bad: readonly Scraped[], after: number): Promise<void> {
    tried.add(alert);
    const verdict = await judge(
      RULES,
      [{ page: before, minutes: BEFORE }, ...bad],
      [
        { at: BEFORE - 1, quiet: [alert] },
        { at: BEFORE + after, firing: [alert] },
      ],
    );
    expect(verdict).toBe('');
  }

  beforeAll(async () => {
    redis = hasRedis() ? await RedisServer.start() : undefined;
    receiver = await Receiver.start();
    const environment = { WEBHOOK_RETRY_SCHEDULE: '1h', DATABASE_POOL_SIZE: '4' };
    stage = await Stage.start(redis === undefined ? environment : { ...environment, REDIS_URL: redis.url }, {
      prepare: (app) =>
        app.get(EventConsumers, { strict: false }).register({ name: 'gate', deliver: () => gate?.opened }),
    });
    admin = await stage.accounts.person('admin');
    await stage.settled();
    await post('Before');
    await stage.settled();
    healthy = await scrapeUntil('carillon_endpoints{state="active"}', (value) => value === 0);
  });
  afterAll(async () => {
    gate?.open();
    await stage.close();
    await receiver.stop();
    await redis?.stop();
  });

  it('is quiet while all is well', async () => {
    const quiet = await judge(
      RULES,
      [{ page: healthy, minutes: 180 }],
      [
        { at: 10, quiet: names },
        { at: 170, quiet: names },
      ],
    );
    expect(quiet).toBe('');
    // The judge is able to say no.
    expect(await judge(RULES, [{ page: healthy, minutes: 30 }], [{ at: 20, firing: ['CarillonDown'] }])).toContain(
      'CarillonDown',
    );
  });

  it('CarillonEventQuarantined fires when an event is set aside', async () => {
    const poison = await Poison.put(stage.dataSource, '22P02');
    const event = { type: 'invoice.sent', data: {}, user_id: admin.id, notify: { message: 'poison' } };
    await admin.call('POST /api/events', event);
    const page = await scrapeUntil('carillon_events_quarantined_total', (value) => value > 0);
    await poison.take();
    await expectFires('CarillonEventQuarantined', healthy, [{ page, minutes: 10 }], 1);
  });

  it('CarillonDispatchStalled and CarillonDispatchSlow fire while dispatch is held, and after it', async () => {
    const before = await scrape();
    const slow: Scraped[] = [];
    let stalled = '';
    for (let round = 1; round <= 4; round += 1) {
      await holdDispatch(stage.dataSource, async () => {
        await post(`Held ${round}`);
        stalled ||= await scrape();
        // As if it had been held for so long.
        await stage.dataSource.query(
          `UPDATE event_bodies SET occurred_at = now() - interval '20 s' WHERE id IN (SELECT event_id FROM event_queue)`,
        );
      });
      await stage.settled();
      slow.push({ page: await scrape(), minutes: 2 });
    }
    await expectFires('CarillonDispatchStalled', before, [{ page: stalled, minutes: 10 }], 4);
    await expectFires('CarillonDispatchSlow', before, slow, 7);
  });

  it('CarillonTailBehind fires when a process does not keep up with the log', async () => {
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    const before = await scrape();
    gate = { opened, open };
    await post('The one that it stands at');
    for (let batch = 1; batch <= 11; batch += 1) {
      const events = Array.from({ length: 500 }, () => ({ type: 'meter.read', data: {} }));
      await admin.call('POST /api/events/batch', { events });
    }
    const page = await scrapeUntil('carillon_tail_lag_events', (value) => value > 5_000);
    gate.open();
    gate = undefined;
    await stage.settled();
    await expectFires('CarillonTailBehind', before, [{ page, minutes: 10 }], 4);
  });

  it('CarillonEndpointsFailing fires when a receiver fails', async () => {
    const before = await scrape();
    receiver.reply = 500;
    const hook = { name: 'Failing', url: `${receiver.url}/failing`, events: ['ticket.created'] };
    const { id } = await admin.call('POST /api/webhooks', hook);
    await post('Not received');
    const page = await scrapeUntil('carillon_endpoints{state="failing"}', (value) => value === 1);
    await admin.call(`DELETE /api/webhooks/${id}`);
    await expectFires('CarillonEndpointsFailing', before, [{ page, minutes: 90 }], 65);
  });

  it('CarillonSecretsUnreadable and CarillonDeliveriesLate fire when no process can open a secret', async () => {
    const before = await scrape();
    receiver.reply = 200;
    const hook = { name: 'Sealed', url: `${receiver.url}/sealed`, events: ['ticket.created'] };
    const { id } = await admin.call('POST /api/webhooks', hook);
    // As another SECRETS_KEY would have sealed it.
    await stage.dataSource.query(
      `UPDATE webhook_endpoints SET secret_encrypted = regexp_replace(secret_encrypted, '.{8}$', 'AAAAAAA=') WHERE id = $1`,
      [id],
    );
    await post('Left to others');
    await until(() => stage.get(UnreadableLanes).current().includes(id));
    await stage.dataSource.query(
      `UPDATE webhook_deliveries SET created_at = created_at - interval '10 minutes' WHERE endpoint_id = $1`,
      [id],
    );
    const page = await scrapeUntil('carillon_oldest_due_seconds', (value) => value > 300);
    expect(valueOf(page, 'carillon_webhooks_unreadable')).toBe(1);
    await expectFires('CarillonSecretsUnreadable', before, [{ page, minutes: 20 }], 10);
    await expectFires('CarillonDeliveriesLate', before, [{ page, minutes: 20 }], 10);
    await admin.call(`DELETE /api/webhooks/${id}`);
  });

  it('CarillonPoolExhausted fires while requests wait for a connection', async () => {
    const before = await scrape();
    const runner = stage.dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query('LOCK TABLE tickets IN ACCESS EXCLUSIVE MODE');
    const waiting = Promise.all(Array.from({ length: MANY }, () => admin.call('GET /api/tickets')));
    const page = await scrapeUntil('carillon_db_pool{state="waiting",pool="main"}', (value) => value > 0);
    await runner.rollbackTransaction();
    await runner.release();
    await waiting;
    await expectFires('CarillonPoolExhausted', before, [{ page, minutes: 5 }], 2);
  });

  it('CarillonErrors fires when requests end with errors of the server', async () => {
    const before = await scrape();
    const bad: Scraped[] = [];
    await stage.dataSource.query('ALTER TABLE kb_articles RENAME TO kb_articles_away');
    for (let round = 1; round <= 5; round += 1) {
      const headers = { authorization: `Bearer ${admin.token}` };
      expect((await fetch(`${stage.url}/api/kb/articles`, { headers })).status).toBe(500);
      bad.push({ page: await scrape(), minutes: 2 });
    }
    await stage.dataSource.query('ALTER TABLE kb_articles_away RENAME TO kb_articles');
    await expectFires('CarillonErrors', before, bad, 8);
  });

  it('CarillonEventLoopSlow fires when the event loop is held up', async () => {
    let page = '';
    await until(async () => {
      // Node measures from one turn of the loop to the next, and a scrape begins again: so more than one turn.
      for (let turn = 1; turn <= 3; turn += 1) {
        const endMs = performance.now() + 600;
        while (performance.now() < endMs);
        await delay(1);
      }
      page = await scrape();
      return valueOf(page, 'nodejs_eventloop_lag_p99_seconds') > 0.5;
    });
    await expectFires('CarillonEventLoopSlow', healthy, [{ page, minutes: 10 }], 7);
  });

  it('CarillonCarrierDown fires when Redis is gone', async () => {
    if (redis === undefined) return;
    const before = await scrapeUntil('carillon_carrier_up', (value) => value === 1);
    await redis.kill();
    const page = await scrapeUntil('carillon_carrier_up', (value) => value === 0);
    await expectFires('CarillonCarrierDown', before, [{ page, minutes: 10 }], 4);
    await redis.restart();
  });

  it('CarillonRoleAbsent fires when no process has a role', async () => {
    const lonely = await Stage.start({ PROCESS_ROLES: 'api' });
    try {
      let page = '';
      await until(async () => {
        page = await (await fetch(`${lonely.url}/metrics`)).text();
        return valueOf(page, 'carillon_processes{role="dispatch"}') === 0;
      });
      await expectFires('CarillonRoleAbsent', healthy, [{ page, minutes: 10 }], 4);
    } finally {
      await lonely.close();
    }
  });

  it('CarillonDown fires when a process does not answer', async () => {
    await expectFires('CarillonDown', healthy, [{ page: undefined, minutes: 10 }], 4);
  });

  it('was tried for each rule that there is', () => {
    expect(names.filter((name) => !tried.has(name) && (name !== 'CarillonCarrierDown' || redis !== undefined))).toEqual(
      [],
    );
  });
});
