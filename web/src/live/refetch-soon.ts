import type { QueryClient, QueryKey } from '@tanstack/react-query';

/**
 * For figures that a busy server changes many times a second: the first push has them fetched at once, further ones at most
 * every `everyMs`. Only what is on the screen is fetched; the rest when it is shown.
 */
export function refetchSoon(queryKey: QueryKey, everyMs: number): (queryClient: QueryClient) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStale = false;
  return function refetch(queryClient) {
    isStale = timer !== undefined;
    if (isStale) return;
    timer = setTimeout(() => {
      timer = undefined;
      if (isStale) refetch(queryClient);
    }, everyMs);
    void queryClient.invalidateQueries({ queryKey });
  };
}
