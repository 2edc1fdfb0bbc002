import { notFound } from '@tanstack/react-router';
import { meQuery, type Me } from '../api/me.js';
import { queryClient } from '../api/query-client.js';

/** A `loader` of routes below the shell: for other people the page does not exist. The server refuses them, too. */
export function onlyFor(mayOpen: (me: Me) => boolean) {
  return async (): Promise<void> => {
    // The router renders its page for it.
    if (!mayOpen(await queryClient.ensureQueryData(meQuery))) throw notFound();
  };
}
