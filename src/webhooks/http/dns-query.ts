import type { LookupAddress } from 'node:dns';
import { promises as dns } from 'node:dns';
import { versionOf } from './hosts-file.js';

/** The addresses of a name. `ttlSeconds`: the shortest of its records. */
export interface HostAnswer {
  readonly addresses: readonly LookupAddress[];
  readonly ttlSeconds: number;
  /** Set when there is no address: `ENOTFOUND` when the name has none, `EAI_AGAIN` when that is unknown. */
  readonly code?: 'ENOTFOUND' | 'EAI_AGAIN';
}

interface FamilyAnswer {
  readonly records: readonly { readonly address: string; readonly ttl: number }[];
  readonly family: 4 | 6;
  readonly code?: string;
}

/** For one name, including both address families and all retries. */
const MAX_QUERY_MS = 5_000;
/** How much longer to wait for the other family after one has returned addresses. */
const SECOND_FAMILY_MS = 500;
const TRY_MS = 1_500;
const TRIES = 2;
const RESOLV_CONF = '/etc/resolv.conf';
const LOOK_AGAIN_MS = 5_000;

/** c-ares' codes for a name server's answer that there is nothing. */
const NO_ADDRESS = new Set(['ENOTFOUND', 'ENODATA', 'EBADNAME']);

/**
 * Queries DNS servers through c-ares, over its own sockets. Unlike getaddrinfo it needs no thread, so a server that
 * does not answer for one name delays no other. Follows changes of /etc/resolv.conf unless servers are given.
 */
export class DnsQuery {
  private resolver: dns.Resolver;
  private version = versionOf(RESOLV_CONF);
  private nextLookMs = 0;

  /** @param servers addresses, with a port or not; empty: those of the system */
  constructor(private readonly servers: readonly string[]) {
    this.resolver = this.open();
  }

  /** Never throws. A and AAAA together; IPv4 first. */
  async ask(hostname: string): Promise<HostAnswer> {
    this.followSystem();
    return merged(await bothFamilies(this.resolver, hostname));
  }

  /** Cancels queries in progress. */
  close(): void {
    this.resolver.cancel();
  }

  private open(): dns.Resolver {
    const resolver = new dns.Resolver({ timeout: TRY_MS, tries: TRIES });
    if (this.servers.length > 0) resolver.setServers(this.servers);
    return resolver;
  }

  private followSystem(): void {
    const nowMs = performance.now();
    if (this.servers.length > 0 || nowMs < this.nextLookMs) return;
    this.nextLookMs = nowMs + LOOK_AGAIN_MS;
    const version = versionOf(RESOLV_CONF);
    if (version === this.version) return;
    this.version = version;
    this.resolver = this.open();
  }
}

function bothFamilies(resolver: dns.Resolver, hostname: string): Promise<FamilyAnswer[]> {
  return new Promise((resolve) => {
    const answers: FamilyAnswer[] = [];
    const finish = () => {
      clearTimeout(timer);
      resolve([...answers]);
    };
    let timer = setTimeout(finish, MAX_QUERY_MS);
    const take = (answer: FamilyAnswer) => {
      answers.push(answer);
      if (answers.length === 2) finish();
      else if (answer.records.length > 0) {
        clearTimeout(timer);
        timer = setTimeout(finish, SECOND_FAMILY_MS);
      }
    };
    const options = { ttl: true } as const;
    resolver.resolve4(hostname, options).then(
      (records) => take({ records, family: 4 }),
      (error: unknown) => take({ records: [], family: 4, code: codeOf(error) }),
    );
    resolver.resolve6(hostname, options).then(
      (records) => take({ records, family: 6 }),
      (error: unknown) => take({ records: [], family: 6, code: codeOf(error) }),
    );
  });
}

function merged(answers: readonly FamilyAnswer[]): HostAnswer {
  const ordered = [...answers].sort((a, b) => a.family - b.family);
  const addresses = ordered.flatMap(({ records, family }) => records.map(({ address }) => ({ address, family })));
  const ttlSeconds = Math.min(...ordered.flatMap(({ records }) => records.map(({ ttl }) => ttl)));
  if (addresses.length > 0) return { addresses, ttlSeconds };
  const isKnown = answers.length === 2 && answers.every(({ code = '' }) => NO_ADDRESS.has(code));
  return { addresses, ttlSeconds: 0, code: isKnown ? 'ENOTFOUND' : 'EAI_AGAIN' };
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
}
