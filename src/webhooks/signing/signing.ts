import { createHmac, createSecretKey, randomBytes, timingSafeEqual, type KeyObject } from 'node:crypto';

const PREFIX = 'whsec_';
const SECRET_BYTES = 32;
const TOLERANCE_SECONDS = 300;

/** The sets of headers that a signature may come in, in the order in which they are sent. */
export const SIGNATURE_FAMILIES = ['standard', 'x-webhook', 'xtsystems'] as const;
export type SignatureFamily = (typeof SIGNATURE_FAMILIES)[number];

/** An endpoint's secret with its keys derived once; make it when the endpoint is loaded, not per request. */
export class SigningSecret {
  private constructor(
    /** Standard Webhooks: the decoded bytes of a `whsec_` secret, else the text's own. */
    readonly standardKey: KeyObject,
    /** The other families: the secret's own characters. */
    readonly textKey: KeyObject,
  ) {}

  /** @param text `whsec_` + base64, or any other non-empty string */
  static from(text: string): SigningSecret {
    const textKey = createSecretKey(Buffer.from(text, 'utf8'));
    const decoded = decodedKey(text);
    return new SigningSecret(decoded === undefined ? textKey : createSecretKey(decoded), textKey);
  }
}

function decodedKey(text: string): Buffer | undefined {
  if (!text.startsWith(PREFIX)) return undefined;
  const encoded = text.slice(PREFIX.length);
  // Buffer.from skips what is not base64, which would sign with a key that the caller cannot derive from "whsec_...".
  return /^[A-Za-z0-9+/]{2,}={0,2}$/.test(encoded) ? Buffer.from(encoded, 'base64') : undefined;
}

/** `whsec_` + base64 of 32 random bytes. */
export function generateSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString('base64');
}

/** Enough to tell two secrets apart, too little to use: `whsec_••••aSw=`; short ones show nothing. */
export function secretPreview(text: string): string {
  const prefix = text.startsWith(PREFIX) ? PREFIX : '';
  const rest = text.slice(prefix.length);
  return `${prefix}••••${rest.length >= 16 ? rest.slice(-4) : ''}`;
}

export interface SignedMessage {
  readonly id: string;
  /** The event's name. */
  readonly type: string;
  readonly timestampSeconds: number;
  /** Exactly what is sent. */
  readonly body: string;
  /**
   * Newest first. During a rotation all of them sign in `webhook-signature`. The other families have one value for each header:
   * the newest signs there, and the one before it in a header of its own, `…-Signature-Previous`.
   */
  readonly secrets: readonly [SigningSecret, ...SigningSecret[]];
  /** Others are not computed. */
  readonly families: readonly SignatureFamily[];
}

/** Names and values in turn, as the HTTP client takes them. The id is there with every family: repeats are known by it. */
export function signHeaders(message: SignedMessage): string[] {
  const { id, body, secrets, families } = message;
  const timestamp = String(message.timestampSeconds);
  const newest = secrets[0].textKey;
  const previous = secrets[1]?.textKey;
  const headers = ['webhook-id', id];
  if (families.includes('standard')) {
    const signatures = standardSignatures(`${id}.${timestamp}.${body}`, secrets);
    headers.push('webhook-timestamp', timestamp, 'webhook-signature', signatures);
  }
  if (families.includes('x-webhook')) {
    const dotted = `${timestamp}.${body}`;
    headers.push('X-Webhook-Id', id, 'X-Webhook-Event', message.type, 'X-Webhook-Timestamp', timestamp);
    headers.push('X-Webhook-Signature', hexHmac(newest, dotted));
    if (previous !== undefined) headers.push('X-Webhook-Signature-Previous', hexHmac(previous, dotted));
  }
  if (families.includes('xtsystems')) {
    const joined = timestamp + body;
    headers.push('X-XTSystems-Timestamp', timestamp, 'X-XTSystems-Signature', `sha256=${hexHmac(newest, joined)}`);
    if (previous !== undefined) headers.push('X-XTSystems-Signature-Previous', `sha256=${hexHmac(previous, joined)}`);
  }
  return headers;
}

function standardSignatures(content: string, secrets: SignedMessage['secrets']): string {
  if (secrets.length === 1) return standardSignature(content, secrets[0]);
  return secrets.map((secret) => standardSignature(content, secret)).join(' ');
}

function standardSignature(content: string, secret: SigningSecret): string {
  return `v1,${createHmac('sha256', secret.standardKey).update(content).digest('base64')}`;
}

function hexHmac(key: KeyObject, content: string): string {
  return createHmac('sha256', key).update(content).digest('hex');
}

export type Verification =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason: 'missing_header' | 'bad_timestamp' | 'too_old' | 'too_new' | 'bad_signature';
    };

export interface ReceivedMessage {
  /** Names in lower case, as Node gives them. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The bytes as they came; a parsed and re-serialised body does not verify. */
  readonly body: string | Buffer;
  /** Any one of these may have signed. */
  readonly secrets: readonly SigningSecret[];
  readonly nowSeconds: number;
  /** Default 300. */
  readonly toleranceSeconds?: number;
}

/** Checks the first family that signed the request, the strongest first. Constant time in the signatures. */
export function verifySigned(message: ReceivedMessage): Verification {
  if (message.headers['webhook-signature'] !== undefined) return verifyStandard(message);
  return message.headers['x-webhook-signature'] === undefined ? verifyXtsystems(message) : verifyXWebhook(message);
}

/** Checks the Standard Webhooks headers; only `v1` signatures count. Constant time in the signature. */
export function verifyStandard(message: ReceivedMessage): Verification {
  const id = single(message.headers['webhook-id']);
  const timestamp = single(message.headers['webhook-timestamp']);
  const signatures = single(message.headers['webhook-signature']);
  if (!id || !timestamp || !signatures) return { ok: false, reason: 'missing_header' };
  const fault = timestampFault(timestamp, message);
  if (fault !== undefined) return fault;
  const expected = message.secrets.map((secret) =>
    createHmac('sha256', secret.standardKey).update(`${id}.${timestamp}.`).update(message.body).digest(),
  );
  const given = signatures
    .split(' ')
    .filter((part) => part.startsWith('v1,'))
    .map((part) => Buffer.from(part.slice('v1,'.length), 'base64'));
  return anyEqual(given, expected) ? { ok: true } : { ok: false, reason: 'bad_signature' };
}

/**
 * Checks `X-Webhook-Timestamp` with `X-Webhook-Signature` or, during a rotation, `X-Webhook-Signature-Previous`. Constant
 * time in the signatures.
 */
export function verifyXWebhook(message: ReceivedMessage): Verification {
  return verifyHex(message, { prefix: 'x-webhook', separator: '.', mark: '' });
}

/** The same for `X-XTSystems-Timestamp` and `X-XTSystems-Signature`. */
export function verifyXtsystems(message: ReceivedMessage): Verification {
  return verifyHex(message, { prefix: 'x-xtsystems', separator: '', mark: 'sha256=' });
}

interface HexFamily {
  readonly prefix: string;
  /** Stands between the timestamp and the body. */
  readonly separator: string;
  /** Stands before the signature. */
  readonly mark: string;
}

function verifyHex(message: ReceivedMessage, { prefix, separator, mark }: HexFamily): Verification {
  const timestamp = single(message.headers[`${prefix}-timestamp`]);
  const signature = single(message.headers[`${prefix}-signature`]);
  if (!timestamp || !signature) return { ok: false, reason: 'missing_header' };
  const fault = timestampFault(timestamp, message);
  if (fault !== undefined) return fault;
  const expected = message.secrets.map((secret) =>
    createHmac('sha256', secret.textKey)
      .update(timestamp + separator)
      .update(message.body)
      .digest(),
  );
  const previous = single(message.headers[`${prefix}-signature-previous`]);
  const given = previous === undefined ? [signature] : [signature, previous];
  const marked = given.filter((text) => text.startsWith(mark));
  const isEqual = anyEqual(
    marked.map((text) => Buffer.from(text.slice(mark.length), 'hex')),
    expected,
  );
  return isEqual ? { ok: true } : { ok: false, reason: 'bad_signature' };
}

function timestampFault(timestamp: string, message: ReceivedMessage): (Verification & { ok: false }) | undefined {
  if (!/^\d{1,12}$/.test(timestamp)) return { ok: false, reason: 'bad_timestamp' };
  const ageSeconds = message.nowSeconds - Number(timestamp);
  const tolerance = message.toleranceSeconds ?? TOLERANCE_SECONDS;
  if (ageSeconds > tolerance) return { ok: false, reason: 'too_old' };
  return ageSeconds < -tolerance ? { ok: false, reason: 'too_new' } : undefined;
}

function anyEqual(given: readonly Buffer[], expected: readonly Buffer[]): boolean {
  return given.some((one) => expected.some((other) => one.length === other.length && timingSafeEqual(one, other)));
}

function single(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
