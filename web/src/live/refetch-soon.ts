import type { QueryClient, QueryKey } from '@tanstack/react-query';

type Action = (queryClient: QueryClient) => void;

/** The first call acts at once, further ones at most every `everyMs`; the last one is never dropped. */
export function atMostEvery(everyMs: number, action: Action): Action {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isDue = false;
  return function run(queryClient) {
    isDue = timer !== undefined;
    if (isDue) return;
    timer = setTimeout(() => {
      timer = undefined;
      if (isDue) run(queryClient);
    }, everyMs);
    action(queryClient);
  };
}

/**
 * For figures that a busy server changes many times a second. Only visible queries are refetched; others when they are
 * shown.
 */
export function refetchSoon(queryKey: QueryKey, everyMs: number): Action {
  return atMostEvery(everyMs, (queryClient) => void queryClient.invalidateQueries({ queryKey }));
}
