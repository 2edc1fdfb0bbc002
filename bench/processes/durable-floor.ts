import { createHmac, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { Client } from 'pg';
import { Agent, type Dispatcher } from 'undici';
import { serve } from '../support/child.js';

/** As many as the application has in flight by default. */
const IN_FLIGHT = 64;
const READ_AT_ONCE = 1_000;
const READ_BELOW = 500;
const STORE_AT_ONCE = 256;
const STORE_WITHIN_MS = 5;

const SCHEMA_SQL = `
  CREATE TABLE floor_events (id uuid PRIMARY KEY, body text NOT NULL);
  CREATE TABLE floor_queue (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    message_id uuid NOT NULL,
    endpoint int NOT NULL,
    event_id uuid NOT NULL
  );
  CREATE TABLE floor_outcomes (
    message_id uuid PRIMARY KEY,
    endpoint int NOT NULL,
    event_id uuid NOT NULL,
    status int NOT NULL,
    duration_ms int NOT NULL,
    delivered_at timestamptz(3) NOT NULL DEFAULT now()
  )`;

const FILL_SQL = `
  WITH events AS (
    INSERT INTO floor_events SELECT uuidv7(), $1 FROM generate_series(1, $2::int) RETURNING id)
  INSERT INTO floor_queue (message_id, endpoint, event_id)
  SELECT uuidv7(), endpoint, events.id FROM events, generate_series(0, $3::int - 1) endpoint ORDER BY events.id, endpoint`;

const READ_SQL = `
  SELECT position, message_id, endpoint, event_id FROM floor_queue WHERE position > $1::bigint ORDER BY position LIMIT $2::int`;

const BODIES_SQL = 'SELECT id, body FROM floor_events WHERE id = ANY($1::uuid[])';

const STORE_SQL = `
  WITH done AS (
    DELETE FROM floor_queue q USING unnest($1::bigint[], $2::int[], $3::int[]) v(position, status, duration_ms)
     WHERE q.position = v.position RETURNING q.message_id, q.endpoint, q.event_id, v.status, v.duration_ms)
  INSERT INTO floor_outcomes (message_id, endpoint, event_id, status, duration_ms) SELECT * FROM done`;

/** As the application's own sessions: one plan for each statement, by index. What a crash loses is sent again. */
const SETTINGS =
  '-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c plan_cache_mode=force_generic_plan -c synchronous_commit=off';

interface Queued {
  readonly position: string;
  readonly message_id: string;
  readonly endpoint: number;
  readonly event_id: string;
  body: string;
}

interface Outcome {
  readonly position: string;
  readonly status: number;
  readonly durationMs: number;
}

interface Endpoint {
  readonly origin: string;
  readonly path: string;
  readonly key: KeyObject;
}

let agent: Agent;
let reader: Client;
let writer: Client;
let endpoints: Endpoint[] = [];
let body = '';
let eventType = '';

let isSending = false;
let inFlight = 0;
let ahead: Queued[] = [];
let next = 0;
let readTo = '0';
let reading: Promise<void> | undefined;
const bodies = new Map<string, string>();
let outcomes: Outcome[] = [];
let storing: Promise<void> | undefined;
let timer: NodeJS.Timeout | undefined;
let waiting = 0;
let failure: Error | undefined;
let whenStored: (() => void) | undefined;

/**
 * The least that keeps its results: reads ahead from a queue, signs as the application does, POSTs, deletes the row of the
 * queue and inserts an outcome. No rights, no order, no retries, no leases, no figures: nothing can fail.
 */
const commands = {
  async open(options: Opening): Promise<void> {
    ({ body, type: eventType } = options);
    endpoints = options.urls.map((url) => {
      const { origin, pathname } = new URL(url);
      return { origin, path: pathname, key: createSecretKey(randomBytes(32)) };
    });
    const { ca } = options;
    agent = new Agent({ headersTimeout: 0, bodyTimeout: 0, ...(ca !== undefined && { connect: { ca } }) });
    [reader, writer] = [await connect(options.databaseUrl), await connect(options.databaseUrl)];
    await writer.query(SCHEMA_SQL);
  },
  /** Queues so many deliveries, an event for every endpoint. */
  async fill(deliveries: number): Promise<void> {
    const events = Math.ceil(deliveries / endpoints.length);
    await writer.query(FILL_SQL, [body, events, endpoints.length]);
    waiting += events * endpoints.length;
  },
  waiting(): number {
    return waiting;
  },
  start(): void {
    isSending = true;
    pump();
  },
  /** Resolves when what was sent is stored. */
  async stop(): Promise<void> {
    isSending = false;
    if (inFlight > 0 || outcomes.length > 0 || storing !== undefined) {
      await new Promise<void>((resolve) => (whenStored = resolve));
    }
    if (failure !== undefined) throw failure;
  },
  cpuMs(): number {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
  async close(): Promise<void> {
    await Promise.all([agent.destroy(), reader.end(), writer.end()]);
  },
};
export type FloorCommands = typeof commands;

interface Opening {
  databaseUrl: string;
  urls: string[];
  /** Of every message. */
  body: string;
  /** The event's. */
  type: string;
  /** Receivers speak TLS, and this is the certificate to trust. */
  ca?: string | undefined;
}

async function connect(connectionString: string): Promise<Client> {
  const client = new Client({ connectionString, options: SETTINGS });
  await client.connect();
  return client;
}

function pump(): void {
  if (!isSending) return;
  while (inFlight < IN_FLIGHT) {
    const queued = ahead[next];
    if (queued === undefined) break;
    next += 1;
    send(queued);
  }
  if (reading !== undefined || ahead.length - next >= READ_BELOW) return;
  reading = readOn().catch((error: unknown) => fail(error));
}

async function readOn(): Promise<void> {
  const found = await read();
  reading = undefined;
  if (found > 0) pump();
}

async function read(): Promise<number> {
  const { rows } = await reader.query<Queued>({ name: 'read', text: READ_SQL, values: [readTo, READ_AT_ONCE] });
  readTo = rows.at(-1)?.position ?? readTo;
  const unknown = new Set(rows.map((row) => row.event_id).filter((id) => !bodies.has(id)));
  if (unknown.size > 0) {
    // The rows come in the order of events: what was known before is not needed again, but for the last one.
    if (bodies.size > READ_AT_ONCE) bodies.clear();
    const ids = [...new Set(rows.map((row) => row.event_id))];
    const found = await reader.query<{ id: string; body: string }>({ name: 'bodies', text: BODIES_SQL, values: [ids] });
    for (const event of found.rows) bodies.set(event.id, event.body);
  }
  for (const row of rows) row.body = bodies.get(row.event_id) ?? '';
  ahead = [...ahead.slice(next), ...rows];
  next = 0;
  return rows.length;
}

function send(queued: Queued): void {
  const endpoint = endpoints[queued.endpoint];
  if (endpoint === undefined) throw new Error('There is no such endpoint.');
  inFlight += 1;
  const headers = headersOf(queued, endpoint);
  const { origin, path } = endpoint;
  agent.dispatch({ origin, path, method: 'POST', headers, body: queued.body }, new Answer(queued.position));
}

/** All that the application sends, with both signatures. */
function headersOf({ message_id: id, body: text }: Queued, { key }: Endpoint): string[] {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const dotted = `${timestamp}.${text}`;
  return [
    'webhook-id',
    id,
    'webhook-timestamp',
    timestamp,
    'webhook-signature',
    `v1,${createHmac('sha256', key).update(`${id}.${dotted}`).digest('base64')}`,
    'X-Webhook-Id',
    id,
    'X-Webhook-Event',
    eventType,
    'X-Webhook-Timestamp',
    timestamp,
    'X-Webhook-Signature',
    createHmac('sha256', key).update(dotted).digest('hex'),
    'content-type',
    'application/json',
    'user-agent',
    'Floor/1.0.0',
    'accept-encoding',
    'identity',
  ];
}

class Answer implements Dispatcher.DispatchHandler {
  private readonly startedMs = performance.now();
  private status = 0;

  constructor(private readonly position: string) {}

  onConnect(): void {}

  onHeaders(status: number): boolean {
    this.status = status;
    return true;
  }

  onData(): boolean {
    return true;
  }

  onComplete(): void {
    inFlight -= 1;
    const durationMs = Math.round(performance.now() - this.startedMs);
    outcomes.push({ position: this.position, status: this.status, durationMs });
    if (outcomes.length >= STORE_AT_ONCE) store();
    else timer ??= setTimeout(store, STORE_WITHIN_MS);
    pump();
  }

  onError(error: Error): void {
    inFlight -= 1;
    fail(error);
  }
}

function store(): void {
  clearTimeout(timer);
  timer = undefined;
  if (storing !== undefined || outcomes.length === 0) return;
  const batch = outcomes;
  outcomes = [];
  storing = storeAndGoOn(batch).catch((error: unknown) => fail(error));
}

async function storeAndGoOn(batch: readonly Outcome[]): Promise<void> {
  await storeAll(batch);
  storing = undefined;
  waiting -= batch.length;
  if (outcomes.length >= STORE_AT_ONCE) store();
  else if (outcomes.length > 0) timer ??= setTimeout(store, STORE_WITHIN_MS);
  else if (inFlight === 0) whenStored?.();
}

async function storeAll(batch: readonly Outcome[]): Promise<void> {
  const values = [
    batch.map(({ position }) => position),
    batch.map(({ status }) => status),
    batch.map(({ durationMs }) => durationMs),
  ];
  await writer.query({ name: 'store', text: STORE_SQL, values });
}

/** Nothing here may fail; when it does, the row has no result. */
function fail(error: unknown): void {
  failure = error instanceof Error ? error : new Error(String(error));
  isSending = false;
  whenStored?.();
}

serve(commands);
