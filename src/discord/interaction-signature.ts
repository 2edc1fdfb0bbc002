import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../common/errors.js';

/** The prefix of a 32-byte Ed25519 key in DER form. */
const SPKI_PREFIX = '302a300506032b6570032100';
const SIGNATURE = /^[0-9a-f]{128}$/i;
const TIMESTAMP = /^\d{1,12}$/;
/** Recorded calls are refused after that; clocks may differ by as much. */
const MAX_AGE_SECONDS = 300;

/** 401: not signed by Discord, or not recently. */
export class BadInteraction extends AppError {
  constructor() {
    super(401, 'bad_signature', 'The signature is missing, too old or wrong.');
  }
}

/** Checks that a request comes from Discord. */
export class InteractionSignature {
  private readonly key: KeyObject | undefined;

  /** @param publicKey 64 hexadecimal digits; undefined: every signature is refused */
  constructor(publicKey: string | undefined) {
    if (publicKey === undefined) return;
    const der = Buffer.from(`${SPKI_PREFIX}${publicKey}`, 'hex');
    this.key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  }

  /** @param body as received. @throws BadInteraction */
  check(headers: IncomingHttpHeaders, body: string): void {
    const signature = headers['x-signature-ed25519'];
    const timestamp = headers['x-signature-timestamp'];
    if (this.key === undefined || typeof signature !== 'string' || typeof timestamp !== 'string') {
      throw new BadInteraction();
    }
    if (!SIGNATURE.test(signature) || !isRecent(timestamp)) throw new BadInteraction();
    if (!verify(null, Buffer.from(timestamp + body), this.key, Buffer.from(signature, 'hex'))) {
      throw new BadInteraction();
    }
  }
}

function isRecent(timestamp: string): boolean {
  return TIMESTAMP.test(timestamp) && Math.abs(Date.now() / 1_000 - Number(timestamp)) <= MAX_AGE_SECONDS;
}
