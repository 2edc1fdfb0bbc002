import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { uuidBoundary } from '../../common/ids.js';
import type { Viewer } from '../../common/visibility.js';
import { HeavyReads } from '../../database/heavy-reads.js';
import { ChannelFacts } from '../../events/channel-facts.js';
import type { LoggedEvent } from '../../events/logged-event.js';
import { EventTraces, type Traced } from '../../events/trace/event-traces.js';
import { MAX_TRACED, type EndpointOutcome, type TracedEndpoint } from '../../events/trace/trace.answers.js';
import { deliveryView } from '../deliveries/delivery-views.js';
import { endpointReader, visibleEndpoints } from '../endpoints/endpoints.policy.js';
import { findObstacles, type CandidateRow } from '../matching/endpoint-matching.js';
import { DELIVERY_COLUMNS, type DeliveryRow } from '../queue/delivery-rows.js';

/**
 * The latest delivery of an event to each endpoint that the viewer may see. $1: the event; $2 to $5: the viewer; $6:
 * the least possible id of a delivery of the event.
 */
const DELIVERED_SQL = `
  SELECT * FROM (
    SELECT DISTINCT ON (e.id) e.id AS webhook_id, e.name AS webhook_name, e.active, ${DELIVERY_COLUMNS}
      FROM webhook_deliveries d JOIN webhook_endpoints e ON e.id = d.endpoint_id AND ${visibleEndpoints(2)}
     WHERE d.event_id = $1::uuid AND d.id >= $6::uuid ORDER BY e.id, d.id DESC) latest
   ORDER BY webhook_id LIMIT ${MAX_TRACED}`;

/** The viewer's other endpoints. $1 to $4: the viewer; $5: except these. */
const OTHERS = `webhook_endpoints e WHERE ${visibleEndpoints(1)} AND e.kind <> 'built_in' AND NOT e.id = ANY($5::uuid[])`;
/** Everyone except admins has few endpoints; with a limit, all endpoints would be scanned for them. */
const OWN_SQL = `SELECT e.id FROM ${OTHERS} ORDER BY e.id`;
const ANY_SQL = `${OWN_SQL} LIMIT ${MAX_TRACED}`;
const COUNT_SQL = `SELECT count(*)::int AS count FROM ${OTHERS}`;

/**
 * $1: endpoints; $2: the position of the event. `is_undecided`: its filter has not reached the event; `is_pausing`: and
 * is paused, because it exceeded its budget.
 */
const CANDIDATES_SQL = `
  SELECT e.id, e.name, e.kind, e.active, e.disabled_reason, e.created_at, e.owner_type, e.user_id, e.company_id, e.events,
         e.categories, e.filter, e.failing_program, e.include_internal, e.payload_format,
         u.role AS user_role, u.company_id AS user_company_id, u.active AS user_active,
         e.filter IS NOT NULL AND e.filter_after < $2::bigint
           AND coalesce(l.position, (SELECT position FROM webhook_filter_head)) < $2::bigint AS is_undecided,
         coalesce(l.position < $2::bigint AND l.not_before > now(), false) AS is_pausing
    FROM webhook_endpoints e
    LEFT JOIN LATERAL (SELECT role, company_id, active FROM users WHERE id = e.user_id LIMIT 1) u ON true
    LEFT JOIN LATERAL (SELECT position, not_before FROM webhook_filter_lags
                        WHERE endpoint_id = e.id AND up_to IS NULL LIMIT 1) l ON true
   WHERE e.id = ANY($1::uuid[]) ORDER BY e.id`;

/** Ids come from the clocks of other processes, so they may differ a little. */
const CLOCK_SKEW_MS = 60_000;

type DeliveredRow = DeliveryRow & { webhook_id: string; webhook_name: string; active: boolean };

interface OtherRow extends CandidateRow {
  name: string;
  kind: string;
  active: boolean;
  disabled_reason: string | null;
  created_at: Date;
  is_undecided: boolean;
  is_pausing: boolean;
}

type Verdict = Pick<TracedEndpoint, 'outcome' | 'why'>;

/** Which endpoints got an event, by what is stored, and why the others did not, by current rules. */
@Injectable()
export class EndpointTrace implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly heavyReads: HeavyReads,
    private readonly traces: EventTraces,
    private readonly facts: ChannelFacts,
  ) {}

  onModuleInit(): void {
    this.traces.register({ endpoints: (event, viewer) => this.read(event, viewer) });
  }

  private async read(event: LoggedEvent, viewer: Viewer): Promise<Traced<TracedEndpoint>> {
    const reader = endpointReader(viewer);
    const { manager } = this.heavyReads;
    const rows = await manager.query<DeliveredRow[]>(DELIVERED_SQL, [event.id, ...reader, leastId(event.id)]);
    const others = [...reader, rows.map((row) => row.webhook_id)];
    const ids = await this.dataSource.query<{ id: string }[]>(viewer.role === 'admin' ? ANY_SQL : OWN_SQL, others);
    const shown = ids.slice(0, MAX_TRACED - rows.length).map(({ id }) => id);
    // Endpoints with a delivery beyond the listed ones count among the others here.
    const total = rows.length + (ids.length < MAX_TRACED ? ids.length : await this.count(others));
    return { items: [...rows.map(deliveredView), ...(await this.verdicts(event, shown))], total };
  }

  private async count(parameters: unknown[]): Promise<number> {
    const [row] = await this.heavyReads.manager.query<{ count: number }[]>(COUNT_SQL, parameters);
    return row?.count ?? 0;
  }

  private async verdicts(event: LoggedEvent, ids: readonly string[]): Promise<TracedEndpoint[]> {
    if (ids.length === 0) return [];
    const rows = await this.dataSource.query<OtherRow[]>(CANDIDATES_SQL, [ids, event.position]);
    const obstacles = await findObstacles(this.dataSource, rows, event);
    const views: TracedEndpoint[] = [];
    for (const row of rows) {
      const verdict =
        row.kind === 'personal'
          ? await this.personalVerdict(event, row.user_id)
          : verdictOn(row, event, obstacles.get(row.id)?.reason ?? null);
      views.push({ webhook_id: row.id, name: row.name, ...verdict, delivery: null, recomputed: true });
    }
    return views;
  }

  /** It gets notifications, not events. */
  private async personalVerdict(event: LoggedEvent, userId: string | null): Promise<Verdict> {
    const notification =
      userId === null ? null : await this.facts.notificationOf(this.dataSource, { userId, eventId: event.id });
    const why =
      notification?.webhook === false
        ? 'Your preferences for this notification leave out the webhook.'
        : 'You were not notified of this event by webhook.';
    return { outcome: 'not_matched', why };
  }
}

function leastId(eventId: string): string {
  const madeAtMs = Number.parseInt(eventId.replaceAll('-', '').slice(0, 12), 16);
  return uuidBoundary(madeAtMs - CLOCK_SKEW_MS);
}

function deliveredView(row: DeliveredRow): TracedEndpoint {
  const outcome = outcomeOf(row);
  return {
    webhook_id: row.webhook_id,
    name: row.webhook_name,
    outcome,
    why: outcome === 'delivered' ? null : whyOf(outcome, row),
    delivery: deliveryView(row),
    recomputed: false,
  };
}

function outcomeOf({ state, active }: DeliveredRow): EndpointOutcome {
  if (state === 'success') return 'delivered';
  if (state !== 'pending' && state !== 'retry') return state;
  return active ? 'pending' : 'held';
}

function whyOf(outcome: EndpointOutcome, { state, error }: DeliveredRow): string {
  if (outcome === 'held') return 'The webhook is disabled. What is held goes out when it is enabled.';
  if (error !== null) return error;
  return state === 'pending' ? 'It waits for its first attempt.' : 'It waits for the next attempt.';
}

function verdictOn(row: OtherRow, event: LoggedEvent, obstacle: string | null): Verdict {
  if (row.created_at > event.occurredAt) {
    return { outcome: 'not_matched', why: `The webhook was made at ${row.created_at.toISOString()}, after the event.` };
  }
  if (obstacle !== null) return { outcome: 'not_matched', why: obstacle };
  if (row.is_pausing) {
    return { outcome: 'paused', why: 'The filter ran over its budget and pauses. The event is decided afterwards.' };
  }
  if (row.is_undecided) return { outcome: 'pending', why: 'The filter has not decided on the event yet.' };
  if (!row.active) return { outcome: 'paused', why: `The webhook is disabled. ${row.disabled_reason ?? ''}`.trim() };
  if (row.filter !== null) {
    return { outcome: 'not_matched', why: `filter did not match: ${row.filter}` };
  }
  return { outcome: 'not_matched', why: 'It matches now, but did not when the event was dispatched.' };
}
