import { isIP, type AddressInfo } from 'node:net';
import ipaddr from 'ipaddr.js';
import { isUrl } from '../../common/urls.js';
import { literalAddress } from './webhook-url.js';

/** Headers that identify a caller of this application. */
const CREDENTIALS = new Set(['authorization', 'cookie']);

export function isCredential(headerName: string): boolean {
  return CREDENTIALS.has(headerName.toLowerCase());
}

/** Which URLs lead to this application itself, as far as that is known without looking up a name. */
export class OwnAddress {
  /**
   * @param publicUrl the public URL of this application
   * @param listening where it listens, such as `http://127.0.0.1:5000`; empty until it does
   */
  constructor(
    private readonly publicUrl: string,
    private readonly listening: () => string,
  ) {}

  isOwn(text: string): boolean {
    if (text.startsWith('/')) return true;
    if (!isUrl(text)) return false;
    const url = new URL(text);
    return isSameSite(url, this.publicUrl) || this.isListener(url);
  }

  private isListener(url: URL): boolean {
    const listening = this.listening();
    if (listening === '' || portOf(url) !== portOf(new URL(listening))) return false;
    return isLocal(hostOf(url)) || isSameSite(url, listening);
  }
}

/** The same host, and the same port or the default port of a scheme: a proxy may serve both. */
function isSameSite(url: URL, other: string): boolean {
  if (!isUrl(other)) return false;
  const known = new URL(other);
  const isUsual = url.port === '' && known.port === '';
  return hostOf(url) === hostOf(known) && (isUsual || portOf(url) === portOf(known));
}

function isLocal(host: string): boolean {
  const literal = literalAddress(host);
  if (literal === undefined) return host === 'localhost' || host.endsWith('.localhost');
  const address = isIP(literal) === 0 ? undefined : ipaddr.process(literal);
  return address !== undefined && ['loopback', 'unspecified'].includes(address.range());
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/\.$/, '').toLowerCase();
}

function portOf({ port, protocol }: URL): string {
  return port === '' ? (protocol === 'https:' ? '443' : '80') : port;
}

/** The part of Node's HTTP server that shows where it listens. */
export interface ListeningServer {
  address(): AddressInfo | string | null;
}

/**
 * The origin at which this application can be called from inside, for relative webhook URLs. Read when it is needed,
 * because the port is known only once the server listens. Empty until then: a request fails and is retried by its
 * schedule.
 */
export function internalOrigin(server: ListeningServer): string {
  const address = server.address();
  if (address === null || typeof address === 'string') return '';
  // A wildcard address can be listened on, but not called.
  if (address.address === '::' || address.address === '0.0.0.0') return `http://127.0.0.1:${address.port}`;
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}
