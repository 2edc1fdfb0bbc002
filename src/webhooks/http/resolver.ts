import type { LookupAddress } from 'node:dns';

/** Shaped as `dns.lookup` with `all: true`. */
export type Resolver = (
  hostname: string,
  options: { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;
