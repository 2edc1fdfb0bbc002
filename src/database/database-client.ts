import { callbackify } from 'node:util';
import { Client, type ClientConfig } from 'pg';
import { ConnectionFault, sqlState } from '../common/postgres-errors.js';
import { DatabaseHosts, type DatabaseHost } from './database-hosts.js';

/** The kernel gives up on a peer that is gone 20 s after the last packet. */
const KEEP_ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 };
const CONNECT_TIMEOUT_MS = 10_000;
/** For commands that ask a few short questions. */
export const COMMAND_TIMEOUT_MS = 30_000;

/** Marks a statement that may take longer than others of its connection: it gets this limit instead. */
export const LONG_STATEMENT = '/* long statement */';
const LONG_STATEMENT_TIMEOUT_MS = 70_000;

/** pg's own message. */
const TIMED_OUT = 'Query read timeout';
const READ_ONLY_TRANSACTION = '25006';

export interface DatabaseClientConfig extends ClientConfig {
  /** Shared by the connections of a pool or session, so that only one of them searches. */
  readonly hosts?: DatabaseHosts;
}

type ConnectCallback = ((error: Error) => void) | ((error: null, client: Client) => void);

/** A pg client as `WatchedClient` is, with the types of its statements. */
export type DatabaseClient = Client & Pick<WatchedClient, 'drop' | 'isDropped'>;

export function databaseClient(config: DatabaseClientConfig): DatabaseClient {
  return new WatchedClient(config);
}

/**
 * A pg client that reads a `DATABASE_URL` with several hosts and connects to the one that accepts writes. It drops its
 * connection when an answer does not come in time, because the connection may be half open and a late answer would be
 * taken for that of the next statement; and when the server became read-only, so that the next connection finds the
 * new primary.
 */
export class WatchedClient extends Client {
  private readonly hosts: DatabaseHosts;
  private isStandby = false;
  private hasDropped = false;

  constructor(config: DatabaseClientConfig = {}) {
    const hosts = config.hosts ?? new DatabaseHosts(config.connectionString ?? '');
    const { connectionString } = config;
    super({
      ...KEEP_ALIVE,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      ...config,
      ...(connectionString !== undefined && { connectionString: hosts.firstUrl }),
    });
    this.hosts = hosts;
    // Without a listener a lost connection would end the process. The statement in progress fails with the same error.
    this.on('error', () => undefined);
  }

  override connect(): Promise<Client>;
  override connect(callback: ConnectCallback): void;
  override connect(callback?: ConnectCallback): Promise<Client> | void {
    const connected = this.hosts.isAnyServerRight ? super.connect() : this.connectToWritable();
    if (callback === undefined) return connected;
    callbackify(() => connected)(callback as (error: Error | null) => void);
  }

  override query(...args: unknown[]): never {
    const [text] = args;
    if (typeof text === 'string' && text.startsWith(LONG_STATEMENT)) {
      args[0] = { text, query_timeout: LONG_STATEMENT_TIMEOUT_MS };
    }
    const callback = args.at(-1);
    if (typeof callback === 'function') {
      args[args.length - 1] = (error: unknown, result: unknown) => {
        this.dropAfter(error);
        callback(error, result);
      };
    }
    // The overloads of pg.Client.query do not survive a spread, so arguments are passed on as they are.
    const result = (super.query as (...rest: unknown[]) => unknown)(...args);
    if (result instanceof Promise) result.catch((error: unknown) => this.dropAfter(error));
    return result as never;
  }

  get isDropped(): boolean {
    return this.hasDropped;
  }

  /** At once, without a goodbye: the peer may be gone. */
  drop(): void {
    this.hasDropped = true;
    // A pool does not hand out a client that is ending; the socket's own event comes a moment later.
    void this.end().catch(() => undefined);
    this.connection.stream.destroy();
  }

  private async connectToWritable(): Promise<Client> {
    const host = await this.hosts.choose();
    if (this.connection.stream.destroyed) throw new ConnectionFault('The time to connect to the database is over.');
    this.host = host.host;
    this.port = host.port;
    // PostgreSQL 14 and later say so with the first answer.
    this.connection.on('parameterStatus', ({ parameterName, parameterValue }: ParameterStatus) => {
      if (parameterName === 'in_hot_standby') this.isStandby = parameterValue === 'on';
    });
    try {
      await super.connect();
      if (this.isStandby) throw new BecameStandby(host);
      return this;
    } catch (error) {
      this.hosts.forget(host);
      this.drop();
      throw error;
    }
  }

  private dropAfter(error: unknown): void {
    if (!(error instanceof Error)) return;
    if (error.message === TIMED_OUT || sqlState(error) === READ_ONLY_TRANSACTION) this.drop();
  }
}

interface ParameterStatus {
  readonly parameterName: string;
  readonly parameterValue: string;
}

class BecameStandby extends ConnectionFault {
  constructor({ host, port }: DatabaseHost) {
    super(`The database at ${host}:${port} accepts no writes any more.`);
    this.name = 'BecameStandby';
  }
}
