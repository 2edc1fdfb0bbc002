import type { Ticket } from '@carillon/client';
import { Stack, Text as Words } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useT } from '../i18n/text.js';
import { Failure, Loading } from '../ui/states.js';
import { CommentItem } from './comment-item.js';
import { Content } from './people.js';
import { attachmentsQuery, commentsQuery, type ThreadComment } from './queries.js';
import { useTypists } from './typing.js';

interface ThreadProps {
  readonly ticket: Ticket;
  readonly onReply: (comment: ThreadComment) => void;
}

/** The description and all comments, oldest first. */
export function Thread({ ticket, onReply }: ThreadProps) {
  const t = useT();
  const comments = useQuery(commentsQuery(ticket.id));
  const { data: files = [] } = useQuery(attachmentsQuery(ticket.id));
  const end = useRef<HTMLDivElement>(null);
  useFollowEnd(end, comments.data?.length);
  return (
    <Stack gap="sm">
      {ticket.description !== '' && <Content text={ticket.description} />}
      {comments.data === undefined &&
        (comments.error === null ? (
          <Loading rows={3} height={80} />
        ) : (
          <Failure error={comments.error} onRetry={() => void comments.refetch()} />
        ))}
      {comments.data?.length === 0 && (
        <Words size="sm" c="dimmed">
          {t('No answer yet.')}
        </Words>
      )}
      <Stack component="ol" gap="sm" className="plain-list" aria-label={t('Comments')}>
        {comments.data?.map((comment) => (
          <CommentItem
            key={comment.id}
            comment={comment}
            parent={comments.data.find(({ id }) => id === comment.parent_id)}
            files={files.filter(({ comment_id: id }) => id === comment.id)}
            onReply={onReply}
          />
        ))}
      </Stack>
      <Typists ticketId={ticket.id} />
      <div ref={end} />
    </Stack>
  );
}

function Typists({ ticketId }: { ticketId: string }) {
  const t = useT();
  const typists = useTypists(ticketId);
  const names = typists.map(({ name }) => name).join(', ');
  return (
    <Words size="xs" c="dimmed" mih="1.2em" role="status">
      {typists.length === 0
        ? ''
        : t('{count, plural, one {{names} is typing …} other {{names} are typing …}}', {
            count: typists.length,
            names,
          })}
    </Words>
  );
}

/**
 * Scrolls a new comment into view for people at the end of the thread, and not for people who read further up.
 *
 * @param count undefined: not loaded yet; the first count is not new
 */
function useFollowEnd(end: React.RefObject<HTMLDivElement | null>, count: number | undefined): void {
  const isNear = useRef(false);
  useEffect(() => {
    const watcher = new IntersectionObserver(([entry]) => {
      isNear.current = entry?.isIntersecting ?? false;
    });
    if (end.current !== null) watcher.observe(end.current);
    return () => watcher.disconnect();
  }, [end]);
  const shown = useRef<number>(undefined);
  useEffect(() => {
    if (count !== undefined && shown.current !== undefined && count > shown.current && isNear.current)
      end.current?.scrollIntoView({ block: 'nearest' });
    shown.current = count;
  }, [end, count]);
}
