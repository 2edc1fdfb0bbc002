import { Injectable } from '@nestjs/common';
import { MASK } from './endpoint-field-rules.js';
import { SecretBox } from './secret-box.js';
import type { WebhookEndpoint } from './webhook-endpoint.entity.js';

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

  /** @param given a value that is the mask stands for the stored one of that name */
  merge(endpoint: Pick<WebhookEndpoint, 'headersEncrypted'>, given: Readonly<Record<string, string>>): string | null {
    const stored = new Map(Object.entries(this.open(endpoint)).map(([name, value]) => [name.toLowerCase(), value]));
    const merged = Object.entries(given).map(([name, value]) => [
      name,
      value === MASK ? (stored.get(name.toLowerCase()) ?? '') : value,
    ]);
    return this.seal(Object.fromEntries(merged) as Record<string, string>);
  }

  masked(endpoint: Pick<WebhookEndpoint, 'headersEncrypted'>): Record<string, string> {
    return Object.fromEntries(Object.keys(this.open(endpoint)).map((name) => [name, MASK]));
  }
}
