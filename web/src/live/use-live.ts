import type { Room } from '@carillon/client';
import { createContext, useContext, useEffect, useSyncExternalStore } from 'react';
import type { Live, LiveState } from './live.js';

const Context = createContext<Live | undefined>(undefined);

export const LiveProvider = Context.Provider;

export function useLive(): Live {
  const live = useContext(Context);
  if (live === undefined) throw new Error('This component needs a LiveProvider above it.');
  return live;
}

/** Renders again only when the result of `select` has changed. */
export function useLiveState<T>(select: (state: LiveState) => T): T {
  const live = useLive();
  return useSyncExternalStore(live.subscribe, () => select(live.state));
}

/** Receives the room's pushes while the component is mounted. Undefined: none. */
export function useRoom(room: Room | undefined): void {
  const live = useLive();
  useEffect(() => (room === undefined ? undefined : live.enter(room)), [live, room]);
}
