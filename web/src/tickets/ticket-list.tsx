import { Anchor, Button, Paper, Text as Words } from '@mantine/core';
import { IconTicket } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { isStaff, useMe } from '../api/me.js';
import { useShortcuts } from '../app/shortcuts.js';
import { msg } from '../i18n/i18n.js';
import { useT } from '../i18n/text.js';
import { NewsPill } from '../ui/news-pill.js';
import { Empty, Failure, Loading } from '../ui/states.js';
import { useFramedRows } from '../ui/use-framed-rows.js';
import { useSteadyScroll } from '../ui/use-steady-scroll.js';
import { isMatch, type TicketFilters } from './filters.js';
import { ticketsQuery, type ListedTicket } from './queries.js';
import { ROW_HEIGHT, TicketRow } from './ticket-row.js';

export function TicketList({ filters, onCreate }: { filters: TicketFilters; onCreate: () => void }) {
  const t = useT();
  const me = useMe();
  const navigate = useNavigate({ from: '/tickets' });
  const query = useInfiniteQuery(ticketsQuery(filters));
  if (query.data === undefined) {
    return query.error === null ? (
      <Loading rows={8} />
    ) : (
      <Failure error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  const rows = query.data.pages.flatMap(({ items }) => items);
  if (rows.length > 0) {
    const more = () => {
      if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
    };
    return <Rows rows={rows} filters={filters} onEnd={more} hasMore={query.hasNextPage} />;
  }
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <Empty
      icon={IconTicket}
      title={isFiltered ? t('No ticket matches these filters.') : t('There are no tickets yet.')}
    >
      {isFiltered ? (
        <Button variant="default" onClick={() => void navigate({ search: {}, replace: true })}>
          {t('Clear filters')}
        </Button>
      ) : (
        <>
          <Button onClick={onCreate}>{t('Create the first ticket')}</Button>
          {isStaff(me) && (
            <Anchor component={Link} to="/welcome" size="sm">
              {t('First steps')}
            </Anchor>
          )}
        </>
      )}
    </Empty>
  );
}

interface RowsProps {
  readonly rows: readonly ListedTicket[];
  readonly filters: TicketFilters;
  readonly hasMore: boolean;
  readonly onEnd: () => void;
}

function Rows({ rows, filters, hasMore, onEnd }: RowsProps) {
  const t = useT();
  const { frame, news, showNews, onScroll } = useSteadyScroll(rows, ROW_HEIGHT);
  const [active, setActive] = useState(0);
  const list = useFramedRows({ frame, rows, rowHeight: ROW_HEIGHT, hasMore, onEnd });
  const step = (by: number) => {
    // The first step enters the list, further ones move in it.
    const isInside = frame.current?.contains(document.activeElement) === true;
    const next = Math.max(0, Math.min(rows.length - 1, isInside ? active + by : active));
    const row = () => frame.current?.querySelector<HTMLElement>(`[data-row="${next}"]`);
    setActive(next);
    list.scrollToIndex(next);
    // At once, since the next key is for this row. Only a row that was scrolled away is not in the document until then.
    if (row() === null) requestAnimationFrame(() => row()?.focus());
    else row()?.focus();
  };
  useShortcuts([
    { keys: 'j', label: msg('Next ticket'), run: () => step(1) },
    { keys: 'k', label: msg('Previous ticket'), run: () => step(-1) },
  ]);
  return (
    <Paper withBorder pos="relative">
      <NewsPill count={news} onShow={showNews} />
      <div
        ref={frame}
        role="feed"
        aria-label={t('Tickets')}
        aria-busy={false}
        onScroll={onScroll}
        className="list-frame"
      >
        <div style={{ height: list.getTotalSize(), position: 'relative' }}>
          {list.getVirtualItems().map(({ index, key, start }) => {
            const ticket = rows[index];
            if (ticket === undefined) return null;
            return (
              <TicketRow
                key={key}
                ticket={ticket}
                index={index}
                total={hasMore ? -1 : rows.length}
                top={start}
                isActive={index === active}
                onStep={step}
                isMatch={isMatch(ticket, filters)}
              />
            );
          })}
        </div>
      </div>
      <Words size="xs" c="dimmed" px="sm" py={4} aria-live="off">
        {hasMore
          ? t('{count, plural, one {# ticket} other {# tickets}} loaded, more below', { count: rows.length })
          : t('{count, plural, one {# ticket} other {# tickets}}', { count: rows.length })}
      </Words>
    </Paper>
  );
}
