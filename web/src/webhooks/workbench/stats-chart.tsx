import { Group, Text as Words, useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import classes from './stats.module.css';

const HEIGHT = 180;
const HOUR_S = 3_600;
const INCREMENTS = [1, 2, 3, 6, 12, 24, 48].map((hours) => hours * HOUR_S);

export interface Line {
  readonly label: string;
  /** A custom property of the theme, such as `--mantine-color-red-6`. */
  readonly color: string;
  /** By hour. */
  readonly values: readonly (number | null)[];
}

export interface StatsChartProps {
  readonly title: string;
  /** The description for people who cannot see the chart. */
  readonly summary: string;
  /** Beginnings of hours, in seconds. */
  readonly hours: readonly number[];
  readonly lines: readonly Line[];
  /** `bars` are stacked. */
  readonly kind: 'bars' | 'lines';
  /** The maximum of the axis; left out: the largest value. */
  readonly max?: number;
  readonly format: (value: number) => string;
  readonly formatTime: (seconds: number) => string;
}

/** By hour; the legend shows the values of the hour under the pointer. */
export default function StatsChart(props: StatsChartProps) {
  const { title, summary, lines, format, hours, formatTime } = props;
  const [place, setPlace] = useState<number | null>(null);
  const { ref, width } = useElementSize();
  const theme = useComputedColorScheme();
  return (
    <figure className={classes['figure']}>
      <figcaption className={classes['caption']}>
        <Words size="sm" fw={600} component="span">
          {title}
        </Words>
        <Group gap="sm" component="span" className={classes['legend']}>
          {place !== null && (
            <Words size="xs" c="dimmed" component="span">
              {formatTime(hours[place] ?? 0)}
            </Words>
          )}
          {lines.map(({ label, color, values }) => (
            <Words key={label} size="xs" component="span" className={classes['entry']}>
              <span className={classes['swatch']} style={{ background: `var(${color})` }} aria-hidden />
              {label}
              {place !== null && <b>{formatValue(values[place], format)}</b>}
            </Words>
          ))}
        </Group>
      </figcaption>
      <div ref={ref} role="img" aria-label={summary} className={classes['plot']}>
        {width > 0 && <Canvas key={theme} {...props} width={width} onPlace={setPlace} />}
      </div>
    </figure>
  );
}

function formatValue(value: number | null | undefined, format: (value: number) => string): string {
  return value === null || value === undefined ? '–' : format(value);
}

interface CanvasProps extends StatsChartProps {
  readonly width: number;
  readonly onPlace: (place: number | null) => void;
}

/** Recreated for another size or theme; new values go into the existing chart. */
function Canvas({ width, onPlace, ...props }: CanvasProps) {
  const parent = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(null);
  const { kind, lines, max, format, formatTime } = props;
  const colors = lines.map(({ color }) => color).join(' ');
  const data = useMemo(() => dataOf(props), [props]);
  const latest = useRef({ data, onPlace });
  useEffect(() => {
    latest.current = { data, onPlace };
    chart.current?.setData(data);
  }, [data, onPlace]);
  useEffect(() => {
    if (parent.current === null) return undefined;
    const looks = { width, kind, max, colors: colors.split(' '), format, formatTime };
    const made = new uPlot(
      optionsOf(looks, (place) => latest.current.onPlace(place)),
      latest.current.data,
      parent.current,
    );
    chart.current = made;
    return () => {
      chart.current = null;
      made.destroy();
    };
  }, [width, kind, max, colors, format, formatTime]);
  return <div ref={parent} />;
}

/** Each bar reaches from zero to its sum, and shorter ones are drawn over it. */
function dataOf({ kind, hours, lines }: StatsChartProps): uPlot.AlignedData {
  if (kind === 'lines') return [[...hours], ...lines.map(({ values }) => [...values])];
  const sums = lines.map((_, last) =>
    hours.map((_hour, place) => lines.slice(0, last + 1).reduce((sum, { values }) => sum + (values[place] ?? 0), 0)),
  );
  return [[...hours], ...sums.toReversed()];
}

interface Looks extends Pick<StatsChartProps, 'kind' | 'max' | 'format' | 'formatTime'> {
  readonly width: number;
  readonly colors: readonly string[];
}

function optionsOf(looks: Looks, onPlace: (place: number | null) => void): uPlot.Options {
  const { width, kind, max, colors, format, formatTime } = looks;
  const axis = {
    stroke: themed('--mantine-color-dimmed'),
    grid: { stroke: themed('--mantine-color-default-border'), width: 1 },
  };
  const ordered = kind === 'bars' ? colors.toReversed() : colors;
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: kind === 'lines' } },
    hooks: { setCursor: [({ cursor }) => onPlace(cursor.idx ?? null)] },
    scales: {
      x: { time: true, range: (_, from, to) => [from - HOUR_S / 2, to + HOUR_S / 2] },
      y: { range: (_, _from, to) => [0, max ?? Math.max(1, (to ?? 0) * 1.05)] },
    },
    axes: [
      { ...axis, incrs: INCREMENTS, values: (_, splits) => splits.map(formatTime) },
      { ...axis, size: 64, values: (_, splits) => splits.map(format) },
    ],
    series: [{}, ...ordered.map((color) => seriesOf(kind, color))],
  };
}

function seriesOf(kind: StatsChartProps['kind'], color: string): uPlot.Series {
  if (kind === 'lines') return { stroke: themed(color), width: 2, spanGaps: false, points: { show: true, size: 5 } };
  return { fill: themed(color), width: 0, points: { show: false }, paths: uPlot.paths.bars?.({ size: [0.8, 40] }) };
}

/** A canvas does not resolve custom properties, so they are read when it is drawn. */
function themed(property: string) {
  return () => getComputedStyle(document.documentElement).getPropertyValue(property);
}
