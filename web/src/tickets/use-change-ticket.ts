import { CarillonError, type Ticket } from '@carillon/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../api/client.js';
import { useT } from '../i18n/text.js';
import { notifyFailed, notifyUndo } from '../ui/notify.js';
import { TICKET, ticketQuery } from './queries.js';

export type TicketPatch = Partial<
  Pick<Ticket, 'title' | 'description' | 'status' | 'priority' | 'tags' | 'assignee_id'>
>;

export interface TicketChange {
  readonly change: (patch: TicketPatch) => Promise<boolean>;
  /** A change that could not be saved, because another person changed the same fields meanwhile. */
  readonly refused: TicketPatch | null;
  readonly forget: () => void;
}

/**
 * Shows a change at once, saves it, and offers undo. If the ticket has changed meanwhile, nothing is overwritten: the
 * change is kept in `refused` for the person to decide.
 */
export function useChangeTicket(ticket: Ticket): TicketChange {
  const t = useT();
  const queryClient = useQueryClient();
  const [refused, setRefused] = useState<TicketPatch | null>(null);
  const key = [TICKET, ticket.id] as const;
  const show = (next: Ticket) => queryClient.setQueryData<Ticket | null>(key, next);
  const current = () => queryClient.getQueryData<Ticket | null>(key) ?? ticket;

  const save = useMutation({
    mutationFn: ({ patch, version }: { patch: TicketPatch; version: number }) =>
      client.patch('/api/tickets/{id}', {
        path: { id: ticket.id },
        body: patch,
        headers: { 'if-match': `"${version}"` },
      }),
  });

  const change = async (patch: TicketPatch, mayUndo = true): Promise<boolean> => {
    const before = current();
    setRefused(null);
    show({ ...before, ...patch });
    try {
      const saved = await save.mutateAsync({ patch, version: before.version });
      show(saved);
      if (mayUndo)
        notifyUndo(
          t('Ticket #{number} was changed.', { number: saved.number }),
          () => void change(reverse(before, patch), false),
        );
      return true;
    } catch (error) {
      // A push may have brought a newer version meanwhile.
      if (current().version === before.version) show(before);
      if (error instanceof CarillonError && error.status === 412) {
        await queryClient.fetchQuery({ ...ticketQuery(ticket.id), staleTime: 0 });
        setRefused(patch);
      } else notifyFailed(t('The ticket was not changed.'), error);
      return false;
    }
  };
  return { change, refused, forget: () => setRefused(null) };
}

function reverse(before: Ticket, patch: TicketPatch): TicketPatch {
  return Object.fromEntries(Object.keys(patch).map((field) => [field, before[field as keyof TicketPatch]]));
}
