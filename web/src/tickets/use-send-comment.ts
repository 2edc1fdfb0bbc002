import { CarillonError, type Comment } from '@carillon/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { client } from '../api/client.js';
import { useMe } from '../api/me.js';
import { useT } from '../i18n/text.js';
import { notifyFailed } from '../ui/notify.js';
import { COMMENTS, commentsQuery, type ThreadComment } from './queries.js';
import { lastKnown, withComment } from './thread-order.js';

interface Sending {
  readonly send: (how: { internal: boolean; parentId: string | null }) => Promise<boolean>;
  /** Comments of others that the person has not seen: nothing was sent. */
  readonly newer: readonly Comment[];
  readonly isSending: boolean;
}

/**
 * Sends only when the whole thread is on the screen: the server refuses an answer if the writer has not seen every
 * comment.
 *
 * @param onSent the text is on the server and need not be kept
 */
export function useSendComment(ticketId: string, text: string, onSent: () => void): Sending {
  const t = useT();
  const queryClient = useQueryClient();
  const [newer, setNewer] = useState<readonly Comment[]>([]);
  const [isSending, setSending] = useState(false);
  const expectPush = useLostAnswer(ticketId, onSent);
  const key = [COMMENTS, ticketId] as const;
  const add = (comments: readonly Comment[]) =>
    queryClient.setQueryData<readonly ThreadComment[]>(key, (thread = []) => comments.reduce(withComment, thread));

  const send: Sending['send'] = async ({ internal, parentId }) => {
    const thread = queryClient.getQueryData<readonly ThreadComment[]>(key) ?? [];
    setSending(true);
    setNewer([]);
    try {
      const body = {
        content: text,
        internal,
        parent_id: parentId,
        expected_last_comment_id: lastKnown(thread),
      };
      add([await client.post('/api/tickets/{id}/comments', { path: { id: ticketId }, body })]);
      onSent();
      return true;
    } catch (error) {
      const missed = newerComments(error);
      add(missed);
      setNewer(missed);
      if (isWithoutAnswer(error)) expectPush(text, thread);
      if (missed.length === 0) notifyFailed(t('The comment was not sent. It is kept.'), error);
      return false;
    } finally {
      setSending(false);
    }
  };
  return { send, newer, isSending };
}

/**
 * A request with a lost answer may have been carried out. Then the comment arrives by a push, and must not be sent
 * again.
 */
function useLostAnswer(ticketId: string, onSent: () => void) {
  const me = useMe();
  const { data: thread = [] } = useQuery(commentsQuery(ticketId));
  const unanswered = useRef<{ readonly content: string; readonly after: ReadonlySet<string> } | null>(null);
  useEffect(() => {
    const sent = unanswered.current;
    const isThere = ({ id, author_id: author, content }: ThreadComment) =>
      sent !== null && author === me.id && content === sent.content.trim() && !sent.after.has(id);
    if (!thread.some(isThere)) return;
    unanswered.current = null;
    onSent();
  });
  return (content: string, known: readonly ThreadComment[]) => {
    unanswered.current = { content, after: new Set(known.map(({ id }) => id)) };
  };
}

function isWithoutAnswer(error: unknown): boolean {
  return error instanceof CarillonError && error.status === 0;
}

function newerComments(error: unknown): readonly Comment[] {
  if (!(error instanceof CarillonError) || error.code !== 'newer_comments') return [];
  const { newer } = error.body as { newer?: readonly Comment[] };
  return newer ?? [];
}
