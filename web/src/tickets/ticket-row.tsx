import { Group, Text as Words } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { useT } from '../i18n/text.js';
import { Time } from '../ui/time.js';
import { PriorityBadge, StatusBadge } from './badges.js';
import type { ListedTicket } from './queries.js';
import classes from './ticket-row.module.css';

/** Pixels, all rows alike: the list knows where each one is without measuring it. */
export const ROW_HEIGHT = 64;

const STEPS: Readonly<Record<string, number | undefined>> = { ArrowDown: 1, ArrowUp: -1 };

interface TicketRowProps {
  readonly ticket: ListedTicket;
  readonly index: number;
  /** -1: nobody knows yet. */
  readonly total: number;
  readonly top: number;
  /** The one that the Tab key reaches. */
  readonly isActive: boolean;
  /** False: changed so that the filters no longer take it; it stays until the list is loaded again. */
  readonly isMatch: boolean;
  /** To the row below (1) or above (-1). */
  readonly onStep: (by: number) => void;
}

export const TicketRow = memo(function TicketRow(props: TicketRowProps) {
  const { ticket, index, total, top, isActive, isMatch, onStep } = props;
  const t = useT();
  const isFaded = ticket.isGone === true || !isMatch;
  const label = `#${ticket.number} ${ticket.title}`;
  return (
    <article
      className={classes['row']}
      data-faded={isFaded || undefined}
      style={{ transform: `translateY(${top}px)`, height: ROW_HEIGHT }}
      aria-posinset={index + 1}
      aria-setsize={total}
      aria-label={label}
    >
      <Link
        to="/tickets/$id"
        params={{ id: ticket.id }}
        className={classes['link']}
        data-row={index}
        tabIndex={isActive ? 0 : -1}
        disabled={ticket.isGone === true}
        onKeyDown={(event) => {
          const by = STEPS[event.key];
          if (by === undefined) return;
          event.preventDefault();
          onStep(by);
        }}
      >
        <Group gap="xs" wrap="nowrap">
          <Words size="sm" c="dimmed" className={classes['number']}>
            #{ticket.number}
          </Words>
          <Words size="sm" fw={600} truncate dir="auto" className={classes['title']}>
            {ticket.title}
          </Words>
          {ticket.isGone === true ? (
            <Words size="xs">{t('Deleted')}</Words>
          ) : (
            <PriorityBadge priority={ticket.priority} />
          )}
          <StatusBadge status={ticket.status} />
        </Group>
        <Group gap="xs" wrap="nowrap" className={classes['facts']}>
          <Words size="xs" c="dimmed" truncate dir="auto">
            {ticket.requester_name ?? t('Deleted user')}
          </Words>
          <Words size="xs" c="dimmed" truncate dir="auto">
            {ticket.assignee_id === null ? t('Unassigned') : `→ ${ticket.assignee_name ?? t('Deleted user')}`}
          </Words>
          <Words size="xs" c="dimmed" ml="auto" className={classes['time']}>
            <Time at={ticket.updated_at} />
          </Words>
        </Group>
      </Link>
    </article>
  );
});
