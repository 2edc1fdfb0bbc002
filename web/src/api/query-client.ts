import { CarillonError } from '@carillon/client';
import { QueryClient } from '@tanstack/react-query';

const MAX_RETRIES = 2;
/** No connection, a busy server, or one that restarts behind a proxy. A 500 fails again, so it is shown at once. */
const PASSING = new Set([0, 502, 503, 504]);

/**
 * Pushes keep data up to date, so nothing is refetched when the window gets the focus or the network returns: `live/`
 * refetches when a gap cannot be replayed.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      // The client knows whether requests succeed; a browser's own idea of being offline may be wrong.
      networkMode: 'always',
      retry: (failures, error) => failures < MAX_RETRIES && isPassing(error),
    },
    mutations: { networkMode: 'always' },
  },
});

function isPassing(error: unknown): boolean {
  return error instanceof CarillonError && PASSING.has(error.status);
}
