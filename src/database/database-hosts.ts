import { Client } from 'pg';
import { databaseAddress, type DatabaseAddress, type DatabaseHostUrl } from '../common/database-url.js';
import { ConnectionFault } from '../common/postgres-errors.js';

/** A host that does not answer for this long is passed over. */
const PROBE_MS = 2_000;

const WRITABLE_SQL = `SELECT pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on' AS is_read_only`;
const TIMELINE_SQL = `SELECT ('x' || substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8))::bit(32)::int AS timeline`;

/** Where a client connects to. */
export interface DatabaseHost {
  readonly host: string;
  readonly port: number;
}

type Probe = DatabaseHost & { readonly timeline: number; readonly refusal?: string };

/**
 * Chooses the host of a database that accepts writes, for one pool or session. The choice is kept until a connection to
 * it fails, so that a new connection costs no more than with a single host.
 */
export class DatabaseHosts {
  /** What node-postgres and TypeORM read user, password and database from. */
  readonly firstUrl: DatabaseHostUrl;
  private readonly address: DatabaseAddress;
  private chosen: DatabaseHost | undefined;
  private search: Promise<DatabaseHost> | undefined;

  /** @param url as in `DATABASE_URL` */
  constructor(url: string) {
    this.address = databaseAddress(url);
    this.firstUrl = this.address.hosts[0] ?? url;
  }

  /** Any server at the only host will do. */
  get isAnyServerRight(): boolean {
    return !this.address.mustBeWritable;
  }

  /** @throws NoWritableHost */
  async choose(): Promise<DatabaseHost> {
    if (this.chosen !== undefined) return this.chosen;
    this.search ??= this.find().finally(() => {
      this.search = undefined;
    });
    return this.search;
  }

  /** A connection to it failed, or it is a standby by now. */
  forget(host: DatabaseHost): void {
    if (this.chosen === host) this.chosen = undefined;
  }

  /**
   * Of several hosts that accept writes, the one whose timeline is the latest: an old primary that came back after a
   * failover accepts writes until it is fenced off.
   */
  private async find(): Promise<DatabaseHost> {
    const probes = await Promise.all(this.address.hosts.map(probe));
    const writable = probes.filter(({ refusal }) => refusal === undefined);
    const [latest] = writable.toSorted((a, b) => b.timeline - a.timeline);
    if (latest === undefined) throw new NoWritableHost(probes);
    this.chosen = { host: latest.host, port: latest.port };
    return this.chosen;
  }
}

/** Waits at most twice `PROBE_MS`; never rejects. */
async function probe(url: DatabaseHostUrl): Promise<Probe> {
  const client = new Client({
    connectionString: url,
    application_name: 'carillon probe',
    connectionTimeoutMillis: PROBE_MS,
    query_timeout: PROBE_MS,
  });
  // The rejection of the query in progress says the same.
  client.on('error', () => undefined);
  const { host, port } = client;
  try {
    await client.connect();
    const { rows } = await client.query<{ is_read_only: boolean }>(WRITABLE_SQL);
    if (rows[0]?.is_read_only !== false) return { host, port, timeline: 0, refusal: 'is a read-only standby' };
    return { host, port, timeline: await timelineOf(client) };
  } catch (error) {
    return {
      host,
      port,
      timeline: 0,
      refusal: error instanceof Error ? error.message || codeOf(error) : String(error),
    };
  } finally {
    // Not awaited: a silent peer never answers.
    void client.end().catch(() => undefined);
  }
}

/** 0 where the server does not reveal it: then the order of the hosts decides. */
async function timelineOf(client: Client): Promise<number> {
  try {
    const { rows } = await client.query<{ timeline: number }>(TIMELINE_SQL);
    return rows[0]?.timeline ?? 0;
  } catch {
    return 0;
  }
}

/** A name with several addresses fails with an error that has only a code. */
function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : error.name;
}

/** Names hosts and reasons, never credentials. Tried again like a lost connection. */
export class NoWritableHost extends ConnectionFault {
  constructor(probes: readonly Probe[]) {
    const reasons = probes.map(({ host, port, refusal }) => `${host}:${port} ${refusal ?? ''}`).join('; ');
    super(`No host of DATABASE_URL accepts writes: ${reasons}.`);
    this.name = 'NoWritableHost';
  }
}
