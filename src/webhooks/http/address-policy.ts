import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { isUrl } from '../../common/urls.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = [Address, number];

/** Thrown for an entry of `WEBHOOK_ALLOWED_NETWORKS` that is no address, network or host name. */
export class InvalidAllowedNetwork extends Error {
  constructor(entry: string) {
    super(
      `"${entry}" is no network that can be allowed. Give an address (10.1.2.3), a network (10.0.0.0/8) or a host name (bot.internal).`,
    );
    this.name = 'InvalidAllowedNetwork';
  }
}

/** The private receivers that the operator allows; all others must have public addresses. Immutable. */
export class AllowedNetworks {
  /** Allows nothing private. */
  static readonly none = new AllowedNetworks([], new Set());

  private constructor(
    private readonly networks: readonly Network[],
    private readonly hosts: ReadonlySet<string>,
  ) {}

  /**
   * @param entries addresses, CIDR networks or host names, as in `WEBHOOK_ALLOWED_NETWORKS`
   * @throws InvalidAllowedNetwork for the first entry that is none of these
   */
  static parse(entries: readonly string[]): AllowedNetworks {
    const networks: Network[] = [];
    const hosts = new Set<string>();
    for (const entry of entries) {
      const network = parseNetwork(entry);
      if (network === undefined) hosts.add(parseHost(entry));
      else networks.push(...network);
    }
    return new AllowedNetworks(networks, hosts);
  }

  /** True when the host name itself is listed: it may be dialled whatever it resolves to. */
  allowsHost(hostname: string): boolean {
    return this.hosts.size > 0 && this.hosts.has(withoutDot(hostname.toLowerCase()));
  }

  /** True when a listed network contains the address (in canonical form, without brackets). */
  allowsAddress(address: string): boolean {
    const parsed = parseAddress(address);
    return parsed !== undefined && this.holds(parsed);
  }

  /** Why the address must not be dialled, as a noun phrase ("a loopback address"); undefined: it may. */
  refusalOf(address: string): string | undefined {
    const parsed = parseAddress(address);
    if (parsed === undefined) return 'not an address that can be checked';
    const kind = specialKind(parsed);
    return kind === undefined || this.holds(parsed) ? undefined : kind;
  }

  private holds(address: Address): boolean {
    return this.networks.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
  }
}

// In a public range, but the cloud's own infrastructure answers: Azure's wire server.
const METADATA = new Set(['168.63.129.16']);
// Only this block is assigned to the public internet; the rest (::/96, discard, segment routing ...) is refused.
const GLOBAL_IPV6: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];

const KINDS: Readonly<Record<string, string>> = {
  loopback: 'a loopback address',
  private: 'a private address',
  uniqueLocal: 'a private address',
  linkLocal: 'a link-local address',
  carrierGradeNat: 'a carrier-grade NAT address',
  multicast: 'a multicast address',
  broadcast: 'a broadcast address',
  unspecified: 'an unspecified address',
  ipv4Mapped: 'an IPv4-mapped address',
  rfc6052: 'a NAT64 address',
  rfc6145: 'an IPv4-translated address',
  '6to4': 'a 6to4 address',
  teredo: 'a Teredo address',
};

function specialKind(address: Address): string | undefined {
  if (METADATA.has(address.toString())) return 'a cloud metadata address';
  const range = address.range();
  if (range !== 'unicast') return KINDS[range] ?? 'a reserved address';
  if (address instanceof ipaddr.IPv6 && !address.match(...GLOBAL_IPV6)) return 'a reserved address';
  return undefined;
}

function parseAddress(text: string): Address | undefined {
  const family = isIP(text);
  // `node:net` decides what an address is: ipaddr.js also reads octal and short forms, which resolvers read
  // differently.
  if (family === 4) return ipaddr.IPv4.parse(text);
  if (family === 0) return undefined;
  const [bare = ''] = text.split('%');
  return ipaddr.IPv6.parse(bare);
}

/** Both forms when an entry is IPv4-mapped; undefined when the entry is not a network. */
function parseNetwork(entry: string): Network[] | undefined {
  const [head = '', prefix, ...rest] = entry.trim().split('/');
  const address = parseAddress(head.replace(/^\[(.*)\]$/, '$1'));
  if (address === undefined) {
    if (prefix !== undefined) throw new InvalidAllowedNetwork(entry);
    return undefined;
  }
  const width = address.kind() === 'ipv4' ? 32 : 128;
  const bits = prefix === undefined ? width : Number(prefix);
  if (rest.length > 0 || (prefix !== undefined && !/^\d{1,3}$/.test(prefix)) || bits > width) {
    throw new InvalidAllowedNetwork(entry);
  }
  const networks: Network[] = [[address, bits]];
  if (address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() && bits >= 96) {
    networks.push([address.toIPv4Address(), bits - 96]);
  }
  return networks;
}

function parseHost(entry: string): string {
  const name = entry.trim();
  if (!/^[\p{L}\p{N}._-]+$/u.test(name) || !isUrl(`http://${name}/`)) throw new InvalidAllowedNetwork(entry);
  const { hostname } = new URL(`http://${name}/`);
  if (isIP(hostname) !== 0) throw new InvalidAllowedNetwork(entry);
  return withoutDot(hostname);
}

function withoutDot(hostname: string): string {
  return hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
}
