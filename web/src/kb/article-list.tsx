import type { Article } from '@carillon/client';
import { Button, Group, Paper, Text as Words } from '@mantine/core';
import { IconBook } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { memo, useRef } from 'react';
import { useT } from '../i18n/text.js';
import { Empty, Failure, Loading } from '../ui/states.js';
import { Time } from '../ui/time.js';
import { useFramedRows } from '../ui/use-framed-rows.js';
import rowClasses from '../ui/list-row.module.css';
import classes from './article-list.module.css';
import { articlesQuery } from './queries.js';
import type { ArticleFilters } from './search.js';
import { ArticleStatusBadge } from './status-badge.js';

/** Pixels. */
const ROW_HEIGHT = 64;

/** @param onWrite left out for people who may not write */
export function ArticleList({ filters, onWrite }: { filters: ArticleFilters; onWrite?: () => void }) {
  const t = useT();
  const navigate = useNavigate({ from: '/kb' });
  const { data, error, refetch, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery(articlesQuery(filters));
  if (data === undefined) {
    return error === null ? <Loading rows={6} /> : <Failure error={error} onRetry={() => void refetch()} />;
  }
  const rows = data.pages.flatMap(({ items }) => items);
  if (rows.length > 0) {
    const more = () => {
      if (hasNextPage && !isFetching) void fetchNextPage();
    };
    return <Rows rows={rows} hasMore={hasNextPage} onEnd={more} mayWrite={onWrite !== undefined} />;
  }
  if (Object.keys(filters).length > 0) {
    return (
      <Empty icon={IconBook} title={t('No article matches these filters.')}>
        <Button variant="default" onClick={() => void navigate({ search: {}, replace: true })}>
          {t('Clear filters')}
        </Button>
      </Empty>
    );
  }
  return (
    <Empty icon={IconBook} title={t('There are no articles yet.')}>
      {onWrite === undefined ? (
        <Words size="sm">{t('When one is published, it appears here.')}</Words>
      ) : (
        <Button onClick={onWrite}>{t('Write the first article')}</Button>
      )}
    </Empty>
  );
}

interface RowsProps {
  readonly rows: readonly Article[];
  readonly hasMore: boolean;
  readonly onEnd: () => void;
  readonly mayWrite: boolean;
}

function Rows({ rows, hasMore, onEnd, mayWrite }: RowsProps) {
  const t = useT();
  const frame = useRef<HTMLDivElement>(null);
  const list = useFramedRows({ frame, rows, rowHeight: ROW_HEIGHT, hasMore, onEnd });
  return (
    <Paper withBorder>
      <div ref={frame} className="list-frame">
        <ul
          aria-label={t('Articles')}
          className="plain-list"
          style={{ height: list.getTotalSize(), position: 'relative' }}
        >
          {list.getVirtualItems().map(({ index, key, start }) => {
            const article = rows[index];
            return article === undefined ? null : <Row key={key} article={article} top={start} hasStatus={mayWrite} />;
          })}
        </ul>
      </div>
    </Paper>
  );
}

interface RowProps {
  readonly article: Article;
  readonly top: number;
  /** Readers see only public articles. */
  readonly hasStatus: boolean;
}

const Row = memo(function Row({ article, top, hasStatus }: RowProps) {
  const t = useT();
  return (
    <li className={rowClasses['row']} style={{ transform: `translateY(${top}px)`, height: ROW_HEIGHT }}>
      <Link to="/kb/$slug" params={{ slug: article.slug }} className={rowClasses['target']}>
        <Group gap="xs" wrap="nowrap">
          <Words size="sm" fw={600} truncate dir="auto" className={classes['title']}>
            {article.title}
          </Words>
          {hasStatus && <ArticleStatusBadge status={article.status} />}
        </Group>
        <Group gap="xs" wrap="nowrap" className={classes['facts']}>
          {article.category !== null && (
            <Words size="xs" c="dimmed" truncate dir="auto">
              {article.category}
            </Words>
          )}
          <Words size="xs" c="dimmed" truncate dir="auto">
            {article.author_name ?? t('Deleted user')}
          </Words>
          <Words size="xs" c="dimmed" ml="auto" className={classes['time']}>
            <Time at={article.updated_at} />
          </Words>
        </Group>
      </Link>
    </li>
  );
});
