/** Which of the three kinds of signature was checked. */
export type SignatureFamily = 'standard' | 'x-webhook' | 'x-xtsystems';

export type VerificationFault = 'missing_header' | 'bad_timestamp' | 'too_old' | 'too_new' | 'bad_signature';

/** The request was not signed with this secret, or its timestamp is too old or too new. Answer 401. */
export class WebhookVerificationError extends Error {
  override readonly name = 'WebhookVerificationError';

  constructor(readonly reason: VerificationFault) {
    super(`The webhook was not accepted: ${reason.replaceAll('_', ' ')}.`);
  }
}

/** From Node, from fetch, or any record; names in any case. */
export type WebhookHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

export interface ReceivedWebhook {
  readonly headers: WebhookHeaders;
  /** The bytes as received: a parsed and re-serialised body does not verify. */
  readonly body: string | Uint8Array | ArrayBuffer;
  /** The endpoint's secret; several during a rotation. */
  readonly secret: string | readonly string[];
  /** Seconds that the timestamp may be off; default 300. */
  readonly toleranceSeconds?: number;
  /** Unix seconds; default: now. */
  readonly nowSeconds?: number;
}

export interface VerifiedWebhook<T = unknown> {
  readonly family: SignatureFamily;
  /** The same over all attempts, to drop repeats. Null unless it was signed, as in family `standard`. */
  readonly id: string | null;
  readonly timestamp: Date;
  /** The parsed body; its shape is the endpoint's `payload_format`. */
  readonly payload: T;
}

type Bytes = Uint8Array<ArrayBuffer>;

interface Claim {
  readonly family: SignatureFamily;
  readonly id: string | null;
  readonly timestamp: string;
  readonly signatures: readonly Bytes[];
  /** The signed text before the body. */
  readonly prefix: string;
}

const TOLERANCE_SECONDS = 300;
const encoder = new TextEncoder();

/**
 * Checks a delivery's signature by the strongest family in its headers, in constant time, and its age. Runs in Node,
 * browsers and edge runtimes.
 *
 * @throws WebhookVerificationError
 */
export async function verifyWebhook<T = unknown>(received: ReceivedWebhook): Promise<VerifiedWebhook<T>> {
  const claim = claimOf(received.headers);
  const timestamp = checkedTime(claim.timestamp, received);
  const body = bytesOf(received.body);
  const content = joined(encoder.encode(claim.prefix), body);
  const secrets = typeof received.secret === 'string' ? [received.secret] : received.secret;
  if (!(await isSigned(claim, content, secrets))) throw new WebhookVerificationError('bad_signature');
  const payload = JSON.parse(new TextDecoder().decode(body)) as T;
  return { family: claim.family, id: claim.id, timestamp, payload };
}

/** Only the strongest present family counts: a weaker one must not accept what the stronger refuses. */
function claimOf(headers: WebhookHeaders): Claim {
  const read = reader(headers);
  return standardClaim(read) ?? xWebhookClaim(read) ?? xtsystemsClaim(read) ?? fail('missing_header');
}

type Read = (name: string) => string | undefined;

function standardClaim(read: Read): Claim | undefined {
  const [id, timestamp, signature] = [read('webhook-id'), read('webhook-timestamp'), read('webhook-signature')];
  if (signature === undefined) return undefined;
  if (!id || !timestamp) return fail('missing_header');
  const signatures = signature
    .split(' ')
    .filter((part) => part.startsWith('v1,'))
    .map((part) => fromBase64(part.slice('v1,'.length)) ?? new Uint8Array());
  return { family: 'standard', id, timestamp, signatures, prefix: `${id}.${timestamp}.` };
}

function xWebhookClaim(read: Read): Claim | undefined {
  const [timestamp, signature] = [read('x-webhook-timestamp'), read('x-webhook-signature')];
  if (signature === undefined) return undefined;
  if (!timestamp) return fail('missing_header');
  const signatures = [signature, ...previous(read, 'x-webhook')].map(fromHex);
  return { family: 'x-webhook', id: null, timestamp, signatures, prefix: `${timestamp}.` };
}

function xtsystemsClaim(read: Read): Claim | undefined {
  const [timestamp, signature] = [read('x-xtsystems-timestamp'), read('x-xtsystems-signature')];
  if (signature === undefined) return undefined;
  if (!timestamp) return fail('missing_header');
  const signatures = [signature, ...previous(read, 'x-xtsystems')]
    .filter((text) => text.startsWith('sha256='))
    .map((text) => fromHex(text.slice('sha256='.length)));
  return { family: 'x-xtsystems', id: null, timestamp, signatures, prefix: timestamp };
}

/** During a rotation the server also signs with the previous secret, in a separate header. */
function previous(read: Read, family: 'x-webhook' | 'x-xtsystems'): string[] {
  const signature = read(`${family}-signature-previous`);
  return signature === undefined ? [] : [signature];
}

function checkedTime(text: string, { nowSeconds, toleranceSeconds }: ReceivedWebhook): Date {
  if (!/^\d{1,12}$/.test(text)) return fail('bad_timestamp');
  const tolerance = toleranceSeconds ?? TOLERANCE_SECONDS;
  const age = (nowSeconds ?? Date.now() / 1_000) - Number(text);
  if (age > tolerance) return fail('too_old');
  if (age < -tolerance) return fail('too_new');
  return new Date(Number(text) * 1_000);
}

async function isSigned(claim: Claim, content: Bytes, secrets: readonly string[]): Promise<boolean> {
  for (const secret of secrets) {
    const key = await hmacKey(claim.family === 'standard' ? standardKey(secret) : encoder.encode(secret));
    for (const signature of claim.signatures) {
      // Compares in constant time, which JavaScript code of our own could not.
      if (await crypto.subtle.verify('HMAC', key, signature, content)) return true;
    }
  }
  return false;
}

function hmacKey(bytes: Uint8Array) {
  if (bytes.length === 0) throw new TypeError('A webhook secret is needed.');
  return crypto.subtle.importKey('raw', bytes as Bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
}

/** The bytes after `whsec_`; any other secret is used as it is. */
function standardKey(secret: string): Uint8Array {
  const decoded = secret.startsWith('whsec_') ? fromBase64(secret.slice('whsec_'.length)) : undefined;
  return decoded === undefined || decoded.length === 0 ? encoder.encode(secret) : decoded;
}

function reader(headers: WebhookHeaders): Read {
  if (typeof (headers as Headers).get === 'function') return (name) => (headers as Headers).get(name) ?? undefined;
  const values = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value as unknown]));
  return (name) => {
    const value = values.get(name);
    const first: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
    return typeof first === 'string' ? first : undefined;
  };
}

function bytesOf(body: unknown): Bytes {
  if (typeof body === 'string') return encoder.encode(body);
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer as ArrayBuffer, body.byteOffset, body.byteLength);
  if (Object.prototype.toString.call(body) === '[object ArrayBuffer]') return new Uint8Array(body as ArrayBuffer);
  throw new TypeError('verifyWebhook needs the raw body, as text or bytes, not what a JSON parser made of it.');
}

function joined(prefix: Bytes, body: Bytes): Bytes {
  const content = new Uint8Array(prefix.length + body.length);
  content.set(prefix);
  content.set(body, prefix.length);
  return content;
}

function fromHex(text: string): Bytes {
  if (!/^([0-9a-f]{2})+$/i.test(text)) return new Uint8Array();
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function fromBase64(text: string): Bytes | undefined {
  if (!/^[A-Za-z0-9+/]{2,}={0,2}$/.test(text)) return undefined;
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function fail(reason: VerificationFault): never {
  throw new WebhookVerificationError(reason);
}
