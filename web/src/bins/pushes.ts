import type { BinRequest } from '@carillon/client';
import { onPush, type PushHandler } from '../live/pushes.js';
import { BIN_REQUESTS, MAX_REQUESTS } from './queries.js';

export const binPushes: readonly PushHandler[] = [
  onPush('bin.request', (queryClient, { bin_id: bin, data }) => {
    queryClient.setQueryData<BinRequest[]>([BIN_REQUESTS, bin], (list) => list && withRequest(list, data));
  }),
];

/** Ids grow with time; a push may come twice, or after a newer one. */
function withRequest(list: BinRequest[], request: BinRequest): BinRequest[] {
  if (list.some(({ id }) => id === request.id)) return list;
  return [request, ...list].toSorted((one, other) => (one.id < other.id ? 1 : -1)).slice(0, MAX_REQUESTS);
}
