import { isIP } from 'node:net';
import { isUrl } from '../../common/urls.js';
import type { AllowedNetworks } from './address-policy.js';

export interface WebhookUrlPolicy {
  readonly allowed: AllowedNetworks;
  /** Does not apply to relative URLs nor to hosts in `allowed`. */
  readonly requireHttps: boolean;
}

/** `url` is the text as given; `reason` is a sentence for the person who gave it. */
export type ParsedWebhookUrl =
  | { readonly ok: true; readonly kind: 'absolute' | 'relative'; readonly url: string }
  | { readonly ok: false; readonly reason: string };

const MAX_URL_LENGTH = 2_048;
const MAX_NAME_LENGTH = 253;
const MAX_LABEL_LENGTH = 63;
// One more than any honest text needs; text that still changes then was made to deceive.
const MAX_DECODINGS = 5;

/**
 * Decides whether a URL may be saved as a webhook's target. No name is resolved: a name may resolve differently when it
 * is dialled, so the dial makes that check.
 */
export function parseWebhookUrl(text: string, policy: WebhookUrlPolicy): ParsedWebhookUrl {
  const reason = commonFault(text) ?? (text.startsWith('/') ? relativeFault(text) : absoluteFault(text, policy));
  if (reason !== undefined) return { ok: false, reason };
  return { ok: true, kind: text.startsWith('/') ? 'relative' : 'absolute', url: text };
}

// On the raw text: the URL parser silently drops tabs and line breaks and reads a backslash as a slash.
function commonFault(text: string): string | undefined {
  if (text === '') return 'The URL is empty. Give one that begins with https://, or a path that begins with /.';
  if (text.length > MAX_URL_LENGTH) return `The URL is too long. Use at most ${MAX_URL_LENGTH} characters.`;
  if (/[\s\p{Cc}\p{Cf}\p{Cs}]/u.test(text)) {
    return 'The URL contains whitespace, a control character or an invisible character. Remove it, or percent-encode it.';
  }
  if (text.includes('\\')) return 'The URL contains a backslash. Use / or percent-encode it.';
  return undefined;
}

function relativeFault(text: string): string | undefined {
  const decoded = fullyDecoded(text);
  if (decoded === undefined) return 'The path is not validly percent-encoded. Encode each special character once.';
  if (decoded.startsWith('//')) return 'A relative URL must begin with exactly one /. Name another host with https://.';
  if (decoded.includes('\\')) return 'The path contains an encoded backslash. Use / instead.';
  if (decoded.includes('..') || /\/\.(\/|\?|#|$)/.test(decoded)) {
    return 'The path contains . or .. segments. Write the full path without them.';
  }
  if (/[\s\p{Cc}\p{Cf}]/u.test(decoded))
    return 'The path contains encoded whitespace or control characters. Remove them.';
  return undefined;
}

/**
 * Removes every layer of percent-encoding of ASCII characters, leniently, like the most careless server. Undefined when
 * it is malformed, contains overlong UTF-8 or has more layers than an honest path.
 */
function fullyDecoded(text: string): string | undefined {
  if (!isWellEncoded(text)) return undefined;
  let current = text;
  for (let round = 0; round < MAX_DECODINGS; round += 1) {
    const next = current.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    if (next === current) return OVERLONG_UTF8.test(current) ? undefined : current;
    current = next;
  }
  return undefined;
}

const OVERLONG_UTF8 = /%(c[01]|e0%[89]|f0%8|f[5-9a-f])/i;

function isWellEncoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function absoluteFault(text: string, policy: WebhookUrlPolicy): string | undefined {
  const authority = /^https?:\/\/([^/?#]+)/i.exec(text)?.[1];
  if (authority === undefined) {
    return 'The URL must begin with https:// or http:// and a host, or be a path that begins with /.';
  }
  if (authority.includes('@')) return 'The URL contains credentials. Remove them and use a header instead.';
  if (authority.includes('%')) return 'The host is percent-encoded. Write it plainly.';
  if (!isUrl(text)) return 'The URL is not valid. Check the host and the port.';
  const url = new URL(text);
  if (url.port === '0') return 'Port 0 cannot be called. Use the port that the receiver listens on.';
  return hostFault(url.hostname, policy.allowed) ?? schemeFault(url, policy);
}

function hostFault(hostname: string, allowed: AllowedNetworks): string | undefined {
  const literal = literalAddress(hostname);
  if (literal !== undefined) {
    const refusal = allowed.refusalOf(literal);
    return refusal && `The host is ${refusal}. Use a public one, or have it listed in WEBHOOK_ALLOWED_NETWORKS.`;
  }
  const name = hostname.replace(/\.$/, '');
  const labels = name.split('.');
  if (name.length > MAX_NAME_LENGTH) return `The host name is too long. Use at most ${MAX_NAME_LENGTH} characters.`;
  if (labels.some((label) => label.length > MAX_LABEL_LENGTH)) {
    return `A part of the host name is too long. Use at most ${MAX_LABEL_LENGTH} characters between two dots.`;
  }
  if (labels.includes('')) return 'The host name has an empty part. Remove the extra dot.';
  if (allowed.allowsHost(name)) return undefined;
  if (labels.length === 1 || labels.at(-1) === 'localhost' || name.startsWith('ip6-')) {
    return 'The host name is a local one. Use a public name, or have it listed in WEBHOOK_ALLOWED_NETWORKS.';
  }
  return undefined;
}

function schemeFault(url: URL, policy: WebhookUrlPolicy): string | undefined {
  if (!policy.requireHttps || url.protocol === 'https:') return undefined;
  const literal = literalAddress(url.hostname);
  const isListed =
    literal === undefined ? policy.allowed.allowsHost(url.hostname) : policy.allowed.allowsAddress(literal);
  return isListed ? undefined : 'The URL must begin with https://.';
}

/** The address in a URL's host, without brackets; undefined when the host is a name. */
export function literalAddress(hostname: string): string | undefined {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  return isIP(bare) === 0 ? undefined : bare;
}
