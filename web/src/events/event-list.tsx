import { Paper } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useT } from '../i18n/text.js';
import { NewsPill } from '../ui/news-pill.js';
import { Failure, Loading } from '../ui/states.js';
import { useFramedRows } from '../ui/use-framed-rows.js';
import { useSteadyScroll } from '../ui/use-steady-scroll.js';
import { EventRow, ROW_HEIGHT } from './event-row.js';
import { NoEvent } from './no-event.js';
import { eventsQuery, type LoggedEvent } from './queries.js';
import { typesIn, type EventSearch } from './search.js';

export function EventList({ filters }: { filters: EventSearch }) {
  const { data, error, refetch, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery(eventsQuery(filters));
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  // A rare filter: this page may be empty and the next one not.
  const mustGoOn = data !== undefined && rows.length === 0 && hasNextPage && !isFetching;
  useEffect(() => {
    if (mustGoOn) void fetchNextPage();
  }, [mustGoOn, fetchNextPage]);
  if (data === undefined || (rows.length === 0 && hasNextPage)) {
    return error === null ? <Loading rows={8} /> : <Failure error={error} onRetry={() => void refetch()} />;
  }
  if (rows.length > 0) {
    const more = () => {
      if (hasNextPage && !isFetching) void fetchNextPage();
    };
    return <Rows rows={rows} hasMore={hasNextPage} onEnd={more} />;
  }
  return <NoEvent isFiltered={Object.keys(filters).length > 0} types={typesIn(filters.types)} />;
}

interface RowsProps {
  readonly rows: readonly LoggedEvent[];
  readonly hasMore: boolean;
  readonly onEnd: () => void;
}

function Rows({ rows, hasMore, onEnd }: RowsProps) {
  const t = useT();
  const { frame, news, showNews, onScroll } = useSteadyScroll(rows, ROW_HEIGHT);
  const list = useFramedRows({ frame, rows, rowHeight: ROW_HEIGHT, hasMore, onEnd });
  return (
    <Paper withBorder pos="relative">
      <NewsPill count={news} onShow={showNews} />
      <div ref={frame} className="list-frame" onScroll={onScroll}>
        <ul
          aria-label={t('Events')}
          className="plain-list"
          style={{ height: list.getTotalSize(), position: 'relative' }}
        >
          {list.getVirtualItems().map(({ index, key, start }) => {
            const event = rows[index];
            return event === undefined ? null : <EventRow key={key} event={event} top={start} />;
          })}
        </ul>
      </div>
    </Paper>
  );
}
