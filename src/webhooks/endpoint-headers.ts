import { Injectable } from '@nestjs/common';
import { SecretBox } from './secret-box.js';
import type { WebhookEndpoint } from './webhook-endpoint.entity.js';

const MASK = '••••';

/** An endpoint's own request headers: they carry credentials, so they are sealed at rest and masked in answers. */
@Injectable()
export class EndpointHeaders {
  constructor(private readonly box: SecretBox) {}

  seal(headers: Readonly<Record<string, string>>): string | null {
    return Object.keys(headers).length === 0 ? null : this.box.seal(JSON.stringify(headers));
  }

  open({ headersEncrypted }: Pick<WebhookEndpoint, 'headersEncrypted'>): Record<string, string> {
    // Only `seal` writes it, and nobody can forge it without the key.
    return headersEncrypted === null ? {} : (JSON.parse(this.box.open(headersEncrypted)) as Record<string, string>);
  }

  masked(endpoint: Pick<WebhookEndpoint, 'headersEncrypted'>): Record<string, string> {
    return Object.fromEntries(Object.keys(this.open(endpoint)).map((name) => [name, MASK]));
  }
}
