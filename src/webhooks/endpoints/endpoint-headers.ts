import { Injectable } from '@nestjs/common';
import { isCredential } from '../http/own-address.js';
import { SecretBox } from '../signing/secret-box.js';
import { MASK } from './endpoint-field-rules.js';
import type { WebhookEndpoint } from './webhook-endpoint.entity.js';

/** An endpoint's own request headers. They carry credentials, so they are encrypted at rest and masked in answers. */
@Injectable()
export class EndpointHeaders {
  constructor(private readonly box: SecretBox) {}

  seal(headers: Readonly<Record<string, string>>): string | null {
    return Object.keys(headers).length === 0 ? null : this.box.seal(JSON.stringify(headers));
  }

  open({ headersEncrypted }: Pick<WebhookEndpoint, 'headersEncrypted'>): Record<string, string> {
    // Only `seal` writes it, and it cannot be forged without the key.
    return headersEncrypted === null ? {} : (JSON.parse(this.box.open(headersEncrypted)) as Record<string, string>);
  }

  /**
   * @param given a value that equals the mask stands for the stored one of that name
   * @returns sealed; `unknown` lists names whose mask has no stored value
   */
  merge(
    endpoint: Pick<WebhookEndpoint, 'headersEncrypted'>,
    given: Readonly<Record<string, string>>,
  ): { sealed: string | null; unknown: string[] } {
    const isKept = Object.values(given).includes(MASK);
    const stored = new Map(isKept ? this.readable(endpoint).map(([name, value]) => [name.toLowerCase(), value]) : []);
    const unknown: string[] = [];
    const merged = Object.entries(given).map(([name, value]): [string, string] => {
      const kept = value === MASK ? stored.get(name.toLowerCase()) : value;
      if (kept === undefined) unknown.push(name);
      return [name, kept ?? ''];
    });
    return { sealed: this.seal(Object.fromEntries(merged)), unknown };
  }

  /** Also empty when they cannot be opened. */
  masked(endpoint: Pick<WebhookEndpoint, 'headersEncrypted'>): Record<string, string> {
    return Object.fromEntries(this.readable(endpoint).map(([name]) => [name, MASK]));
  }

  /**
   * Names and values in turn, as they are sent. Without credentials when they go to this server itself: some endpoints
   * are older than the rules for saving, and the server's address may change.
   *
   * @throws SealBroken
   */
  sent(endpoint: Pick<WebhookEndpoint, 'headersEncrypted'>, goesToUs: boolean): string[] {
    return Object.entries(this.open(endpoint))
      .filter(([name]) => !goesToUs || !isCredential(name))
      .flat();
  }

  names(endpoint: Pick<WebhookEndpoint, 'headersEncrypted'>): string[] {
    return this.readable(endpoint).map(([name]) => name);
  }

  /** Whether the server's keys open everything sealed in the endpoint that is still needed. */
  canOpen({ headersEncrypted, secretEncrypted }: SealedColumns): boolean {
    return this.box.canOpen(secretEncrypted) && (headersEncrypted === null || this.box.canOpen(headersEncrypted));
  }

  private readable(endpoint: Pick<WebhookEndpoint, 'headersEncrypted'>): [string, string][] {
    const { headersEncrypted } = endpoint;
    return headersEncrypted !== null && this.box.canOpen(headersEncrypted) ? Object.entries(this.open(endpoint)) : [];
  }
}

type SealedColumns = Pick<WebhookEndpoint, 'headersEncrypted' | 'secretEncrypted'>;
