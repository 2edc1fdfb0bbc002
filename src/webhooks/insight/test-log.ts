import type { DataSource } from 'typeorm';
import type { Viewer, Visibility } from '../../common/visibility.js';
import type { FormatEvent } from '../formats/delivery-format.js';
import type { PostOutcome } from '../post-outcome.js';

export interface SentTest {
  readonly id: string;
  readonly endpointId: string;
  readonly viewer: Viewer;
  /** The endpoint's. */
  readonly companyId: string | null;
  readonly event: FormatEvent;
  readonly outcome: PostOutcome;
  /** Null: a success. */
  readonly error: string | null;
}

/** In no queue and so never in the log: it is kept for the delivery that shows it. */
const EVENT_SQL = `
  INSERT INTO event_bodies (id, type, category, source, actor, user_id, company_id, scope, visible_to, occurred_at, data)
  VALUES ($1, $2, $3, 'desk', $4, $5, $6, 'all', $7, $8, $9)`;

const DELIVERY_SQL = `
  INSERT INTO webhook_deliveries (id, endpoint_id, position, event_id, message_id, event_type, state, attempts, tries,
                                  response_status, response_body, error, duration_ms, timings, delivered_at)
  VALUES ($1, $2, 0, $3, $3, $4, $5, 1, 1, $6, $7, $8, $9, $10, CASE WHEN $5 = 'success' THEN now() END)`;

const ATTEMPT_SQL = `
  INSERT INTO webhook_attempts (delivery_id, number, started_at, duration_ms, response_status, response_body, error, timings)
  VALUES ($1, 1, now() - $5::int * interval '1 ms', $5, $2, $3, $4, $6)`;

/** Logs tests among the deliveries, once they are over: one that nobody waited for the end of leaves nothing. */
export class TestLog {
  constructor(private readonly dataSource: DataSource) {}

  async store({ id, endpointId, event, outcome, error, ...readers }: SentTest): Promise<void> {
    const status = outcome.ok ? outcome.status : null;
    const body = outcome.ok ? outcome.body : null;
    const durationMs = Math.round(outcome.timings.totalMs);
    const timings = timingsOf(outcome);
    const state = error === null ? 'success' : 'failed';
    await this.dataSource.transaction(async (manager) => {
      await manager.query(EVENT_SQL, eventColumns(event, readers));
      const delivery = [id, endpointId, event.id, event.type, state, status, body, error, durationMs, timings];
      await manager.query(DELIVERY_SQL, delivery);
      if (error !== null) await manager.query(ATTEMPT_SQL, [id, status, body, error, durationMs, timings]);
    });
  }
}

/** Whoever sees the endpoint may see its tests: there is nothing of the desk in them. */
function eventColumns(event: FormatEvent, { viewer, companyId }: Pick<SentTest, 'viewer' | 'companyId'>): unknown[] {
  const visibleTo: Visibility = { staff: true, userIds: [viewer.id], managersOf: companyId };
  return [
    event.id,
    event.type,
    event.category,
    JSON.stringify(event.actor),
    event.userId,
    event.companyId,
    JSON.stringify(visibleTo),
    event.occurredAt,
    event.data,
  ];
}

function timingsOf({ timings }: PostOutcome): string {
  const rounded = (ms: number | undefined) => (ms === undefined ? undefined : Math.round(ms * 10) / 10);
  return JSON.stringify({
    dns_ms: rounded(timings.dnsMs),
    connect_ms: rounded(timings.connectMs),
    tls_ms: rounded(timings.tlsMs),
    first_byte_ms: rounded(timings.firstByteMs),
    total_ms: rounded(timings.totalMs),
  });
}
