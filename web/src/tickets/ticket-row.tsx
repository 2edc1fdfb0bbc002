import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { useT } from '../i18n/text.js';
import { Time } from '../ui/time.js';
import rowClasses from '../ui/list-row.module.css';
import { PriorityBadge, StatusBadge } from './badges.js';
import type { ListedTicket } from './queries.js';
import classes from './ticket-row.module.css';

/** Pixels; all rows have the same height, so the list knows each position without measuring. */
export const ROW_HEIGHT = 64;

const STEPS: Readonly<Record<string, number | undefined>> = { ArrowDown: 1, ArrowUp: -1 };

interface TicketRowProps {
  readonly ticket: ListedTicket;
  readonly index: number;
  /** -1: unknown. */
  readonly total: number;
  readonly top: number;
  /** The row that the Tab key reaches. */
  readonly isActive: boolean;
  /** False: it no longer matches the filters, and stays until the list is reloaded. */
  readonly isMatch: boolean;
  /** Moves to the row below (1) or above (-1). */
  readonly onStep: (by: number) => void;
}

export const TicketRow = memo(function TicketRow(props: TicketRowProps) {
  const { ticket, index, total, top, isActive, isMatch, onStep } = props;
  const t = useT();
  const isFaded = ticket.isGone === true || !isMatch;
  const label = `#${ticket.number} ${ticket.title}`;
  return (
    <article
      className={rowClasses['row']}
      data-faded={isFaded || undefined}
      style={{ transform: `translateY(${top}px)`, height: ROW_HEIGHT }}
      aria-posinset={index + 1}
      aria-setsize={total}
      aria-label={label}
    >
      <Link
        to="/tickets/$id"
        params={{ id: ticket.id }}
        className={rowClasses['target']}
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
        <div className={`${rowClasses['line']} ${classes['heading']}`}>
          <span className={classes['number']}>#{ticket.number}</span>
          <bdi className={classes['title']}>{ticket.title}</bdi>
          {ticket.isGone === true ? <span>{t('Deleted')}</span> : <PriorityBadge priority={ticket.priority} />}
          <StatusBadge status={ticket.status} />
        </div>
        <div className={`${rowClasses['line']} ${rowClasses['quiet']}`}>
          <bdi>{ticket.requester_name ?? t('Deleted user')}</bdi>
          <bdi>{ticket.assignee_id === null ? t('Unassigned') : `→ ${ticket.assignee_name ?? t('Deleted user')}`}</bdi>
          <span className={rowClasses['end']}>
            <Time at={ticket.updated_at} />
          </span>
        </div>
      </Link>
    </article>
  );
});
