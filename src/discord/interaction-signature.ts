import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../common/errors.js';

/** What stands before the 32 bytes of an Ed25519 key in its DER form. */
const SPKI_PREFIX = '302a300506032b6570032100';
const SIGNATURE = /^[0-9a-f]{128}$/i;
const TIMESTAMP = /^\d{1,12}$/;
/** Recorded calls are refused after that; clocks may differ by as much. */
const MOST_AGE_SECONDS = 300;

/** 401: not signed by Discord, or not just now. */
export class BadInteraction extends AppError {
  constructor() {
    super(401, 'bad_signature', 'The signature is missing, too old or wrong.');
  }
}

/** Whether a call is Discord's own. */
export class InteractionSignature {
  private readonly key: KeyObject | undefined;

  /** @param publicKey 64 hexadecimal digits; undefined: nobody's signature holds */
  constructor(publicKey: string | undefined) {
    if (publicKey === undefined) return;
    const der = Buffer.from(`${SPKI_PREFIX}${publicKey}`, 'hex');
    this.key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  }

  /** @param body as it came. @throws BadInteraction */
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
  return TIMESTAMP.test(timestamp) && Math.abs(Date.now() / 1_000 - Number(timestamp)) <= MOST_AGE_SECONDS;
}
