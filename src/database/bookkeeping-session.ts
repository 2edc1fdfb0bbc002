import { setTimeout as delay } from 'node:timers/promises';
import { types, type QueryConfig, type QueryResult } from 'pg';
import { ConnectionFault } from '../common/postgres-errors.js';
import { databaseClient, type DatabaseClient } from './database-client.js';
import { DatabaseHosts } from './database-hosts.js';
import { KEEP_ALIVES } from './database-options.js';
import type { SqlReader } from './sql.js';

/**
 * Planner-proof: a statement first planned on an empty table would keep its sequential scan or hash join for ever (a
 * batch went from 3 to 17 ms); with one generic index plan per statement it stays at 2-3 ms.
 */
const PLANNER =
  '-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off -c plan_cache_mode=force_generic_plan';

const INT8 = 20;
const RECONNECT_MS = [50, 100, 250, 500, 1_000];

/** Detects a dead peer sooner than the kernel's quarter of an hour. */
const CONNECT_TIMEOUT_MS = 10_000;
const QUERY_TIMEOUT_MS = 12_000;
/** An idle open session checks this often whether the peer still answers. */
const PING_EVERY_MS = 2_000;
const PING_TIMEOUT_MS = 8_000;
const CLOSE_TIMEOUT_MS = 1_000;

/** The server ends the transaction of a client that is gone or frozen, so that its locks do not outlive it. */
const SERVER_SIDE = `-c statement_timeout=10s -c idle_in_transaction_session_timeout=10s ${KEEP_ALIVES}`;

const PING = { text: 'SELECT 1', query_timeout: PING_TIMEOUT_MS };

export interface SessionOptions {
  url: string;
  /** Shown in pg_stat_activity. */
  name: string;
  /** Further `-c name=value` settings. */
  settings?: string;
  onNotification?: (channel: string, payload: string) => void;
  /** Called after every connect, including the first: restore subscriptions and lost state here. */
  onConnect?: (connection: SqlReader) => Promise<void>;
}

/**
 * One connection outside the HTTP pool, for one purpose (dispatcher, tail, worker): with 100 clients a dispatch took 40
 * ms on its own connection and 102 ms through the shared pool. Every statement is prepared once per connection; bigint
 * columns come back as numbers. A lost connection is reopened at the next use, or within 2 s of being noticed; a
 * half-open one (the peer is gone without notice) is noticed within 12 s.
 */
export class BookkeepingSession implements SqlReader {
  private client: DatabaseClient | undefined;
  private connecting: Promise<DatabaseClient> | undefined;
  private readonly hosts: DatabaseHosts;
  private tail: Promise<unknown> = Promise.resolve();
  private statement: Promise<unknown> = Promise.resolve();
  private readonly names = new Map<string, string>();
  private beat: NodeJS.Timeout | undefined;
  private lastUsedMs = 0;
  private isPinging = false;
  private isClosed = false;
  /** The connection on which the current transaction began. */
  private transactionClient: DatabaseClient | undefined;

  constructor(private readonly options: SessionOptions) {
    this.hosts = new DatabaseHosts(options.url);
  }

  /** Connects now, so that a wrong setting shows at the start and not at the first use. */
  async open(): Promise<void> {
    await this.connected();
    if (this.isClosed || this.beat !== undefined) return;
    this.beat = setInterval(() => void this.ping(), PING_EVERY_MS);
    this.beat.unref();
  }

  async query<Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    const result = await this.execute(sql, parameters);
    return result.rows as Row[];
  }

  /** One statement at a time: a pg client takes no second one while it is busy. */
  execute(sql: string, parameters: unknown[] = []): Promise<QueryResult> {
    const run = this.statement.then(() => this.send(sql, parameters));
    this.statement = run.catch(() => undefined);
    return run;
  }

  private async send(sql: string, parameters: unknown[]): Promise<QueryResult> {
    const client = await this.connected();
    if (parameters.length === 0) return this.ask(client, { text: sql });
    return this.ask(client, { name: this.nameOf(sql), text: sql, values: parameters });
  }

  private async ask(client: DatabaseClient, query: QueryConfig & { query_timeout?: number }): Promise<QueryResult> {
    this.lastUsedMs = performance.now();
    try {
      return await client.query(query);
    } catch (error) {
      if (client.isDropped && this.client === client) this.client = undefined;
      throw error;
    }
  }

  /**
   * Runs `work` in a transaction; one at a time, because a connection has one transaction.
   *
   * @throws TransactionUndecided when the connection broke during COMMIT: the outcome is unknown
   */
  async transaction<T>(work: (session: BookkeepingSession) => Promise<T>): Promise<T> {
    const run = this.tail.then(() => this.runTransaction(work));
    this.tail = run.catch(() => undefined);
    return run;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearInterval(this.beat);
    await this.tail;
    const client = this.client;
    this.client = undefined;
    if (client === undefined) return;
    const timer = setTimeout(() => this.drop(client), CLOSE_TIMEOUT_MS);
    await client.end().catch(() => undefined);
    clearTimeout(timer);
  }

  private async runTransaction<T>(work: (session: BookkeepingSession) => Promise<T>): Promise<T> {
    this.transactionClient = await this.connected();
    try {
      await this.execute('BEGIN');
      const result = await this.attempt(work);
      await this.commit();
      return result;
    } finally {
      this.transactionClient = undefined;
    }
  }

  private async attempt<T>(work: (session: BookkeepingSession) => Promise<T>): Promise<T> {
    try {
      return await work(this);
    } catch (error) {
      await this.execute('ROLLBACK').catch(() => this.drop());
      throw error;
    }
  }

  private async commit(): Promise<void> {
    let command: string;
    try {
      command = (await this.execute('COMMIT')).command;
    } catch (error) {
      this.drop();
      throw new TransactionUndecided(error);
    }
    // COMMIT of a failed transaction resolves, and says ROLLBACK.
    if (command !== 'COMMIT') throw new Error(`COMMIT answered ${command}`);
  }

  private nameOf(sql: string): string {
    let name = this.names.get(sql);
    if (name === undefined) this.names.set(sql, (name = `b${this.names.size}`));
    return name;
  }

  private async connected(): Promise<DatabaseClient> {
    // On a new connection the rest of a transaction would run without its locks, each statement by itself.
    if (this.transactionClient !== undefined && this.client !== this.transactionClient) throw new TransactionLost();
    if (this.client !== undefined) return this.client;
    if (this.isClosed) throw new ConnectionFault(`The database session ${this.options.name} is closed.`);
    this.connecting ??= this.connect().finally(() => {
      this.connecting = undefined;
    });
    return this.connecting;
  }

  private async connect(): Promise<DatabaseClient> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.connectOnce();
      } catch (error) {
        const waitMs = RECONNECT_MS[attempt];
        if (waitMs === undefined || this.isClosed) throw error;
        await delay(waitMs);
      }
    }
  }

  private async connectOnce(): Promise<DatabaseClient> {
    const client = databaseClient({
      hosts: this.hosts,
      connectionString: this.options.url,
      application_name: `carillon ${this.options.name}`,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: QUERY_TIMEOUT_MS,
      options: `${PLANNER} ${SERVER_SIDE} ${this.options.settings ?? ''}`,
      types: { getTypeParser: (oid: number, format) => (oid === INT8 ? Number : types.getTypeParser(oid, format)) },
    });
    let isLost = false;
    const forget = () => {
      isLost = true;
      if (this.client === client) this.client = undefined;
    };
    client.on('error', forget);
    client.on('end', forget);
    client.on('notification', (message) => this.options.onNotification?.(message.channel, message.payload ?? ''));
    try {
      await client.connect();
      // On this connection: the session itself would wait for the connection that is being opened here.
      await this.options.onConnect?.({
        query: async <Row>(sql: string, parameters: unknown[]) => (await client.query(sql, parameters)).rows as Row[],
      });
    } catch (error) {
      client.drop();
      throw error;
    }
    if (isLost) throw new ConnectionFault(`The database session ${this.options.name} lost its connection at once.`);
    this.client = client;
    return client;
  }

  /** At once, without a goodbye: the peer may be gone. */
  private drop(client = this.client): void {
    if (client === undefined) return;
    if (this.client === client) this.client = undefined;
    client.drop();
  }

  /** Also reopens a lost connection for listeners. */
  private async ping(): Promise<void> {
    const isBusy = this.transactionClient !== undefined || performance.now() - this.lastUsedMs < PING_EVERY_MS;
    if (isBusy || this.isPinging || this.isClosed) return;
    this.isPinging = true;
    try {
      const run = this.statement.then(async () => this.ask(await this.connected(), PING));
      this.statement = run.catch(() => undefined);
      await run;
    } catch {
      // Tried again at the next beat; callers get the error meanwhile.
    } finally {
      this.isPinging = false;
    }
  }
}

/** The connection broke between two statements of a transaction: nothing of it was written. */
export class TransactionLost extends ConnectionFault {
  constructor() {
    super('The connection broke in the middle of a transaction.');
    this.name = 'TransactionLost';
  }
}

/** The connection broke during COMMIT: the writes may be there or not. Read, do not assume. */
export class TransactionUndecided extends ConnectionFault {
  constructor(cause: unknown) {
    super('The outcome of a transaction is unknown.', { cause });
    this.name = 'TransactionUndecided';
  }
}
