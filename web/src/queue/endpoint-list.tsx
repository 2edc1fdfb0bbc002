import { Paper, Text as Words } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useT } from '../i18n/text.js';
import { Failure, Loading } from '../ui/states.js';
import { useFramedRows } from '../ui/use-framed-rows.js';
import { EndpointRow, ROW_HEIGHT } from './endpoint-row.js';
import { endpointsQuery, type QueuedEndpoint } from './queries.js';

/** @param onRetry opens a plan for this webhook's failed deliveries */
export function EndpointList({ onRetry }: { onRetry: (webhookId: string) => void }) {
  const t = useT();
  const { data, error, refetch } = useQuery(endpointsQuery);
  if (data === undefined)
    return error === null ? <Loading rows={4} /> : <Failure error={error} onRetry={() => void refetch()} />;
  if (data.length === 0) return <Words size="sm">{t('There are no webhooks yet.')}</Words>;
  return <Rows rows={data} onRetry={onRetry} />;
}

interface RowsProps {
  readonly rows: readonly QueuedEndpoint[];
  readonly onRetry: (webhookId: string) => void;
}

function Rows({ rows, onRetry }: RowsProps) {
  const t = useT();
  const frame = useRef<HTMLDivElement>(null);
  const list = useFramedRows({ frame, rows, rowHeight: ROW_HEIGHT, hasMore: false, onEnd: () => undefined });
  return (
    <Paper withBorder>
      <div ref={frame} className="list-frame">
        <ul
          aria-label={t('Webhooks, those with the most failures first')}
          className="plain-list"
          style={{ height: list.getTotalSize(), position: 'relative' }}
        >
          {list.getVirtualItems().map(({ index, key, start }) => {
            const endpoint = rows[index];
            return endpoint === undefined ? null : (
              <EndpointRow key={key} endpoint={endpoint} top={start} onRetry={onRetry} />
            );
          })}
        </ul>
      </div>
    </Paper>
  );
}
