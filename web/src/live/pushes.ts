import type { Pushes } from '@carillon/client';
import type { QueryClient } from '@tanstack/react-query';

/** How one message of the socket changes what has been fetched. The same push may come twice. */
export interface PushHandler {
  readonly message: keyof Pushes;
  readonly apply: (queryClient: QueryClient, push: never, circumstances: Circumstances) => void;
}

export interface Circumstances {
  /** It comes late: the connection had been lost. */
  readonly isMissed: boolean;
}

export function onPush<K extends keyof Pushes>(
  message: K,
  apply: (queryClient: QueryClient, push: Pushes[K], circumstances: Circumstances) => void,
): PushHandler {
  return { message, apply };
}
