import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { selfSigned } from '../../test/unit/webhooks/self-signed.js';
import { compare, ratioFinding, type Row, type RowOptions, type RowResult, type Side } from '../harness.js';
import type { BareCommands } from '../processes/bare.js';
import type { FloorCommands } from '../processes/durable-floor.js';
import type { ReceiverCommands } from '../processes/receivers.js';
import { Audience, ENDPOINTS } from '../support/audience.js';
import { Child } from '../support/child.js';
import { allSent, countUpdates, countWaiting } from '../support/delivery-tables.js';
import { Stage } from '../support/stage.js';

/** Until both sides run at their full speed: after 5,000 an operation still takes a quarter more. */
const WARM_UP = 8;
/** Also of a quick look: before that, it would tell more of the compiler than of deliveries. */
const MIN_WARM_UP = 20_000;
const BACKLOG = 30_000;
/** As many as the fastest slice takes; below, the backlog is filled up again. */
const LOW_WATER = 20_000;
/** Before a slice is measured: rights that were checked too long ago are checked again, leases taken, reads begun. */
const RUN_IN_MS = 300;
const CONNECTIONS = 64;
const LOOK_EVERY_MS = 10;
const GIVE_UP_MS = 10_000;

export const webhooks: Row = row({ name: 'webhooks', level: 'info', atLeast: 0.8 });
export const webhooksQuiet: Row = row({ name: 'webhooks-quiet', level: 'warn', atLeast: 0.8 });
export const webhooksTls: Row = row({ name: 'webhooks-tls', level: 'warn', atLeast: 0.85, overTls: true });

interface Variant {
  name: string;
  level: 'info' | 'warn';
  atLeast: number;
  overTls?: boolean;
}

function row(variant: Variant): Row {
  const { name, level, overTls = false } = variant;
  return {
    name,
    title: `Webhook deliveries${overTls ? ' over TLS on kept connections' : ''}: a dispatched backlog, durable, two signatures, 50 endpoints on loopback, log at \`${level}\``,
    run: (options) => withCertificate(overTls, (certificate) => stage(variant, certificate, options)),
  };
}

/** What all processes of a row take and trust. */
interface Certificate {
  key: string;
  cert: string;
  path: string;
}

async function withCertificate<T>(
  isWanted: boolean,
  work: (certificate: Certificate | undefined) => Promise<T>,
): Promise<T> {
  if (!isWanted) return work(undefined);
  const folder = await mkdtemp(join(tmpdir(), 'carillon-bench-tls-'));
  try {
    const certificate = { ...selfSigned(), path: join(folder, 'localhost.pem') };
    await writeFile(certificate.path, certificate.cert);
    return await work(certificate);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function stage({ level, atLeast }: Variant, certificate: Certificate | undefined, options: RowOptions) {
  const environment = { LOG_LEVEL: level, ...(certificate && { NODE_EXTRA_CA_CERTS: certificate.path }) };
  return Stage.with(async (open) => {
    const receivers = Child.start<ReceiverCommands>('processes/receivers.ts');
    const floor = Child.start<FloorCommands>('processes/durable-floor.ts');
    const bare = Child.start<BareCommands>('processes/bare.ts');
    try {
      if (certificate !== undefined) await receivers.ask('useTls', certificate);
      return await run({ stage: open, receivers, floor, bare, ca: certificate?.cert }, atLeast, options);
    } finally {
      await Promise.all([receivers.stop(), floor.stop(), bare.stop()]);
    }
  }, environment);
}

interface Cast {
  stage: Stage;
  receivers: Child<ReceiverCommands>;
  floor: Child<FloorCommands>;
  bare: Child<BareCommands>;
  ca: string | undefined;
}

async function run(cast: Cast, atLeast: number, options: RowOptions): Promise<RowResult> {
  const { receivers } = cast;
  const warmUp = Math.max(options.warmUp * WARM_UP, MIN_WARM_UP);
  const figure = await Ours.open(cast, { ...options, warmUp });
  const ceiling = await floorSide(cast, { ...options, warmUp });
  const bareLoop = await bareSide(cast, options.sliceMs);
  const sides = { figure, ceiling, beside: { 'bare POST loop': bareLoop } };
  await compare(sides, 1);
  const before = await figure.updates();
  const comparison = await compare(sides, options.pairs);
  const after = await figure.updates();
  const { total, distinct } = await receivers.ask('state');
  const withIndexes = (after.withIndexes - before.withIndexes) / (after.delivered - before.delivered);
  return {
    findings: [
      ratioFinding(comparison, atLeast),
      {
        what: 'ratio to the bare POST loop',
        value: comparison.beside[0]?.ratio ?? Number.NaN,
        unit: '',
        ...(cast.ca === undefined && { atLeast: 0.43 }),
      },
      { what: 'updates of a delivery that write indexes too', value: withIndexes, unit: 'each', atMost: 0 },
      {
        what: 'WAL, to queue it and to store its result',
        value: figure.queueingWal + comparison.figure.spent.walBytes,
        unit: 'bytes each',
        atMost: 1_000,
      },
      { what: 'sent more than once', value: total - distinct, unit: 'deliveries' },
    ],
    comparison,
    notes: [
      'The ceiling keeps its results: a process that reads a queue table ahead, signs twice, posts to 50 origins, and deletes the row of the queue and inserts an outcome in batches.',
      'The bare loop posts the same bytes to one origin with one signature and four headers, and keeps nothing.',
    ],
  };
}

/** The application's deliveries. A slice ends when what was sent in it is recorded. */
class Ours implements Side {
  /** Deliveries so far, waiting or received. */
  private queued = 0;
  private readonly filled = { deliveries: 0, walBytes: 0 };

  private constructor(
    private readonly cast: Cast,
    private readonly audience: Audience,
    private readonly sliceMs: number,
  ) {}

  static async open(cast: Cast, { sliceMs, warmUp }: RowOptions): Promise<Ours> {
    const side = new Ours(cast, await Audience.open(cast.stage, cast.receivers), sliceMs);
    await side.audience.addBacklog(warmUp);
    await cast.receivers.ask('reach', { total: warmUp });
    await allSent(cast.stage);
    side.queued = await side.received();
    return side;
  }

  readonly spent = () => this.cast.stage.spent();

  readonly prepare = async () => {
    await this.pause();
    await this.recorded();
    const waiting = await countWaiting(this.cast.stage);
    if (waiting < LOW_WATER) await this.fill(BACKLOG - waiting);
    await this.cast.stage.application.ask('send', true);
    await delay(RUN_IN_MS);
  };

  readonly slice = async () => {
    const before = await this.received();
    const startedAt = performance.now();
    await delay(this.sliceMs);
    await this.pause();
    await this.recorded();
    const seconds = (performance.now() - startedAt) / 1000;
    return { operations: (await this.received()) - before, seconds };
  };

  /** Bytes for each delivery from the comment to its place in the queue; fifty share one comment. */
  get queueingWal(): number {
    return this.filled.walBytes / this.filled.deliveries;
  }

  /** Of rows that had to be written into indexes as well, and deliveries so far; nothing is sent meanwhile. */
  async updates(): Promise<{ withIndexes: number; delivered: number }> {
    // Until the sessions have shown their counts.
    await delay(1_500);
    return { ...(await countUpdates(this.cast.stage)), delivered: await this.received() };
  }

  private async fill(count: number): Promise<void> {
    const { stage } = this.cast;
    const before = await stage.spent();
    const waiting = await countWaiting(stage);
    await this.audience.addBacklog(count);
    const added = (await countWaiting(stage)) - waiting;
    this.filled.walBytes += (await stage.spent()).walBytes - before.walBytes;
    this.filled.deliveries += added;
    this.queued += added;
  }

  private async pause(): Promise<void> {
    await this.cast.stage.application.ask('send', false);
  }

  private async received(): Promise<number> {
    return (await this.cast.receivers.ask('state')).distinct;
  }

  /** All that was received has left the queue. */
  private async recorded(): Promise<void> {
    const deadline = performance.now() + GIVE_UP_MS;
    for (;;) {
      const waiting = await countWaiting(this.cast.stage);
      const arrived = await this.received();
      if (waiting + arrived === this.queued) return;
      if (performance.now() > deadline) throw new Error(`Of ${this.queued}, ${arrived} arrived and ${waiting} wait.`);
      await delay(LOOK_EVERY_MS);
    }
  }
}

const FLOOR = 'floor';

async function floorSide(cast: Cast, { sliceMs, warmUp }: RowOptions): Promise<Side> {
  const { stage, receivers, floor, ca } = cast;
  const urls = await receivers.ask('openBeside', { group: FLOOR, count: ENDPOINTS });
  const { body } = await receivers.ask('state');
  await floor.ask('open', { databaseUrl: await stage.database('floor'), urls, body, type: 'comment.created', ca });
  const received = async () => (await receivers.ask('state', FLOOR)).distinct;
  const prepare = async () => {
    const waiting = await floor.ask('waiting');
    if (waiting < LOW_WATER) await floor.ask('fill', BACKLOG - waiting);
    await floor.ask('start');
    await delay(RUN_IN_MS);
  };
  const slice = async () => {
    const before = await received();
    const startedAt = performance.now();
    await delay(sliceMs);
    await floor.ask('stop');
    const seconds = (performance.now() - startedAt) / 1000;
    return { operations: (await received()) - before, seconds };
  };
  await floor.ask('fill', warmUp);
  await floor.ask('start');
  while ((await floor.ask('waiting')) > 0) await delay(LOOK_EVERY_MS);
  await floor.ask('stop');
  return { prepare, slice, spent: stage.spentBy(floor) };
}

async function bareSide({ receivers, bare, ca }: Cast, ms: number): Promise<Side> {
  const { body } = await receivers.ask('state');
  const [url = ''] = await receivers.ask('openBeside', { group: 'bare', count: 1 });
  const slice = () => bare.ask('post', { url, body, ms, connections: CONNECTIONS, ca });
  return { slice, spent: async () => ({ applicationMs: await bare.ask('cpuMs'), databaseMs: 0, walBytes: 0 }) };
}
