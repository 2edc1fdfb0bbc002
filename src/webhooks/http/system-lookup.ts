import { lookup, type LookupAddress } from 'node:dns';
import { DnsBusy } from './dns-busy.js';

/** Of libuv's four threads; the others stay free for files, hashing and other lookups. */
const MAX_AT_ONCE = 2;
const MAX_WAITING = 200;

interface Waiting {
  readonly hostname: string;
  readonly done: (error: Error | null, addresses: readonly LookupAddress[]) => void;
}

/**
 * `getaddrinfo`, which knows search domains, mDNS and the machine's other configuration, but blocks a thread for as
 * long as it takes. Only for names that the operator listed.
 */
export class SystemLookup {
  private active = 0;
  private readonly waiting: Waiting[] = [];

  /** @throws DnsBusy */
  find(hostname: string): Promise<readonly LookupAddress[]> {
    if (this.waiting.length >= MAX_WAITING) return Promise.reject(new DnsBusy());
    return new Promise((resolve, reject) => {
      const done: Waiting['done'] = (error, addresses) => (error === null ? resolve(addresses) : reject(error));
      this.waiting.push({ hostname, done });
      this.next();
    });
  }

  private next(): void {
    if (this.active >= MAX_AT_ONCE) return;
    const one = this.waiting.shift();
    if (one === undefined) return;
    this.active += 1;
    lookup(one.hostname, { all: true }, (error, addresses) => {
      this.active -= 1;
      one.done(error, addresses ?? []);
      this.next();
    });
  }
}
