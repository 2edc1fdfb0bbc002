import { CarillonClient } from '@carillon/client';

/** Called with false when the server refuses the session, or another tab has ended it. */
type SessionListener = (isSignedIn: boolean) => void;
const listeners = new Set<SessionListener>();

/** All data of the dashboard comes through it. All tabs share the session. */
export const client = new CarillonClient({
  url: location.origin,
  sessionStorage: localStorage,
  onSession: (session) => {
    for (const listener of listeners) listener(session !== null);
  },
});

export function onSession(listener: SessionListener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
