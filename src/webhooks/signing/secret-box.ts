import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, type CipherGCM } from 'node:crypto';
import type { AppConfig } from '../../common/config.js';
import { loadSecret } from '../../common/installation-secrets.js';

const CIPHER = 'aes-256-gcm';
const VERSION = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What is stored was sealed with another key, was changed since, or is no sealed text at all. */
export class SealBroken extends Error {
  constructor() {
    super(
      'A stored secret cannot be opened with this key. Set SECRETS_KEY (or DATA_DIR/secrets-key) or SECRETS_KEY_PREVIOUS to the one that sealed it.',
    );
    this.name = 'SealBroken';
  }
}

/** Which key opens a sealed text: the one that seals now, another one that may still be read, or none. */
export type SealedBy = 'current' | 'previous' | 'unknown';

/**
 * Encrypts what is kept at rest. A sealed text is `v1.<base64url of nonce, tag and ciphertext>`: the version leaves room for
 * another cipher. Each sealing takes a nonce of its own, so equal texts do not show as equal.
 *
 * During a change of keys it opens with either and seals with the current one.
 */
export class SecretBox {
  private readonly key: Buffer;
  private readonly previousKey: Buffer | undefined;

  constructor(secret: string, previousSecret?: string) {
    this.key = keyOf(secret);
    this.previousKey = previousSecret === undefined ? undefined : keyOf(previousSecret);
  }

  static async load(config: AppConfig): Promise<SecretBox> {
    return new SecretBox(await loadSecret(config, 'SECRETS_KEY'), config.secretsKeyPrevious);
  }

  /** Whether a second key is given, so that stored texts may have to be sealed again. */
  get isChangingKeys(): boolean {
    return this.previousKey !== undefined;
  }

  seal(text: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher: CipherGCM = createCipheriv(CIPHER, this.key, nonce, { authTagLength: TAG_BYTES });
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return `${VERSION}.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')}`;
  }

  /** @throws SealBroken */
  open(sealed: string): string {
    const text = unseal(sealed, this.key) ?? (this.previousKey && unseal(sealed, this.previousKey));
    if (text === undefined) throw new SealBroken();
    return text;
  }

  canOpen(sealed: string): boolean {
    return this.sealedBy(sealed) !== 'unknown';
  }

  sealedBy(sealed: string): SealedBy {
    if (unseal(sealed, this.key) !== undefined) return 'current';
    const isPrevious = this.previousKey !== undefined && unseal(sealed, this.previousKey) !== undefined;
    return isPrevious ? 'previous' : 'unknown';
  }
}

function keyOf(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'carillon secrets at rest', 32));
}

/** Undefined: sealed with another key, changed since, or no sealed text at all. */
function unseal(sealed: string, key: Buffer): string | undefined {
  const [version, text] = sealed.split('.');
  const bytes = Buffer.from(text ?? '', 'base64url');
  if (version !== VERSION || bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return undefined;
  }
}
