import { Paper, Stack } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import { useFormats, type Formats } from '../../i18n/format.js';
import { useT, type Translate } from '../../i18n/text.js';
import StatsChart, { type StatsChartProps } from './stats-chart.js';
import { ANSWERS } from './stats-classes.js';
import type { Stats } from './stats-queries.js';

type Chart = Pick<StatsChartProps, 'title' | 'summary' | 'lines' | 'kind' | 'max'> & {
  readonly unit: 'number' | 'percent' | 'duration';
};

/** Three charts over the same hours. */
export function StatsCharts({ stats }: { stats: Stats }) {
  const t = useT();
  const formats = useFormats();
  const hours = useMemo(() => stats.by_hour.map(({ hour }) => Date.parse(hour) / 1_000), [stats]);
  const charts = useMemo(() => chartsOf({ t, formats }, stats), [t, formats, stats]);
  const isDay = stats.range === '24h';
  const formatTime = useCallback(
    (seconds: number) => {
      const time = new Date(seconds * 1_000);
      return isDay ? formats.clock(time) : formats.hour(time);
    },
    [formats, isDay],
  );
  const units = useMemo(
    () => ({
      number: (value: number) => formats.number(value),
      percent: (value: number) => formats.percent(value / 100),
      duration: (value: number) => formats.duration(value),
    }),
    [formats],
  );
  return (
    <Stack gap="md">
      {charts.map(({ unit, ...chart }) => (
        <Paper key={chart.title} withBorder p="md">
          <StatsChart {...chart} hours={hours} format={units[unit]} formatTime={formatTime} />
        </Paper>
      ))}
    </Stack>
  );
}

interface Language {
  readonly t: Translate;
  readonly formats: Formats;
}

function chartsOf(language: Language, stats: Stats): readonly Chart[] {
  const { t } = language;
  const { by_hour: hours } = stats;
  return [
    {
      title: t('Attempts by answer'),
      summary: answersText(language, stats),
      kind: 'bars',
      unit: 'number',
      lines: ANSWERS.map(({ name, label, color }) => ({
        label: t(label),
        color,
        values: hours.map(({ answers }) => answers[name]),
      })),
    },
    {
      title: t('Success'),
      summary: successText(language, stats),
      kind: 'lines',
      unit: 'percent',
      max: 100,
      lines: [
        {
          label: t('Of the attempts'),
          color: '--mantine-color-green-6',
          values: hours.map((hour) => hour.success_rate),
        },
      ],
    },
    {
      title: t('Response time'),
      summary: timeText(language, stats),
      kind: 'lines',
      unit: 'duration',
      lines: [
        { label: t('Median'), color: '--mantine-color-blue-5', values: hours.map((hour) => hour.p50_ms) },
        { label: t('95th percentile'), color: '--mantine-color-violet-5', values: hours.map((hour) => hour.p95_ms) },
      ],
    },
  ];
}

function answersText({ t, formats }: Language, { answers }: Stats): string {
  const counts = ANSWERS.map(({ name, label }) => `${t(label)} ${formats.number(answers[name])}`).join(', ');
  return t('Attempts by hour. In all: {counts}. The table has each hour.', { counts });
}

function successText({ t, formats }: Language, { by_hour: hours, success_rate: rate }: Stats): string {
  const rates = hours.flatMap(({ success_rate: one }) => one ?? []);
  return t('Success by hour, from {lowest} to {highest}; {all} in all. The table has each hour.', {
    lowest: formats.percent(Math.min(...rates) / 100),
    highest: formats.percent(Math.max(...rates) / 100),
    all: formats.percent((rate ?? 0) / 100),
  });
}

function timeText({ t, formats }: Language, { p50_ms: half, p95_ms: most }: Stats): string {
  return t('Response time by hour. Overall: median {half}, 95th percentile {most}. The table has each hour.', {
    half: formats.duration(half ?? 0),
    most: formats.duration(most ?? 0),
  });
}
