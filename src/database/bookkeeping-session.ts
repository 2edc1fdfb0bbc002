import { Client, types, type QueryResult } from 'pg';
import { ConnectionFault } from '../common/postgres-errors.js';
import type { SqlReader } from './sql.js';

/**
 * Planner-proof: a statement first planned on an empty table would keep its sequential scan or hash join for ever (a
 * batch went from 3 to 17 ms); with one generic index plan per statement it stays at 2-3 ms.
 */
const PLANNER =
  '-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off -c plan_cache_mode=force_generic_plan';

const INT8 = 20;
const RECONNECT_MS = [50, 100, 250, 500, 1_000];

export interface SessionOptions {
  url: string;
  /** Shown in pg_stat_activity. */
  name: string;
  /** Further `-c name=value` settings. */
  settings?: string;
  onNotification?: (channel: string, payload: string) => void;
  /** After every connect, the first included: subscriptions and forgotten state are made anew here. */
  onConnect?: (connection: SqlReader) => Promise<void>;
}

/**
 * One connection outside the HTTP pool, for one purpose (dispatcher, tail, worker): with 100 clients a dispatch took 40 ms
 * on its own connection and 102 ms through the shared pool. Every statement is prepared once per connection; bigint
 * columns come back as numbers. A lost connection is opened anew at the next use.
 */
export class BookkeepingSession implements SqlReader {
  private client: Client | undefined;
  private connecting: Promise<Client> | undefined;
  private tail: Promise<unknown> = Promise.resolve();
  private statement: Promise<unknown> = Promise.resolve();
  private readonly names = new Map<string, string>();
  private isClosed = false;
  /** The connection that the transaction under way began on. */
  private transactionClient: Client | undefined;

  constructor(private readonly options: SessionOptions) {}

  /** Connects now, so that a wrong setting is seen at start and not at the first use. */
  async open(): Promise<void> {
    await this.connected();
  }

  async query<Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    const result = await this.execute(sql, parameters);
    return result.rows as Row[];
  }

  /** One statement at a time: a client of pg takes no second one while it is busy. */
  execute(sql: string, parameters: unknown[] = []): Promise<QueryResult> {
    const run = this.statement.then(() => this.send(sql, parameters));
    this.statement = run.catch(() => undefined);
    return run;
  }

  private async send(sql: string, parameters: unknown[]): Promise<QueryResult> {
    const client = await this.connected();
    if (parameters.length === 0) return client.query(sql);
    return client.query({ name: this.nameOf(sql), text: sql, values: parameters });
  }

  /**
   * Runs `work` in a transaction; one after the other, since a connection has one transaction.
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
    await this.tail;
    const client = this.client;
    this.client = undefined;
    await client?.end().catch(() => undefined);
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

  private async connected(): Promise<Client> {
    // On a new connection the rest of a transaction would run without its locks, each statement for itself.
    if (this.transactionClient !== undefined && this.client !== this.transactionClient) throw new TransactionLost();
    if (this.client !== undefined) return this.client;
    if (this.isClosed) throw new ConnectionFault(`The database session ${this.options.name} is closed.`);
    this.connecting ??= this.connect().finally(() => {
      this.connecting = undefined;
    });
    return this.connecting;
  }

  private async connect(): Promise<Client> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.connectOnce();
      } catch (error) {
        const waitMs = RECONNECT_MS[attempt];
        if (waitMs === undefined || this.isClosed) throw error;
        await new Promise((resolve) => setTimeout(resolve, waitMs));
      }
    }
  }

  private async connectOnce(): Promise<Client> {
    const client = new Client({
      connectionString: this.options.url,
      application_name: `carillon ${this.options.name}`,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      options: `${PLANNER} ${this.options.settings ?? ''}`,
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
    await client.connect();
    // On this very connection: the session itself would wait for the connection that is being made here.
    await this.options.onConnect?.({
      query: async <Row>(sql: string, parameters: unknown[]) => (await client.query(sql, parameters)).rows as Row[],
    });
    if (isLost) throw new ConnectionFault(`The database session ${this.options.name} lost its connection at once.`);
    this.client = client;
    return client;
  }

  private drop(): void {
    const client = this.client;
    this.client = undefined;
    void client?.end().catch(() => undefined);
  }
}

/** The connection broke between two statements of a transaction: nothing of it was written. */
export class TransactionLost extends ConnectionFault {
  constructor() {
    super('The connection broke in the middle of a transaction.');
    this.name = 'TransactionLost';
  }
}

/** The connection broke while COMMIT was under way: what was written may be there or not. Read, do not assume. */
export class TransactionUndecided extends ConnectionFault {
  constructor(cause: unknown) {
    super('The outcome of a transaction is unknown.', { cause });
    this.name = 'TransactionUndecided';
  }
}
