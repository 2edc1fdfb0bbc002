import type { Pushes, TicketViewer } from '@carillon/client';
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useMe } from '../api/me.js';
import { useLive, useLiveState } from '../live/use-live.js';

/** The server forgets a viewer who does not say it again within 30 s. */
const REPEAT_MS = 20_000;
/** A draft that nobody has touched for so long is not being written. */
const WRITING_MS = 60_000;

const VIEWERS = 'viewers';

export function noteViewers(queryClient: QueryClient, { ticket_id: id, viewers }: Pushes['presence']): void {
  queryClient.setQueryData<readonly TicketViewer[]>([VIEWERS, id], viewers);
}

/** Who came and went while the connection was lost is not replayed; the server tells anew who is there. */
export function forgetViewers(queryClient: QueryClient): void {
  queryClient.removeQueries({ queryKey: [VIEWERS] });
}

/** Who else looks at the ticket; known to staff alone. */
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
 * Tells the server, as long as the page is in front, that the person looks at the ticket.
 *
 * @returns called at every change of the answer: whether something is being written
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
      // Of the moment: when it does not get through, the next one does.
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
