import { Paper, Text as Words } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useT } from '../i18n/text.js';
import { Empty, Failure, Loading } from '../ui/states.js';
import { useFramedRows } from '../ui/use-framed-rows.js';
import { DeliveryRow, ROW_HEIGHT } from './delivery-row.js';
import { deliveriesQuery, type Delivery } from './queries.js';
import type { DeliveryFilters } from './search.js';

interface DeliveryListProps {
  readonly filters: DeliveryFilters;
  readonly onOpen: (delivery: Delivery) => void;
}

export function DeliveryList({ filters, onOpen }: DeliveryListProps) {
  const t = useT();
  const { data, error, refetch, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery(deliveriesQuery(filters));
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
    return <Rows rows={rows} hasMore={hasNextPage} onEnd={more} onOpen={onOpen} />;
  }
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <Empty
      icon={IconSend}
      title={filters.status === 'failed' ? t('Nothing failed.') : t('There are no deliveries yet.')}
    >
      <Words size="sm">
        {isFiltered
          ? t('No delivery matches these filters. New ones appear here.')
          : t('As soon as an event matches a webhook, its delivery appears here.')}
      </Words>
    </Empty>
  );
}

interface RowsProps {
  readonly rows: readonly Delivery[];
  readonly hasMore: boolean;
  readonly onEnd: () => void;
  readonly onOpen: (delivery: Delivery) => void;
}

function Rows({ rows, hasMore, onEnd, onOpen }: RowsProps) {
  const t = useT();
  const frame = useRef<HTMLDivElement>(null);
  const list = useFramedRows({ frame, rows, rowHeight: ROW_HEIGHT, hasMore, onEnd });
  return (
    <Paper withBorder>
      <div ref={frame} className="list-frame">
        <ul
          aria-label={t('Deliveries')}
          className="plain-list"
          style={{ height: list.getTotalSize(), position: 'relative' }}
        >
          {list.getVirtualItems().map(({ index, key, start }) => {
            const delivery = rows[index];
            return delivery === undefined ? null : (
              <DeliveryRow key={key} delivery={delivery} top={start} onOpen={onOpen} />
            );
          })}
        </ul>
      </div>
    </Paper>
  );
}
