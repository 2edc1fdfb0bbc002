import { Injectable } from '@nestjs/common';
import { uuidBoundary } from '../../common/ids.js';
import type { Viewer } from '../../common/visibility.js';
import { HeavyReads } from '../../database/heavy-reads.js';
import { endpointReader, visibleEndpoints } from '../endpoints/endpoints.policy.js';
import { EndpointsService } from '../endpoints/endpoints.service.js';
import { DELIVERY_COLUMNS, deliveryOf, type DeliveryRow } from '../queue/delivery-rows.js';
import type { EndpointStats, HourFigures, QueueFigures } from './delivery-figures.answers.js';
import { deliveryView } from './delivery-views.js';

const TOTALS_SQL = `
  SELECT count(*)::int AS total, count(*) FILTER (WHERE state = 'success')::int AS successful,
         count(*) FILTER (WHERE state = 'failed')::int AS failed,
         count(*) FILTER (WHERE state IN ('pending', 'retry'))::int AS pending,
         count(*) FILTER (WHERE state = 'held')::int AS held,
         round(percentile_cont(0.5) WITHIN GROUP (ORDER BY duration_ms))::int AS p50_ms,
         round(percentile_cont(0.95) WITHIN GROUP (ORDER BY duration_ms))::int AS p95_ms
    FROM webhook_deliveries WHERE endpoint_id = $1`;

const RECENT_SQL = `
  SELECT ${DELIVERY_COLUMNS} FROM webhook_messages m ${deliveryOf('m')} WHERE m.endpoint_id = $1 ORDER BY m.id DESC LIMIT 10`;

/**
 * The last 24 hours including the present one, oldest first, hours without deliveries included. $2: the least id of
 * that time.
 */
const BY_HOUR_SQL = `
  SELECT h.hour, coalesce(d.total, 0)::int AS total, coalesce(d.successful, 0)::int AS successful,
         coalesce(d.failed, 0)::int AS failed
    FROM generate_series(date_trunc('hour', now()) - interval '23 h', date_trunc('hour', now()), interval '1 h') h(hour)
    LEFT JOIN (
      SELECT date_trunc('hour', created_at) AS hour, count(*) AS total, count(*) FILTER (WHERE state = 'success') AS successful,
             count(*) FILTER (WHERE state = 'failed') AS failed
        FROM webhook_deliveries WHERE endpoint_id = $1 AND id >= $2::uuid GROUP BY 1) d USING (hour)
   ORDER BY h.hour`;
/** An id is made before its row, and by another clock. */
const BY_HOUR_IDS_MS = 25 * 3_600_000;

/** For admins the numbers include everyone's webhooks, personal ones too: there is one queue. */
const QUEUE_SQL = `
  SELECT count(*) FILTER (WHERE d.state = 'pending' AND NOT l.is_leased)::int AS waiting,
         count(*) FILTER (WHERE d.state = 'pending' AND l.is_leased)::int AS active,
         count(*) FILTER (WHERE d.state = 'success')::int AS completed,
         count(*) FILTER (WHERE d.state = 'failed')::int AS failed,
         count(*) FILTER (WHERE d.state = 'retry')::int AS delayed,
         count(*) FILTER (WHERE d.state = 'held')::int AS held,
         count(*) FILTER (WHERE d.state <> 'cancelled')::int AS total,
         coalesce(max(extract(epoch FROM now() - coalesce(d.due_at, d.created_at)))
           FILTER (WHERE d.state = 'pending' OR (d.state = 'retry' AND d.due_at <= now())), 0)::float8 AS oldest_due_seconds
    FROM webhook_deliveries d
    JOIN webhook_endpoints e ON e.id = d.endpoint_id
   CROSS JOIN LATERAL (
     SELECT EXISTS (SELECT FROM webhook_lanes w WHERE w.endpoint_id = d.endpoint_id AND w.lease_until > now()) AS is_leased) l
   WHERE $3::boolean OR (${visibleEndpoints(1)})`;

/** Deliveries in numbers: by outcome, by hour, how long they take, and what waits. */
@Injectable()
export class DeliveryFiguresService {
  constructor(
    private readonly heavyReads: HeavyReads,
    private readonly endpoints: EndpointsService,
  ) {}

  /** @throws NotFound */
  async ofEndpoint(viewer: Viewer, id: string): Promise<EndpointStats> {
    await this.endpoints.find(viewer, id);
    const [totals] = await this.heavyReads.manager.query<Omit<EndpointStats, 'success_rate' | 'recent' | 'by_hour'>[]>(
      TOTALS_SQL,
      [id],
    );
    if (totals === undefined) throw new Error('An aggregate without a row.');
    const recent = await this.heavyReads.manager.query<DeliveryRow[]>(RECENT_SQL, [id]);
    const hours = await this.heavyReads.manager.query<(Omit<HourFigures, 'hour'> & { hour: Date })[]>(BY_HOUR_SQL, [
      id,
      uuidBoundary(Date.now() - BY_HOUR_IDS_MS),
    ]);
    return {
      ...totals,
      success_rate: rateOf(totals),
      recent: recent.map(deliveryView),
      by_hour: hours.map((row) => ({ ...row, hour: row.hour.toISOString() })),
    };
  }

  async ofQueue(viewer: Viewer): Promise<QueueFigures> {
    const [row] = await this.heavyReads.manager.query<QueueFigures[]>(QUEUE_SQL, endpointReader(viewer));
    if (row === undefined) throw new Error('An aggregate without a row.');
    return Object.assign(row, { oldest_due_seconds: Math.round(row.oldest_due_seconds * 10) / 10 });
  }
}

/** Per cent of finished deliveries, with two decimals; null while there are none. */
function rateOf({ successful, failed }: { successful: number; failed: number }): number | null {
  const over = successful + failed;
  return over === 0 ? null : Math.round((successful / over) * 10_000) / 100;
}
