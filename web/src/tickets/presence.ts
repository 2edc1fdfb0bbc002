import type { Pushes, TicketViewer } from '@carillon/client';
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useMe } from '../api/me.js';
import { useLive, useLiveState } from '../live/use-live.js';

/** The server forgets a viewer that is not repeated within 30 s. */
const REPEAT_MS = 20_000;
/** A draft untouched for this long no longer counts as being written. */
const WRITING_MS = 60_000;

const VIEWERS = 'viewers';

export function noteViewers(queryClient: QueryClient, { ticket_id: id, viewers }: Pushes['presence']): void {
  queryClient.setQueryData<readonly TicketViewer[]>([VIEWERS, id], viewers);
}

/** Changes during a lost connection are not replayed; the server sends the present viewers again. */
export function forgetViewers(queryClient: QueryClient): void {
  queryClient.removeQueries({ queryKey: [VIEWERS] });
}

/** Who else looks at the ticket; only staff know. */
export function useOtherViewers(ticketId: string): readonly TicketViewer[] {
  const me = useMe();
  const queryClient = useQueryClient();
  const { data: viewers = [] } = useQuery<readonly TicketViewer[]>({
    queryKey: [VIEWERS, ticketId],
    queryFn: () => queryClient.getQueryData<readonly TicketViewer[]>([VIEWERS, ticketId]) ?? [],
    enabled: false,
  });
  return viewers.filter(({ user_id: id }) => id !== me.id);
}

/**
 * Tells the server that the person looks at the ticket, while the page is visible.
 *
 * @returns a function to call at every change of the answer, with whether it has text
 */
export function useSayViewing(ticketId: string): (isWriting: boolean) => void {
  const live = useLive();
  const isLive = useLiveState(({ connection }) => connection === 'live');
  const [isEditing, setEditing] = useState(false);
  const idle = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (!isLive) return undefined;
    const say = () => {
      const seen = document.hidden ? null : ticketId;
      // Momentary: if it fails, the next one succeeds.
      live.socket?.viewing(seen, { editing: isEditing }).catch(() => undefined);
    };
    say();
    const timer = setInterval(say, REPEAT_MS);
    document.addEventListener('visibilitychange', say);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', say);
    };
  }, [live, isLive, ticketId, isEditing]);
  useEffect(
    () => () => {
      clearTimeout(idle.current);
      if (live.state.connection === 'live') live.socket?.viewing(null).catch(() => undefined);
    },
    [live],
  );
  return useCallback((isWriting: boolean) => {
    clearTimeout(idle.current);
    setEditing(isWriting);
    if (isWriting) idle.current = setTimeout(() => setEditing(false), WRITING_MS);
  }, []);
}
