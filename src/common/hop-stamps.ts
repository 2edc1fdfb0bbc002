import { createHmac, createSecretKey, hkdfSync, timingSafeEqual, type KeyObject } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { AppConfig } from './config.js';
import { loadSecret } from './installation-secrets.js';

export const HOPS_HEADER = 'x-carillon-hops';

/** How many deliveries may lie between the first event of a chain and the last. */
export const MAX_HOPS = 3;

/** An event goes to many endpoints at about the same time, with the same stamp. */
const MAX_KEPT_STAMPS = 1_000;
const STAMP = /^(\d{1,3})\.([0-9a-f-]{36})\.([A-Za-z0-9_-]{43})$/;

/**
 * Marks a delivery with the number of deliveries before it in its chain, so that a receiver that passes the header on
 * cannot feed its own endpoint for ever. A stamp is `<hops>.<event id>.<HMAC-SHA256 of both>`: only this server can
 * make one, and a forged one counts as none.
 */
export class HopStamps {
  private readonly keys: readonly [KeyObject, ...KeyObject[]];
  private readonly kept = new LRUCache<string, string>({ max: MAX_KEPT_STAMPS });

  /** @param previousSecret its stamps still count, during a change of keys */
  constructor(secret: string, previousSecret?: string) {
    this.keys = [keyOf(secret), ...(previousSecret === undefined ? [] : [keyOf(previousSecret)])];
  }

  /** Derived from the key that protects webhook secrets: all processes on a database share it. */
  static async load(config: AppConfig): Promise<HopStamps> {
    return new HopStamps(await loadSecret(config, 'SECRETS_KEY'), config.secretsKeyPrevious);
  }

  /** The stamp for a delivery of this event. */
  stamp({ id, hops }: { readonly id: string; readonly hops: number }): string {
    const text = `${hops}.${id}`;
    let stamp = this.kept.get(text);
    if (stamp === undefined) {
      stamp = `${text}.${signed(this.keys[0], text).toString('base64url')}`;
      this.kept.set(text, stamp);
    }
    return stamp;
  }

  /**
   * The hops of what a request with this header causes: one more than the delivery that it answers; 0 without a valid
   * stamp.
   */
  hopsAfter(header: unknown): number {
    const [, hops = '', id = '', mac = ''] = (typeof header === 'string' ? STAMP.exec(header) : null) ?? [];
    if (mac === '') return 0;
    const given = Buffer.from(mac, 'base64url');
    const isOurs = this.keys.some((key) => {
      const expected = signed(key, `${hops}.${id}`);
      return expected.length === given.length && timingSafeEqual(expected, given);
    });
    return isOurs ? Number(hops) + 1 : 0;
  }
}

function keyOf(secret: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', 'carillon delivery hops', 32)));
}

function signed(key: KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
