import { Injectable } from '@nestjs/common';
import { SecretBox } from '../signing/secret-box.js';
import { generateSecret, secretPreview, SigningSecret } from '../signing/signing.js';
import { SecretUnreadable } from './endpoint-errors.js';
import type { WebhookEndpoint } from './webhook-endpoint.entity.js';

type SecretColumns = Pick<
  WebhookEndpoint,
  'secretEncrypted' | 'secretPreview' | 'previousSecretEncrypted' | 'previousSecretExpiresAt'
>;

export const DEFAULT_OVERLAP_MS = 86_400_000;

/** Creates and opens the secrets of endpoints. A returned plain secret is shown once and never stored. */
@Injectable()
export class EndpointSecrets {
  constructor(private readonly box: SecretBox) {}

  /** The first secret of an endpoint, sealed, ready to be stored. */
  make(text: string = generateSecret()): { secret: string; columns: SecretColumns } {
    return { secret: text, columns: { ...this.sealed(text), ...NO_PREVIOUS } };
  }

  /** The old secret signs beside the new one for `overlapMs`; 0: it stops signing now. */
  rotate(
    endpoint: WebhookEndpoint,
    overlapMs: number,
    text: string = generateSecret(),
  ): { secret: string; columns: SecretColumns } {
    // A secret that cannot be opened signs nothing.
    const isKept = overlapMs > 0 && this.box.canOpen(endpoint.secretEncrypted);
    const previous = isKept
      ? {
          previousSecretEncrypted: endpoint.secretEncrypted,
          previousSecretExpiresAt: new Date(Date.now() + overlapMs),
        }
      : NO_PREVIOUS;
    return { secret: text, columns: { ...this.sealed(text), ...previous } };
  }

  /** The secrets that sign now, newest first. @throws SecretUnreadable */
  signing(endpoint: SecretColumns): [SigningSecret, ...SigningSecret[]] {
    const { previousSecretEncrypted: previous, previousSecretExpiresAt: expiresAt } = endpoint;
    if (!this.box.canOpen(endpoint.secretEncrypted)) throw new SecretUnreadable();
    const newest = SigningSecret.from(this.box.open(endpoint.secretEncrypted));
    if (previous === null || expiresAt === null || expiresAt.getTime() <= Date.now()) return [newest];
    if (!this.box.canOpen(previous)) return [newest];
    return [newest, SigningSecret.from(this.box.open(previous))];
  }

  canOpen({ secretEncrypted }: Pick<WebhookEndpoint, 'secretEncrypted'>): boolean {
    return this.box.canOpen(secretEncrypted);
  }

  private sealed(text: string) {
    return { secretEncrypted: this.box.seal(text), secretPreview: secretPreview(text) };
  }
}

const NO_PREVIOUS = { previousSecretEncrypted: null, previousSecretExpiresAt: null };
