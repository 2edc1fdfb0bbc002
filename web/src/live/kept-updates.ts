import type { QueryClient, QueryKey } from '@tanstack/react-query';

type Update = (data: unknown) => unknown;

/**
 * The query client for push handlers. A fetch that is under way when a push comes was answered before the push, or may have
 * been, and its result replaces the data: the change would be lost. So functions that handlers pass to `setQueryData`
 * meanwhile run again on the result. They may see what they have done before: the same push may come twice anyway.
 */
export function keepUpdates(queryClient: QueryClient): QueryClient {
  const kept = new Map<string, Update[]>();
  const cache = queryClient.getQueryCache();
  cache.subscribe((event) => {
    if (event.type === 'removed') kept.delete(event.query.queryHash);
    if (event.type !== 'updated' || event.query.state.fetchStatus === 'fetching') return;
    const { queryKey, queryHash } = event.query;
    const updates = kept.get(queryHash);
    if (updates === undefined) return;
    kept.delete(queryHash);
    // After a failure the data is still the one that was changed.
    if (event.action.type !== 'success') return;
    for (const update of updates) queryClient.setQueryData(queryKey, update);
  });
  const setQueryData = (queryKey: QueryKey, update: unknown, options?: { updatedAt?: number }) => {
    const query = cache.find({ queryKey, exact: true });
    if (query?.state.fetchStatus === 'fetching' && typeof update === 'function') {
      kept.set(query.queryHash, [...(kept.get(query.queryHash) ?? []), update as Update]);
    }
    return queryClient.setQueryData(queryKey, update, options);
  };
  return new Proxy(queryClient, {
    get(client, name) {
      if (name === 'setQueryData') return setQueryData;
      const value: unknown = Reflect.get(client, name, client);
      // Its private fields are out of a proxy's reach.
      return typeof value === 'function' ? (value as () => unknown).bind(client) : value;
    },
  });
}
