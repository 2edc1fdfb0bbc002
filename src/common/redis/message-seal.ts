import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const NAME_CHARACTERS = 16;

/**
 * What processes of one installation say to each other through something that others may read and write. Only who has
 * the installation's secret can read a message or make one, and each is bound to its place.
 */
export class MessageSeal {
  private readonly key: Buffer;
  private readonly nameKey: Buffer;

  /** @param secret JWT_SECRET: processes with different ones never run together */
  constructor(secret: string) {
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'carillon messages between processes', KEY_BYTES));
    this.nameKey = Buffer.from(hkdfSync('sha256', secret, '', 'carillon names between processes', KEY_BYTES));
  }

  /** @param place what the message is bound to: elsewhere it cannot be opened */
  seal(place: string, content: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.key, nonce).setAAD(Buffer.from(place));
    const sealed = Buffer.concat([cipher.update(content, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  /** @returns undefined: not sealed by this installation for this place */
  open(place: string, sealed: Buffer): string | undefined {
    if (sealed.length < NONCE_BYTES + TAG_BYTES) return undefined;
    const [nonce, rest] = [sealed.subarray(0, NONCE_BYTES), sealed.subarray(NONCE_BYTES)];
    try {
      const decipher = createDecipheriv(CIPHER, this.key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(place)).setAuthTag(rest.subarray(0, TAG_BYTES));
      return Buffer.concat([decipher.update(rest.subarray(TAG_BYTES)), decipher.final()]).toString('utf8');
    } catch {
      return undefined;
    }
  }

  /** A name from which its parts, such as addresses, cannot be read. Of this installation alone. */
  nameOf(text: string): string {
    return createHmac('sha256', this.nameKey).update(text).digest('base64url').slice(0, NAME_CHARACTERS);
  }
}
