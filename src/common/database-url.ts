/** One host of `DATABASE_URL`, as a URL that node-postgres reads. */
export type DatabaseHostUrl = string;

/** What node-postgres does not know of PostgreSQL's URLs: several hosts, and which of them will do. */
export interface DatabaseAddress {
  /** At least one, in the given order. */
  readonly hosts: readonly DatabaseHostUrl[];
  /** Only a server that accepts writes will do: with several hosts, or when `target_session_attrs` asks for it. */
  readonly mustBeWritable: boolean;
}

/** Scheme, credentials, hosts, the rest. Passwords may hold an `@`; the last one ends them. */
const AUTHORITY = /^(postgres(?:ql)?:\/\/)([^/?#]*@)?([^/?#]*)(.*)$/s;
const HOST_AND_PORT = /^(\[[0-9a-fA-F:.%]+\]|[^\s:[\]@]+)(:\d{1,5})?$/;
const WRITABLE = new Set(['read-write', 'primary']);
const EXAMPLE = 'postgres://user:password@a:5432,b:5432/carillon?target_session_attrs=read-write';

export function databaseAddress(url: string): DatabaseAddress {
  const [, scheme, credentials = '', authority = '', rest = ''] = AUTHORITY.exec(url) ?? [];
  if (scheme === undefined) return { hosts: [url], mustBeWritable: false };
  const hosts = authority.split(',').map((host) => `${scheme}${credentials}${host}${rest}`);
  return { hosts, mustBeWritable: hosts.length > 1 || sessionAttributes(rest) !== undefined };
}

/** The same server, another database. */
export function databaseUrlFor(url: string, database: string): string {
  const [, scheme = '', credentials = '', authority = '', rest = ''] = AUTHORITY.exec(url) ?? [];
  return `${scheme}${credentials}${authority}/${encodeURIComponent(database)}${/[?#].*$/s.exec(rest)?.[0] ?? ''}`;
}

/** @returns what is wrong, without any part of the URL: a password with a special character may be in any of them */
export function databaseHostsProblem(url: string): string | undefined {
  const [, , , authority = '', rest = ''] = AUTHORITY.exec(url) ?? [];
  const hosts = authority.split(',');
  const wrong = hosts.findIndex((host) => !HOST_AND_PORT.test(host) || Number(host.split(':').at(-1)) > 65_535);
  if (hosts.length > 1 && wrong >= 0) {
    return `DATABASE_URL: host ${wrong + 1} of ${hosts.length} is not a host name or address with an optional port. Example: ${EXAMPLE}`;
  }
  if (new URLSearchParams(queryOf(rest)).get('host')?.includes(',') === true) {
    return `DATABASE_URL must name several hosts before the database, not in the parameter "host". Example: ${EXAMPLE}`;
  }
  const attributes = sessionAttributes(rest);
  if (attributes !== undefined && !WRITABLE.has(attributes)) {
    return 'DATABASE_URL: target_session_attrs must be read-write or primary, because Carillon writes. Left out with several hosts, it is read-write.';
  }
  return undefined;
}

function sessionAttributes(rest: string): string | undefined {
  return new URLSearchParams(queryOf(rest)).get('target_session_attrs') ?? undefined;
}

function queryOf(rest: string): string {
  return /\?([^#]*)/.exec(rest)?.[1] ?? '';
}
