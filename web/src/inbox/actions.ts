import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { client } from '../api/client.js';
import { useT, type Translate } from '../i18n/text.js';
import { notifyDone, notifyFailed, notifyUndo } from '../ui/notify.js';
import { updateEntries } from './entry-cache.js';
import { INBOX, type Entry, type EntryType } from './queries.js';

export interface InboxActions {
  readonly read: (entry: Entry) => void;
  readonly unread: (entry: Entry) => void;
  readonly archive: (entry: Entry) => void;
  readonly unarchive: (entry: Entry) => void;
  /** Only entries that the page shows, and none that arrived since. */
  readonly readAll: (filter: { type?: string | undefined; upTo: string }) => void;
  readonly mute: (ticketId: string) => void;
  readonly sendTest: () => void;
}

/** Shown at once; undone with the reason when the server refuses. */
export function useInboxActions(): InboxActions {
  const queryClient = useQueryClient();
  const t = useT();
  return useMemo(() => makeActions(queryClient, t), [queryClient, t]);
}

type Attempt = (work: Promise<unknown>, failure: string) => void;

function makeActions(queryClient: QueryClient, t: Translate): InboxActions {
  const attempt: Attempt = (work, failure) => {
    work.catch((error: unknown) => {
      notifyFailed(failure, error);
      return queryClient.invalidateQueries({ queryKey: [INBOX] });
    });
  };
  return { ...makeMarks(queryClient, t, attempt), ...makeArchive(queryClient, t, attempt), ...makeOthers(t, attempt) };
}

function makeMarks(
  queryClient: QueryClient,
  t: Translate,
  attempt: Attempt,
): Pick<InboxActions, 'read' | 'unread' | 'readAll'> {
  return {
    read: ({ id, read_at: readAt }) => {
      if (readAt !== null) return;
      updateEntries(queryClient, { ids: [id], read_at: now() });
      attempt(client.post('/api/notifications/{id}/read', { path: { id } }), t('Could not mark it as read.'));
    },
    unread: ({ id }) => {
      updateEntries(queryClient, { ids: [id], read_at: null });
      attempt(client.post('/api/notifications/{id}/unread', { path: { id } }), t('Could not mark it as unread.'));
    },
    readAll: ({ type, upTo }) => {
      // An unknown type has an empty list, where the button is disabled.
      const body = { up_to: upTo, ...(type !== undefined && { type: type as EntryType }) };
      attempt(client.post('/api/notifications/read-all', { body }), t('Could not mark them as read.'));
    },
  };
}

function makeArchive(
  queryClient: QueryClient,
  t: Translate,
  attempt: Attempt,
): Pick<InboxActions, 'archive' | 'unarchive'> {
  const unarchive = ({ id }: Entry) => {
    const path = { id };
    updateEntries(queryClient, { ids: [id], archived_at: null });
    const restored = client.post('/api/notifications/{id}/unarchive', { path });
    attempt(restored, t('Could not unarchive it.'));
  };
  const archive = (entry: Entry) => {
    const { id } = entry;
    updateEntries(queryClient, { ids: [id], archived_at: now() });
    attempt(client.post('/api/notifications/{id}/archive', { path: { id } }), t('Could not archive it.'));
    notifyUndo(t('Archived'), () => unarchive(entry));
  };
  return { archive, unarchive };
}

function makeOthers(t: Translate, attempt: Attempt): Pick<InboxActions, 'mute' | 'sendTest'> {
  const unmute = (id: string) =>
    attempt(client.delete('/api/tickets/{id}/mute', { path: { id } }), t('Could not unmute the ticket.'));
  return {
    mute: (id) => {
      const muted = client.put('/api/tickets/{id}/mute', { path: { id } });
      const confirm = () => notifyUndo(t('You will not be notified of this ticket.'), () => unmute(id));
      attempt(muted.then(confirm), t('Could not mute the ticket.'));
    },
    sendTest: () => {
      const sent = client.post('/api/notifications/webhooks/test');
      attempt(
        sent.then(() => notifyDone(t('Sent to you on every channel.'))),
        t('Could not send the test.'),
      );
    },
  };
}

function now(): string {
  return new Date().toISOString();
}
