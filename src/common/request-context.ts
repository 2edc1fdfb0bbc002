import { AsyncLocalStorage } from 'node:async_hooks';
import type { Scope } from './scopes.js';
import type { Viewer } from './visibility.js';

export const ACTOR_TYPES = ['user', 'api_key', 'system', 'discord'] as const;
export type ActorType = (typeof ACTOR_TYPES)[number];

/** Who does something: a viewer with a name, and the session that the request came by. */
export interface Actor extends Viewer {
  readonly name: string;
  readonly email: string;
  readonly type: ActorType;
  readonly sessionId: string | null;
  /** The key that the request came by; without one, nothing but his rights narrows what a person does. */
  readonly apiKey?: { readonly id: string; readonly scopes: readonly Scope[] };
}

/** What is true of one request from its first byte to its answer. `actor` is filled in by the authentication guard. */
export interface RequestContext {
  readonly requestId: string;
  /** How many deliveries of ours led to it; left out: none. */
  readonly hops?: number;
  actor: Actor | null;
}

const storage = new AsyncLocalStorage<RequestContext>();

export function runInContext<T>(context: RequestContext, work: () => T): T {
  return storage.run(context, work);
}

export function requestContext(): RequestContext | undefined {
  return storage.getStore();
}

/** How many deliveries of ours led to what the code does now. */
export function currentHops(): number {
  return storage.getStore()?.hops ?? 0;
}

/** The person on whose behalf the code runs, or null: then the system itself acts. */
export function currentActor(): Actor | null {
  return storage.getStore()?.actor ?? null;
}
