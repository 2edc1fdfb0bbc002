import { Button, Paper } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useT } from '../i18n/text.js';
import { Empty, Failure, Loading } from '../ui/states.js';
import { useFramedRows } from '../ui/use-framed-rows.js';
import { AddByCurl } from './add-by-curl.js';
import { KIND_TEXTS } from './kind-texts.js';
import { type Kind, type Records, KIND_TITLES, KIND_ICONS } from './kinds.js';
import { recordsQuery } from './queries.js';
import { RecordRow, ROW_HEIGHT } from './record-row.js';
import { isMatch, type Filters } from './filters.js';

interface RecordListProps {
  readonly kind: Kind;
  readonly filters: Filters;
  readonly onOpen: (id: string) => void;
  readonly onClear: () => void;
}

export function RecordList({ kind, filters, onOpen, onClear }: RecordListProps) {
  const t = useT();
  const { data, error, refetch, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery(
    recordsQuery(kind, filters),
  );
  if (data === undefined)
    return error === null ? <Loading rows={8} /> : <Failure error={error} onRetry={() => void refetch()} />;
  const rows = data.pages.flatMap(({ items }) => items);
  if (rows.length > 0) {
    const more = () => {
      if (hasNextPage && !isFetching) void fetchNextPage();
    };
    return <Rows kind={kind} filters={filters} rows={rows} hasMore={hasNextPage} onEnd={more} onOpen={onOpen} />;
  }
  const { none, noMatch } = KIND_TEXTS[kind];
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <Empty icon={KIND_ICONS[kind]} title={t(isFiltered ? noMatch : none)}>
      {isFiltered ? (
        <Button variant="default" onClick={onClear}>
          {t('Clear filters')}
        </Button>
      ) : (
        <AddByCurl kind={kind} />
      )}
    </Empty>
  );
}

interface RowsProps {
  readonly kind: Kind;
  readonly filters: Filters;
  readonly rows: readonly Records[Kind][];
  readonly hasMore: boolean;
  readonly onEnd: () => void;
  readonly onOpen: (id: string) => void;
}

function Rows({ kind, filters, rows, hasMore, onEnd, onOpen }: RowsProps) {
  const t = useT();
  const frame = useRef<HTMLDivElement>(null);
  const list = useFramedRows({ frame, rows, rowHeight: ROW_HEIGHT, hasMore, onEnd });
  return (
    <Paper withBorder>
      <div ref={frame} className="list-frame">
        <ul
          aria-label={t(KIND_TITLES[kind])}
          className="plain-list"
          style={{ height: list.getTotalSize(), position: 'relative' }}
        >
          {list.getVirtualItems().map(({ index, key, start }) => {
            const record = rows[index];
            return record === undefined ? null : (
              <RecordRow
                key={key}
                kind={kind}
                record={record}
                top={start}
                isMatch={isMatch(record, filters)}
                onOpen={onOpen}
              />
            );
          })}
        </ul>
      </div>
    </Paper>
  );
}
