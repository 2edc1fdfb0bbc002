import { Alert, Paper, SimpleGrid, Text as Words } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useFormats } from '../i18n/format.js';
import { msg, type MessageId } from '../i18n/i18n.js';
import { useT } from '../i18n/text.js';
import { Failure, Loading } from '../ui/states.js';
import { Time } from '../ui/time.js';
import classes from './queue.module.css';
import { figuresQuery } from './queries.js';

/** Counts of what waits and what has failed. */
export function Figures() {
  const t = useT();
  const formats = useFormats();
  const { data, error, dataUpdatedAt, refetch } = useQuery(figuresQuery);
  if (data === undefined)
    return error === null ? <Loading rows={1} height={88} /> : <Failure error={error} onRetry={() => void refetch()} />;
  const isDrained = data.waiting + data.active + data.delayed === 0;
  const oldest = new Date(dataUpdatedAt - data.oldest_due_seconds * 1_000).toISOString();
  return (
    <>
      {isDrained && (
        <Alert
          color={data.failed === 0 ? 'green' : 'gray'}
          variant="light"
          icon={<IconCircleCheck aria-hidden />}
          title={t('The queue is drained.')}
        >
          {t(drainedText(data))}
        </Alert>
      )}
      <SimpleGrid component="dl" cols={{ base: 2, xs: 3, md: 6 }} spacing="sm" m={0}>
        <Figure label={t('Waiting')} note={t('{count} in flight', { count: formats.number(data.active) })}>
          {formats.number(data.waiting + data.active)}
        </Figure>
        <Figure label={t('Oldest due')}>{data.oldest_due_seconds === 0 ? '–' : <Time at={oldest} />}</Figure>
        <Figure label={t('Retrying')} note={t('Waiting for another attempt')}>
          {formats.number(data.delayed)}
        </Figure>
        <Figure label={t('Held')} note={t('For paused webhooks')}>
          {formats.number(data.held)}
        </Figure>
        <Figure label={t('Failed')} isBad={data.failed > 0} note={t('No attempts left')}>
          {formats.number(data.failed)}
        </Figure>
        <Figure label={t('Delivered')}>{formats.number(data.completed)}</Figure>
      </SimpleGrid>
    </>
  );
}

function drainedText({ held, failed }: { held: number; failed: number }): MessageId {
  if (failed > 0) return msg('Nothing waits to be delivered. “Retry failed” sends failed deliveries again.');
  if (held > 0) return msg('Only deliveries held for paused webhooks are waiting.');
  return msg('Nothing waits to be delivered.');
}

interface FigureProps {
  readonly label: string;
  readonly note?: string;
  readonly isBad?: boolean;
  readonly children: ReactNode;
}

function Figure({ label, note, isBad = false, children }: FigureProps) {
  return (
    <Paper withBorder p="sm">
      <Words component="dt" size="sm" c="dimmed">
        {label}
      </Words>
      <dd className={classes['figure']} data-bad={isBad || undefined}>
        <div>{children}</div>
        {note !== undefined && (
          <Words size="xs" c="dimmed">
            {note}
          </Words>
        )}
      </dd>
    </Paper>
  );
}
