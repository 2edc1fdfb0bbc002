import { AsyncLocalStorage } from 'node:async_hooks';
import type { Scope } from './scopes.js';
import type { Viewer } from './visibility.js';

export const ACTOR_TYPES = ['user', 'api_key', 'system', 'discord'] as const;
export type ActorType = (typeof ACTOR_TYPES)[number];

/** The acting person: a viewer with a name, and the session of the request. */
export interface Actor extends Viewer {
  readonly name: string;
  readonly email: string;
  readonly type: ActorType;
  readonly sessionId: string | null;
  /** The API key of the request. Without one, only the person's own rights apply. */
  readonly apiKey?: { readonly id: string; readonly scopes: readonly Scope[] };
}

/** Facts of one request, from its first byte to its answer. The authentication guard fills in `actor`. */
export interface RequestContext {
  readonly requestId: string;
  /** How many of this server's deliveries led to the request; left out: none. */
  readonly hops?: number;
  /** Ids of the events that it recorded, the first of them. For its log line. */
  readonly recorded?: string[];
  actor: Actor | null;
}

/** One request can record thousands. */
const MAX_NOTED = 10;

const storage = new AsyncLocalStorage<RequestContext>();

export function runInContext<T>(context: RequestContext, work: () => T): T {
  return storage.run(context, work);
}

export function requestContext(): RequestContext | undefined {
  return storage.getStore();
}

/** Keeps the ids for the request's log line, if the code runs for a request. */
export function noteRecorded(events: readonly { readonly id: string }[]): void {
  const recorded = storage.getStore()?.recorded;
  if (recorded === undefined) return;
  for (const { id } of events) if (recorded.length < MAX_NOTED) recorded.push(id);
}

/** How many of this server's deliveries led to the current work. */
export function currentHops(): number {
  return storage.getStore()?.hops ?? 0;
}

/** The person on whose behalf the code runs; null: the system itself. */
export function currentActor(): Actor | null {
  return storage.getStore()?.actor ?? null;
}
