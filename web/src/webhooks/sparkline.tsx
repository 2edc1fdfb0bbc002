import { useT } from '../i18n/text.js';
import type { Health } from './queries.js';
import classes from './sparkline.module.css';

const HEIGHT = 28;
const BAR = 6;
const GAP = 2;

/** Attempts of the last 24 hours, one bar per hour: successes below, failures on top of them. */
export function Sparkline({ hours }: { hours: Health['by_hour'] }) {
  const t = useT();
  const most = Math.max(1, ...hours.map(({ ok, failed }) => ok + failed));
  const ok = hours.reduce((sum, hour) => sum + hour.ok, 0);
  const failed = hours.reduce((sum, hour) => sum + hour.failed, 0);
  const width = hours.length * (BAR + GAP);
  return (
    <svg
      width={width}
      height={HEIGHT}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      role="img"
      aria-label={t('Last 24 hours: {ok} succeeded, {failed} failed', { ok, failed })}
    >
      {hours.map((hour, index) => {
        const okHeight = (hour.ok / most) * HEIGHT;
        const failedHeight = (hour.failed / most) * HEIGHT;
        const x = index * (BAR + GAP);
        return (
          // Hours have no other name than their place.
          // oxlint-disable-next-line react/no-array-index-key
          <g key={index}>
            <rect className={classes['none']} x={x} y={HEIGHT - 1} width={BAR} height={1} />
            <rect className={classes['ok']} x={x} y={HEIGHT - okHeight} width={BAR} height={okHeight} />
            <rect
              className={classes['failed']}
              x={x}
              y={HEIGHT - okHeight - failedHeight}
              width={BAR}
              height={failedHeight}
            />
          </g>
        );
      })}
    </svg>
  );
}
