import type { LookupAddress } from 'node:dns';
import { callbackify } from 'node:util';
import { LRUCache } from 'lru-cache';
import type { AllowedNetworks } from './address-policy.js';
import { DnsBusy } from './dns-busy.js';
import { DnsQuery, type HostAnswer } from './dns-query.js';
import { HostsFile } from './hosts-file.js';
import type { Resolver } from './resolver.js';
import { SystemLookup } from './system-lookup.js';

export interface HostResolverOptions {
  readonly allowed: AllowedNetworks;
  /** DNS servers, with a port or not; empty: those of the system. */
  readonly servers?: readonly string[];
  readonly hosts?: HostsFile;
}

const MAX_CACHED = 10_000;
/** Maximum names being looked up; each is queried once, however many requests wait for it. */
const MAX_PENDING = 1_000;
const MIN_TTL_MS = 1_000;
const MAX_TTL_MS = 300_000;
/** After a name had no address or its server did not answer. Short, because its owner may be fixing it. */
const NEGATIVE_TTL_MS = 5_000;
/** `getaddrinfo` does not say how long an answer is valid. */
const SYSTEM_TTL_MS = 10_000;
/** More than any honest receiver has; each of them may cost a connection attempt. */
const MAX_DIALLED = 16;

/**
 * Finds the addresses of receivers: in the hosts file, otherwise by DNS. Hosts listed in WEBHOOK_ALLOWED_NETWORKS are
 * left to the operating system, which may know them by other means. Answers are cached for their TTL, between 1 s and 5
 * min.
 */
export class HostResolver {
  private readonly allowed: AllowedNetworks;
  private readonly hosts: HostsFile;
  private readonly query: DnsQuery;
  private readonly system = new SystemLookup();
  private readonly cache = new LRUCache<string, HostAnswer>({ max: MAX_CACHED });
  private readonly pending = new Map<string, Promise<HostAnswer>>();

  constructor({ allowed, servers = [], hosts = new HostsFile() }: HostResolverOptions) {
    this.allowed = allowed;
    this.hosts = hosts;
    this.query = new DnsQuery(servers);
  }

  /** Shaped as `dns.lookup`. Fails with code `ENOTFOUND`, `EAI_AGAIN` or `dns_busy`. */
  readonly lookup: Resolver = callbackify(async (hostname: string, _options: { all: true }) => {
    const { addresses, code } = await this.find(hostname.toLowerCase().replace(/\.$/, ''));
    if (code !== undefined) throw Object.assign(new Error(`No address for ${hostname}: ${code}`), { code });
    return [...addresses];
  });

  /** DNS lookups in progress fail. */
  close(): void {
    this.query.close();
  }

  private async find(name: string): Promise<HostAnswer> {
    const listed = this.hosts.addressesOf(name);
    if (listed.length > 0) return { addresses: listed, ttlSeconds: 0 };
    const kept = this.cache.get(name);
    if (kept !== undefined) return kept;
    const asked = this.pending.get(name);
    if (asked !== undefined) return asked;
    if (this.pending.size >= MAX_PENDING) throw new DnsBusy();
    const asking = this.ask(name).finally(() => this.pending.delete(name));
    this.pending.set(name, asking);
    return asking;
  }

  private async ask(name: string): Promise<HostAnswer> {
    const isListed = this.allowed.allowsHost(name);
    const answer = isListed ? await this.askSystem(name) : await this.query.ask(name);
    this.cache.set(name, answer, { ttl: isListed ? SYSTEM_TTL_MS : lifetimeMs(answer) });
    return answer;
  }

  /** @throws DnsBusy */
  private async askSystem(name: string): Promise<HostAnswer> {
    try {
      return { addresses: await this.system.find(name), ttlSeconds: 0 };
    } catch (error) {
      if (error instanceof DnsBusy) throw error;
      const isKnown = error instanceof Error && 'code' in error && error.code === 'ENOTFOUND';
      return { addresses: [], ttlSeconds: 0, code: isKnown ? 'ENOTFOUND' : 'EAI_AGAIN' };
    }
  }
}

function lifetimeMs({ addresses, ttlSeconds }: HostAnswer): number {
  if (addresses.length === 0) return NEGATIVE_TTL_MS;
  return Math.min(Math.max(ttlSeconds * 1_000, MIN_TTL_MS), MAX_TTL_MS);
}

/** The addresses to dial, out of all checked ones. */
export function dialled(addresses: readonly LookupAddress[]): LookupAddress[] {
  return addresses.slice(0, MAX_DIALLED);
}
