import { setTimeout as delay } from 'node:timers/promises';
import { ALL_TABLES } from '../../src/database/partition-ranges.js';
import { percentile, type Finding, type Row, type RowResult, type Series } from '../harness.js';
import type { Person } from '../processes/application.js';
import type { ReceiverCommands } from '../processes/receivers.js';
import type { SocketCommands } from '../processes/sockets.js';
import { Child } from '../support/child.js';
import { allSent } from '../support/delivery-tables.js';
import { Probe, type Measured } from '../support/probe.js';
import { Stage } from '../support/stage.js';
import { Traffic, WEBHOOK_EVENT } from '../support/traffic.js';

/** `BENCH_DAY_EVENTS`: a shorter day. */
const EVENTS = Number(process.env['BENCH_DAY_EVENTS'] ?? 1_000_000);
const EVENTS_QUICK = 60_000;
/** Slow enough that two cores do all of it, receivers and sockets too, and nothing but the server's own work delays a push. */
const PER_SECOND = 1_000;
/** Of all events: until the process has grown to its working size. */
const WARM_UP = 0.2;
const PEOPLE = 20;
const PARTITIONS = { ms: 20_000, positions: 50_000 };
const KEPT = '60s';
const MAINTAIN_EVERY_MS = 10_000;
const SAMPLE_EVERY_MS = 5_000;
const PROBE_EVERY_MS = 100;
const GIVE_UP_MS = 60_000;
const MB = 1_000_000;

export const day: Row = {
  name: 'day',
  title: 'A day in small: a million events through one process, with sockets, webhooks and partitions that come and go',
  isSlow: true,
  async run(options) {
    const environment = {
      LOG_LEVEL: 'info',
      EVENT_RETENTION: KEPT,
      DELIVERY_RETENTION: KEPT,
      NOTIFICATION_RETENTION: KEPT,
      WRITE_RATE_LIMIT: '0',
      EVENT_RATE_LIMIT: '0',
      EVENT_BYTES_RATE_LIMIT: '0',
    };
    const stage = await Stage.open(environment, { partitions: PARTITIONS });
    const sockets = Child.start<SocketCommands>('processes/sockets.ts');
    const receivers = Child.start<ReceiverCommands>('processes/receivers.ts');
    try {
      const desk = await Day.begin({ stage, sockets, receivers });
      return await desk.run(options.pairs < 5 ? EVENTS_QUICK : EVENTS);
    } finally {
      await Promise.all([sockets.stop(), receivers.stop(), stage.close()]);
    }
  },
};

interface Cast {
  stage: Stage;
  sockets: Child<SocketCommands>;
  receivers: Child<ReceiverCommands>;
}

interface Sample {
  /** Since the start. */
  seconds: number;
  rss: number;
  heap: number;
  tables: number;
  answerMs: number;
  measured: Measured[];
}

/** Of the measured part. CPU in percent of a core. */
interface Share {
  perSecond: number;
  application: number;
  database: number;
}

class Day {
  private readonly samples: Sample[] = [];
  private measured: Measured[] = [];
  private readonly created = new Set<string>();
  private present = new Set<string>();
  private largest = 0;
  private isOver = false;

  private constructor(
    private readonly cast: Cast,
    private readonly traffic: Traffic,
    private readonly probe: Probe,
    private readonly writes: readonly (() => Promise<unknown>)[],
  ) {}

  static async begin(cast: Cast): Promise<Day> {
    const { stage, sockets, receivers } = cast;
    const [admin, service] = await stage.application.ask('hire', { role: 'admin', count: 2 });
    const [requester, ...people] = await stage.application.ask('hire', { role: 'user', count: PEOPLE + 1 });
    if (admin === undefined || service === undefined || requester === undefined)
      throw new Error('The desk has no people.');
    const [url] = await receivers.ask('open', 1);
    await stage.call(admin, 'POST /api/webhooks', { url, events: [WEBHOOK_EVENT] });
    const auths = people.map(({ token }) => ({ token }));
    const crowd = { name: 'people', url: stage.url, auths, count: PEOPLE, message: 'event', waitsForReady: true };
    await sockets.ask('connect', crowd);
    const probe = await Probe.open(stage, requester);
    return new Day(cast, new Traffic(stage, service, people), probe, await writesOf(stage, admin, requester));
  }

  async run(events: number): Promise<RowResult> {
    const { traffic } = this;
    const maintaining = this.every(MAINTAIN_EVERY_MS, () => this.cast.stage.application.ask('maintain'));
    const [{ heaps, spent }] = await Promise.all([this.load(events), maintaining]);
    return {
      findings: [
        { what: 'events sent', value: traffic.sent, unit: '' },
        { what: 'events per second', value: spent.perSecond, unit: '' },
        { what: 'CPU of the application', value: spent.application, unit: '% of a core' },
        { what: 'CPU of the database', value: spent.database, unit: '% of a core' },
        ...(await this.lost()),
        ...this.memory(heaps),
        ...this.latencies(),
        ...this.partitions(),
      ],
      series: this.series(),
      notes: [
        `Partitions of ${PARTITIONS.ms / 1_000} s and ${PARTITIONS.positions} positions, kept for ${KEPT}; maintenance every ${MAINTAIN_EVERY_MS / 1_000} s instead of every hour.`,
        'A tenth is of the samples after the warm-up, which is the first fifth of the events.',
      ],
    };
  }

  /** Whatever happens, nothing goes on afterwards. */
  private async load(events: number): Promise<{ heaps: number[]; spent: Share }> {
    const startedAt = performance.now();
    try {
      await this.traffic.send(events * WARM_UP, PER_SECOND);
      const heaps = [await this.heap()];
      const sampling = this.every(SAMPLE_EVERY_MS, () => this.sample((performance.now() - startedAt) / 1_000));
      const [spent] = await Promise.all([this.measuredPart(events * (1 - WARM_UP), heaps), this.probing(), sampling]);
      return { heaps, spent };
    } finally {
      this.isOver = true;
    }
  }

  /** @param heaps gets one more halfway, and one at the end */
  private async measuredPart(events: number, heaps: number[]): Promise<Share> {
    const { stage } = this.cast;
    try {
      const [before, beganAt] = [await stage.spent(), performance.now()];
      for (let half = 0; half < 2; half += 1) {
        await this.traffic.send(events / 2, PER_SECOND);
        heaps.push(await this.heap());
      }
      const after = await stage.spent();
      const ms = performance.now() - beganAt;
      return {
        perSecond: (events * 1_000) / ms,
        application: (100 * (after.applicationMs - before.applicationMs)) / ms,
        database: (100 * (after.databaseMs - before.databaseMs)) / ms,
      };
    } finally {
      this.isOver = true;
    }
  }

  /** Until the traffic is over, and once more. */
  private async every(ms: number, work: () => Promise<void>): Promise<void> {
    while (!this.isOver) {
      await Promise.all([work(), delay(ms)]);
    }
    await work();
  }

  private async probing(): Promise<void> {
    for (let turn = 0; !this.isOver; turn += 1) {
      const write = this.writes[turn % this.writes.length];
      if (write === undefined) return;
      const [measured] = await Promise.all([this.probe.measure(write), delay(PROBE_EVERY_MS)]);
      this.measured.push(measured);
    }
  }

  private async sample(seconds: number): Promise<void> {
    const { rss, heap } = await this.cast.stage.application.ask('memory');
    const found = await this.cast.stage.application.ask('query', PARTITIONS_SQL);
    this.present = new Set(found.map(({ name }) => String(name)));
    for (const name of this.present) this.created.add(name);
    const tables = found.reduce((sum, { bytes }) => sum + Number(bytes), 0);
    this.largest = Math.max(this.largest, tables);
    const { measured } = this;
    this.measured = [];
    if (measured.length === 0) return;
    this.samples.push({ seconds, rss, heap, tables, answerMs: this.traffic.answerMs(), measured });
  }

  /** What is left after a garbage collection, when all that was sent has arrived. */
  private async heap(): Promise<number> {
    const { stage } = this.cast;
    await stage.dispatched();
    await allSent(stage);
    await stage.application.ask('collect');
    return (await stage.application.ask('memory')).heap;
  }

  private async lost(): Promise<Finding[]> {
    const { stage, sockets, receivers } = this.cast;
    const { pushed, posted } = this.traffic;
    const all = Promise.all([
      sockets.ask('reach', { name: 'people', total: pushed }),
      receivers.ask('reach', { total: posted }),
    ]);
    await Promise.race([all, delay(GIVE_UP_MS, undefined, { ref: false })]);
    const arrived = await sockets.ask('state', 'people');
    const { total, distinct } = await receivers.ask('state');
    const probes = this.samples.flatMap(({ measured }) => measured);
    const missing = probes.filter(({ push, post }) => Number.isNaN(push + post)).length;
    this.probe.close();
    return [
      { what: 'pushes', value: pushed, unit: '' },
      { what: 'pushes lost or sent twice', value: Math.abs(pushed - arrived.total), unit: '', atMost: 0 },
      { what: 'deliveries', value: posted, unit: '' },
      { what: 'deliveries lost', value: posted - distinct, unit: '', atMost: 0 },
      { what: 'deliveries sent again', value: total - distinct, unit: '', atMost: 0 },
      { what: 'probes without their push or webhook', value: missing, unit: `of ${probes.length}`, atMost: 0 },
      { what: 'events set aside', value: await stage.count('event_quarantine'), unit: '', atMost: 0 },
    ];
  }

  private memory([early = Number.NaN, middle = Number.NaN, late = Number.NaN]: readonly number[]): Finding[] {
    const [first, last] = this.tenths();
    const rss = (samples: readonly Sample[]) =>
      percentile(
        samples.map((one) => one.rss),
        0.5,
      );
    return [
      { what: 'RSS, last tenth / first tenth', value: rss(last) / rss(first), unit: '', atMost: 1.1 },
      { what: 'RSS, last tenth', value: rss(last) / MB, unit: 'MB' },
      { what: 'heap after a collection, at the end / halfway', value: late / middle, unit: '', atMost: 1.05 },
      { what: 'heap after a collection, at the end / after the warm-up', value: late / early, unit: '' },
      { what: 'heap after a collection, at the end', value: late / MB, unit: 'MB' },
    ];
  }

  private latencies(): Finding[] {
    const [first, last] = this.tenths();
    const of = (samples: readonly Sample[], name: keyof Measured, share: number) =>
      percentile(
        samples.flatMap(({ measured }) => measured.map((one) => one[name])),
        share,
      );
    return (['push', 'post'] as const).flatMap((name) =>
      [0.5, 0.99].flatMap((share) => {
        const what = `${name === 'push' ? 'socket' : 'webhook'}, p${share * 100}`;
        const [early, late] = [of(first, name, share), of(last, name, share)];
        return [
          { what: `201 or 202 -> ${what}, first tenth`, value: early, unit: 'ms' },
          { what: `201 or 202 -> ${what}, last tenth`, value: late, unit: 'ms' },
          {
            what: `${what}, last tenth / first tenth`,
            value: late / early,
            unit: '',
            atMost: share === 0.5 ? 1.25 : 1.5,
          },
        ];
      }),
    );
  }

  private partitions(): Finding[] {
    const gone = [...this.created].filter((name) => !this.present.has(name));
    return [
      { what: 'partitions made', value: this.created.size, unit: '' },
      { what: 'partitions dropped', value: gone.length, unit: '', atLeast: 1 },
      { what: 'partitions at the end', value: this.present.size, unit: '' },
      { what: 'tables that have partitions, at most', value: this.largest / MB, unit: 'MB' },
      { what: 'the same at the end', value: (this.samples.at(-1)?.tables ?? Number.NaN) / MB, unit: 'MB' },
    ];
  }

  private tenths(): [Sample[], Sample[]] {
    const size = Math.max(1, Math.round(this.samples.length / 10));
    return [this.samples.slice(0, size), this.samples.slice(-size)];
  }

  private series(): Series[] {
    const line = (name: string, of: (sample: Sample) => number): Series => ({
      name,
      points: this.samples.map((sample) => ({ x: sample.seconds / 60, y: of(sample) })),
    });
    const time = (name: keyof Measured, share: number) => (sample: Sample) =>
      percentile(
        sample.measured.map((one) => one[name]),
        share,
      );
    return [
      line('RSS', ({ rss }) => rss / MB),
      line('heap', ({ heap }) => heap / MB),
      line('tables', ({ tables }) => tables / MB),
      line('socket p50', time('push', 0.5)),
      line('socket p99', time('push', 0.99)),
      line('webhook p50', time('post', 0.5)),
      line('webhook p99', time('post', 0.99)),
      line('batch answered, p50', ({ answerMs }) => answerMs),
    ];
  }
}

const NAMES = ALL_TABLES.map(({ name }) => `'${name}'`).join();
/** Without the default partitions. */
const PARTITIONS_SQL = `
  SELECT c.relname AS name, pg_total_relation_size(c.oid)::float8 AS bytes
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_class p ON p.oid = i.inhparent
   WHERE p.relname IN (${NAMES}) AND c.relname NOT LIKE '%\\_default'`;

/** A comment on the desk and an event of another service in turn; each notifies the requester once. */
async function writesOf(stage: Stage, admin: Person, requester: Person): Promise<(() => Promise<unknown>)[]> {
  const ticketId = await stage.ticket(requester, admin);
  let count = 0;
  return [
    () => stage.call(admin, `POST /api/tickets/${ticketId}/comments`, { content: 'Is it plugged in?' }),
    () => {
      count += 1;
      const event = {
        type: 'probe.sent',
        data: { id: `probe-${count}` },
        user_id: requester.id,
        notify: { message: 'Probe' },
      };
      return stage.call(admin, 'POST /api/events', event);
    },
  ];
}
