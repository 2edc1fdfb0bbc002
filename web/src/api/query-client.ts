import { CarillonError } from '@carillon/client';
import { QueryClient } from '@tanstack/react-query';

const MAX_RETRIES = 2;

/**
 * Pushes keep what is shown up to date, so nothing is fetched because a window got the focus or the network came back:
 * `live/` refetches when a gap cannot be replayed.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      // The client itself knows whether it gets through; a browser that believes to be offline may be wrong.
      networkMode: 'always',
      retry: (failures, error) => failures < MAX_RETRIES && isPassing(error),
    },
    mutations: { networkMode: 'always' },
  },
});

function isPassing(error: unknown): boolean {
  return error instanceof CarillonError && (error.status === 0 || error.status >= 500);
}
