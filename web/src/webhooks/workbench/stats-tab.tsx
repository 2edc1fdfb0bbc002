import { Group, Paper, SegmentedControl, Stack } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useFormats } from '../../i18n/format.js';
import { useT } from '../../i18n/text.js';
import { Empty, Failure, Loading } from '../../ui/states.js';
import type { Webhook } from '../queries.js';
import { Facts } from './facts.js';
import { parseWorkbenchSearch, VIEWS } from './search.js';
import { statsQuery, type Stats } from './stats-queries.js';
import { RANGES } from './stats-ranges.js';
import { StatsTable } from './stats-table.js';

const route = getRouteApi('/shell/webhooks/$webhookId');
const StatsCharts = lazy(async () => ({ default: (await import('./stats-charts.js')).StatsCharts }));

/** The results of its attempts, by hour. */
export function StatsTab({ webhook }: { webhook: Webhook }) {
  const t = useT();
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/webhooks/$webhookId' });
  const { range = '24h', view = 'charts' } = search;
  const { data, error, refetch } = useQuery(statsQuery(webhook.id, range));
  const show = (part: object) =>
    void navigate({ search: parseWorkbenchSearch({ ...search, ...part }), replace: true, resetScroll: false });
  const ranges = { '24h': t('Last 24 hours'), '7d': t('Last 7 days') };
  const views = { charts: t('Charts'), table: t('Table') };
  return (
    <Stack gap="md">
      <Group justify="space-between" gap="xs">
        <SegmentedControl
          aria-label={t('Time')}
          data={RANGES.map((value) => ({ value, label: ranges[value] }))}
          value={range}
          onChange={(value) => show({ range: value })}
        />
        <SegmentedControl
          aria-label={t('Show the figures as')}
          data={VIEWS.map((value) => ({ value, label: views[value] }))}
          value={view}
          onChange={(value) => show({ view: value })}
        />
      </Group>
      {data === undefined ? (
        error === null ? (
          <Loading rows={3} height={180} />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )
      ) : data.attempts === 0 ? (
        <Empty icon={IconChartBar} title={t('Nothing was sent in this time.')}>
          {t('Each attempt to send something is counted here by hour.')}
        </Empty>
      ) : (
        <>
          <Figures stats={data} />
          {view === 'table' ? (
            <StatsTable hours={data.by_hour} />
          ) : (
            <Suspense fallback={<Loading rows={3} height={180} />}>
              <StatsCharts stats={data} />
            </Suspense>
          )}
        </>
      )}
    </Stack>
  );
}

function Figures({ stats }: { stats: Stats }) {
  const t = useT();
  const formats = useFormats();
  const { attempts, failed, success_rate: rate, p50_ms: p50, p95_ms: p95 } = stats;
  const facts = [
    { label: t('Attempts'), value: formats.number(attempts) },
    { label: t('Failed'), value: formats.number(failed) },
    { label: t('Success'), value: rate === null ? '–' : formats.percent(rate / 100) },
    { label: t('Median'), value: p50 === null ? '–' : formats.duration(p50) },
    { label: t('95th percentile'), value: p95 === null ? '–' : formats.duration(p95) },
  ];
  return (
    <Paper withBorder p="md">
      <Facts facts={facts} />
    </Paper>
  );
}
