import {
  createContext,
  createElement,
  useCallback,
  useContext,
  useMemo,
  useRef,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { CarillonClient } from './carillon-client.js';
import type { CarillonSocket } from './carillon-socket.js';
import { configuredClient } from './configured-client.js';
import { EMPTY_DESK, type DeskState, type Notification } from './desk-state.js';
import { DeskStore } from './desk-store.js';

export { configure } from './configured-client.js';
export type { Notification };

const ClientContext = createContext<CarillonClient | null>(null);

export interface CarillonProviderProps {
  readonly client: CarillonClient;
  readonly children?: ReactNode;
}

/** Sets the client for the hooks below it; without one they use the configured client. */
export function CarillonProvider({ client, children }: CarillonProviderProps) {
  return createElement(ClientContext.Provider, { value: client }, children);
}

/** One per client, so that all components of a page share one connection and one set of lists. */
const stores = new WeakMap<CarillonClient, DeskStore>();

function useDesk(): DeskStore {
  const client = useContext(ClientContext) ?? configuredClient();
  return useMemo(() => {
    const store = stores.get(client) ?? new DeskStore(client);
    stores.set(client, store);
    return store;
  }, [client]);
}

type Slice = Exclude<keyof DeskState, 'isConnected'>;

/** @returns the state, field by field: a component renders again only when a field that it has read changes */
function useSlices(store: DeskStore): Pick<DeskState, Slice> {
  const read = useRef(new Set<Slice>());
  const shown = useRef(store.state);
  const snapshot = useCallback(() => {
    const [before, now] = [shown.current, store.state];
    if ([...read.current].some((slice) => before[slice] !== now[slice])) shown.current = now;
    return shown.current;
  }, [store]);
  const state = useSyncExternalStore(store.subscribe, snapshot, () => EMPTY_DESK);
  return useMemo(() => {
    // A new object for every relevant state, so that it can be passed to memoised components.
    void state;
    const note = <K extends Slice>(slice: K): DeskState[K] => {
      read.current.add(slice);
      return store.state[slice];
    };
    return {
      get notifications() {
        return note('notifications');
      },
      get unreadCount() {
        return note('unreadCount');
      },
      get tickets() {
        return note('tickets');
      },
      get comments() {
        return note('comments');
      },
      get isLoaded() {
        return note('isLoaded');
      },
      get error() {
        return note('error');
      },
    };
    // Another object for every state that counts, although nothing of it is read here.
    // oxlint-disable-next-line react/memo-dependencies
  }, [store, state]);
}

export interface Notifications extends Pick<DeskState, Slice> {
  /** Applies the body of a webhook, for pages that get webhooks by another way than the socket. */
  readonly handleWebhook: (payload: unknown) => void;
  readonly markRead: (id: string) => Promise<void>;
  readonly markUnread: (id: string) => Promise<void>;
  readonly markAllRead: () => Promise<void>;
  readonly archive: (id: string) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
}

/**
 * The person's notifications and tickets, and the comments that have arrived since these were loaded, kept up to date by
 * pushes. Read only what is shown: fields that are not read cause no render. Unchanged items stay the same objects, so
 * `memo` keeps rows.
 */
export function useNotifications(): Notifications {
  const store = useDesk();
  const slices = useSlices(store);
  return useMemo(() => {
    const { handleWebhook, markRead, markUnread, markAllRead, archive, remove } = store;
    const actions = { handleWebhook, markRead, markUnread, markAllRead, archive, remove };
    return Object.defineProperties(actions, Object.getOwnPropertyDescriptors(slices)) as Notifications;
  }, [store, slices]);
}

export interface RealTimeUpdates {
  /** Null until the first lists have been loaded. */
  readonly socket: CarillonSocket | null;
  readonly isConnected: boolean;
}

/** The connection that the page's hooks share, for your own rooms and messages. */
export function useRealTimeUpdates(): RealTimeUpdates {
  const store = useDesk();
  const socket = useSyncExternalStore(
    store.subscribe,
    () => store.socket,
    () => null,
  );
  const isConnected = useSyncExternalStore(
    store.subscribe,
    () => store.state.isConnected,
    () => false,
  );
  return useMemo(() => ({ socket, isConnected }), [socket, isConnected]);
}
