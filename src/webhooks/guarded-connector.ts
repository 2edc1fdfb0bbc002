import type { LookupAddress } from 'node:dns';
import { isIP, Socket, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import type { AllowedNetworks } from './address-policy.js';
import { dialled } from './http/host-resolver.js';
import { dropInterimAnswers } from './http/interim-answers.js';
import type { Resolver } from './http/resolver.js';
import { AddressRefused } from './post-failures.js';

type Answer = (error: Error | null, addresses: readonly LookupAddress[]) => void;

/** The times of one new connection, from `performance.now()`; unset: not reached. */
export interface Dial {
  readonly startedMs: number;
  resolvedMs?: number;
  connectedMs?: number;
  openedMs?: number;
  socket?: Socket;
}

// A backstop only: a request that times out closes the connection that was being opened for it.
const CONNECT_TIMEOUT_MS = 60_000;

// How long one address of several may take to connect before the next is tried. Node's 250 ms is less than a far
// receiver needs.
const NEXT_ADDRESS_MS = 1_000;

/** How a connector finds addresses and which of them it may dial. */
export interface DialGuard {
  readonly allowed: AllowedNetworks;
  readonly resolver: Resolver;
}

/** Opens connections for undici to allowed addresses only. Without a guard: to addresses of our own origin. */
export class GuardedConnector {
  /** The connection that undici is just being handed; set only during that call. */
  opened: Dial | undefined;
  /** Told of each connection that is begun. */
  onDial: (dial: Dial) => void = () => undefined;

  private readonly connector: buildConnector.connector;
  private readonly unanswered = new Map<string, Answer[]>();

  constructor(private readonly guard?: DialGuard) {
    this.connector = buildConnector({
      timeout: CONNECT_TIMEOUT_MS,
      autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_MS,
      ...(guard && { lookup: this.lookup }),
    });
  }

  readonly connect: buildConnector.connector = (options, callback) => {
    // The lookup is never called for an address, so that is checked here, at the last point before the dial.
    const refusal = isIP(options.hostname) === 0 ? undefined : this.guard?.allowed.refusalOf(options.hostname);
    if (refusal !== undefined) {
      process.nextTick(callback, new AddressRefused(`The host is ${refusal}. Such a receiver is not called.`), null);
      return;
    }
    const dial: Dial = { startedMs: performance.now() };
    // undici's types hide that its connector returns the socket.
    const socket: unknown = this.connector(options, (...result) => {
      dial.openedMs = performance.now();
      if (dial.socket !== undefined) dropInterimAnswers(dial.socket);
      this.opened = dial;
      try {
        callback(...result);
      } finally {
        this.opened = undefined;
      }
    });
    if (!(socket instanceof Socket)) return;
    dial.socket = socket;
    socket.once('lookup', () => (dial.resolvedMs = performance.now()));
    socket.once('connect', () => (dial.connectedMs = performance.now()));
    this.onDial(dial);
  };

  /** Hands on the very addresses that were checked, so that no second answer can take their place. */
  private readonly lookup: LookupFunction = (hostname, options, callback) => {
    this.resolve(hostname, (error, addresses) => {
      const failure = error ?? this.faultOf(hostname, addresses);
      const [first] = addresses;
      if (failure !== null || first === undefined) callback(failure ?? notFound(hostname), []);
      else if (options.all) callback(null, dialled(addresses));
      else callback(null, first.address, first.family);
    });
  };

  // Lookups of one name at a time are shared.
  private resolve(hostname: string, answer: Answer): void {
    const others = this.unanswered.get(hostname);
    if (others !== undefined) {
      others.push(answer);
      return;
    }
    const answers = [answer];
    this.unanswered.set(hostname, answers);
    const settle: Answer = (error, addresses) => {
      this.unanswered.delete(hostname);
      for (const one of answers) one(error, addresses);
    };
    try {
      this.guard?.resolver(hostname, { all: true }, (error, addresses) => settle(error, addresses ?? []));
    } catch (error) {
      process.nextTick(settle, error instanceof Error ? error : notFound(hostname), []);
    }
  }

  private faultOf(hostname: string, addresses: readonly LookupAddress[]): Error | null {
    const allowed = this.guard?.allowed;
    if (allowed === undefined || allowed.allowsHost(hostname)) return null;
    for (const { address } of addresses) {
      const refusal = allowed.refusalOf(address);
      // The address stays untold: a name server inside must not be read through our error messages.
      if (refusal) return new AddressRefused(`The host name resolves to ${refusal}. Such a receiver is not called.`);
    }
    return null;
  }
}

function notFound(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${hostname} has no address`), { code: 'ENOTFOUND' });
}
