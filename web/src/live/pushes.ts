import type { Pushes } from '@carillon/client';
import type { QueryClient } from '@tanstack/react-query';

/** Applies one message of the socket to fetched data. The same push may come twice. */
export interface PushHandler {
  readonly message: keyof Pushes;
  readonly apply: (queryClient: QueryClient, push: never, circumstances: Circumstances) => void;
}

export interface Circumstances {
  /** A missed push that was replayed. */
  readonly isMissed: boolean;
}

export function onPush<K extends keyof Pushes>(
  message: K,
  apply: (queryClient: QueryClient, push: Pushes[K], circumstances: Circumstances) => void,
): PushHandler {
  return { message, apply };
}
