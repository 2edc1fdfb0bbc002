import { queryOptions } from '@tanstack/react-query';
import { client } from '../api/client.js';

/** The catalogue changes only with the server. */
export const eventTypesQuery = queryOptions({
  queryKey: ['event-types'],
  queryFn: async ({ signal }) => (await client.get('/api/event-types', { signal })).items,
  staleTime: Number.POSITIVE_INFINITY,
});
