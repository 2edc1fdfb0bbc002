import type { Pushes } from '@carillon/client';
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { useLive } from '../live/use-live.js';

/** Repeated while a person types, and forgotten a little later than that. */
const REPEAT_MS = 3_000;
const FORGET_MS = 5_000;

interface Typist {
  readonly userId: string;
  readonly name: string;
  readonly isInternal: boolean;
  readonly until: number;
}

const typingKey = (ticketId: string) => ['typing', ticketId] as const;

export function noteTyping(queryClient: QueryClient, push: Pushes['typing']): void {
  const { ticket_id: ticketId, user_id: userId, name, internal: isInternal } = push;
  const typist = { userId, name, isInternal, until: Date.now() + FORGET_MS };
  queryClient.setQueryData<readonly Typist[]>(typingKey(ticketId), (others = []) => [
    ...others.filter((one) => one.userId !== userId),
    typist,
  ]);
}

/** Who is typing now, except the person at this page. */
export function useTypists(ticketId: string): readonly Typist[] {
  const queryClient = useQueryClient();
  const { data: typists = [] } = useQuery<readonly Typist[]>({
    queryKey: typingKey(ticketId),
    queryFn: () => [],
    enabled: false,
  });
  const next = Math.min(...typists.map(({ until }) => until));
  useEffect(() => {
    if (!Number.isFinite(next)) return undefined;
    const forget = () =>
      queryClient.setQueryData<readonly Typist[]>(typingKey(ticketId), (all = []) =>
        all.filter(({ until }) => until > Date.now()),
      );
    const timer = setTimeout(forget, Math.max(0, next - Date.now()) + 1);
    return () => clearTimeout(timer);
  }, [queryClient, ticketId, next]);
  return typists;
}

/** Called at every key; sends it now and then. */
export function useSayTyping(ticketId: string): (isInternal: boolean) => void {
  const live = useLive();
  const saidAt = useRef(0);
  return useCallback(
    (isInternal: boolean) => {
      if (Date.now() - saidAt.current < REPEAT_MS) return;
      saidAt.current = Date.now();
      // Momentary: if it fails, nothing is lost.
      live.socket?.typing(ticketId, { internal: isInternal }).catch(() => undefined);
    },
    [live, ticketId],
  );
}
