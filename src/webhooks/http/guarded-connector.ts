import type { LookupAddress } from 'node:dns';
import { isIP, Socket, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import type { AllowedNetworks } from './address-policy.js';
import { dialled } from './host-resolver.js';
import { dropInterimAnswers } from './interim-answers.js';
import { AddressRefused } from './post-failures.js';
import type { Resolver } from './resolver.js';

type Answer = (error: Error | null, addresses: readonly LookupAddress[]) => void;

/** The times of one new connection, from `performance.now()`; unset: not reached. */
export interface Dial {
  readonly startedMs: number;
  resolvedMs?: number;
  connectedMs?: number;
  openedMs?: number;
  socket?: Socket;
}

// Only a backstop: a request that times out closes the connection that was being opened for it.
const CONNECT_TIMEOUT_MS = 60_000;

// How long one of several addresses may take to connect before the next is tried. Node's 250 ms is too short for
// distant receivers.
const NEXT_ADDRESS_MS = 1_000;

/** How a connector finds addresses and which of them it may dial. */
export interface DialGuard {
  readonly allowed: AllowedNetworks;
  readonly resolver: Resolver;
}

/**
 * Opens connections for undici to allowed addresses only. Without a guard: to addresses of this application's origin.
 */
export class GuardedConnector {
  /** The connection that is being passed to undici; set only during that call. */
  opened: Dial | undefined;
  /** Called for each connection that is begun. */
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
    // The lookup is never called for a literal address, so it is checked here, just before the dial.
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

  /** Passes on exactly the checked addresses, so that a second answer cannot replace them. */
  private readonly lookup: LookupFunction = (hostname, options, callback) => {
    this.resolve(hostname, (error, addresses) => {
      const failure = error ?? this.faultOf(hostname, addresses);
      const [first] = addresses;
      if (failure !== null || first === undefined) callback(failure ?? notFound(hostname), []);
      else if (options.all) callback(null, dialled(addresses));
      else callback(null, first.address, first.family);
    });
  };

  // Simultaneous lookups of one name are shared.
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
      // Without the address: error messages must not reveal what an internal name server answers.
      if (refusal) return new AddressRefused(`The host name resolves to ${refusal}. Such a receiver is not called.`);
    }
    return null;
  }
}

function notFound(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${hostname} has no address`), { code: 'ENOTFOUND' });
}
