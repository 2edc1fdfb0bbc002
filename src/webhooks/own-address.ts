import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { literalAddress } from './webhook-url.js';
import { isUrl } from '../common/urls.js';

/** Headers by which this application knows a caller. */
const CREDENTIALS = new Set(['authorization', 'cookie']);

export function isCredential(headerName: string): boolean {
  return CREDENTIALS.has(headerName.toLowerCase());
}

/** Which URLs lead to this application itself, as far as that can be known without looking up a name. */
export class OwnAddress {
  /**
   * @param publicUrl where people find it
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

/** The same host, and the same port or each the usual one of a scheme: a proxy may serve both. */
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
