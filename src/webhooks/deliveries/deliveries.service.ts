import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotFound } from '../../common/errors.js';
import { decodeIdCursor } from '../../common/id-cursor.js';
import { toPage, type Page } from '../../common/paging.js';
import { VERSION } from '../../common/version.js';
import type { Viewer } from '../../common/visibility.js';
import { HeavyReads } from '../../database/heavy-reads.js';
import { EVENT_COLUMNS, readEvent, type EventRow } from '../../events/event-row.js';
import { loadEventVisibility, mayViewerSee } from '../../events/event-visibility.js';
import { EndpointHeaders } from '../endpoints/endpoint-headers.js';
import { EndpointsService } from '../endpoints/endpoints.service.js';
import type { WebhookEndpoint } from '../endpoints/webhook-endpoint.entity.js';
import { DeliveryBodies } from '../formats/delivery-bodies.js';
import { FormatFailed, JSON_CONTENT_TYPE, TemplateOverBudget, type FormatSource } from '../formats/delivery-format.js';
import { FORMATS } from '../formats/formats.js';
import { shareOf } from '../programs/program-run.js';
import { DELIVERY_COLUMNS, deliveryOf, type AttemptRow, type DeliveryRow } from '../queue/delivery-rows.js';
import { toState } from '../queue/delivery-states.js';
import type { DeliveryAnswer, DeliveryDetailAnswer } from './deliveries.answers.js';
import type { DeliveryQuery } from './deliveries.dto.js';
import { attemptViews, deliveryView } from './delivery-views.js';

/**
 * Newest first: ids are time-ordered. Of any state, or of the one that most have. $1: an endpoint; $2: a state; $3: an event
 * type; $4: before this id; $5: so many. Null: any, and from the top.
 */
const WALK_SQL = `
  SELECT ${DELIVERY_COLUMNS} FROM webhook_messages m ${deliveryOf('m')}
   WHERE m.endpoint_id = $1 AND ($4::uuid IS NULL OR m.id < $4) AND ($3::text IS NULL OR m.event_type = $3)
     AND ($2::text IS NULL OR d.state = $2)
   ORDER BY m.id DESC LIMIT $5`;

/** The other states have indexes. */
const BY_STATE_SQL = `
  SELECT ${DELIVERY_COLUMNS} FROM webhook_deliveries d
   WHERE d.endpoint_id = $1 AND d.state = $2 AND ($3::text IS NULL OR d.event_type = $3) AND ($4::uuid IS NULL OR d.id < $4)
   ORDER BY d.id DESC LIMIT $5`;

const ONE_SQL = `SELECT ${DELIVERY_COLUMNS} FROM webhook_deliveries d WHERE d.endpoint_id = $1 AND d.id = $2`;

/** The event may be gone before the delivery, when its retention is shorter. */
const READ_MANY_SQL = `
  SELECT ${DELIVERY_COLUMNS}, d.position, ${EVENT_COLUMNS}
    FROM webhook_deliveries d LEFT JOIN event_bodies b ON b.id = d.event_id
   WHERE d.endpoint_id = $1 AND d.id = ANY($2::uuid[])`;

const ATTEMPTS_SQL = `
  SELECT number, started_at, duration_ms, response_status, response_body, error, timings
    FROM webhook_attempts WHERE delivery_id = $1 ORDER BY number`;

/** What was or will be sent to an endpoint, for people who may see the endpoint. */
@Injectable()
export class DeliveriesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly heavyReads: HeavyReads,
    private readonly endpoints: EndpointsService,
    private readonly headers: EndpointHeaders,
    private readonly bodies: DeliveryBodies,
  ) {}

  /** @throws NotFound when the viewer may not see the endpoint */
  async list(viewer: Viewer, endpointId: string, query: DeliveryQuery): Promise<Page<DeliveryAnswer>> {
    await this.endpoints.find(viewer, endpointId);
    // Deliveries that do not match the filter are read as well, however many there are.
    const type = query.type ?? query.event_type;
    const isFiltered = query.status !== undefined || type !== undefined;
    const { manager } = isFiltered ? this.heavyReads : this.dataSource;
    const isWalk = query.status === undefined || query.status === 'success';
    const rows = await manager.query<DeliveryRow[]>(isWalk ? WALK_SQL : BY_STATE_SQL, [
      endpointId,
      query.status === undefined ? null : toState(query.status),
      type ?? null,
      query.cursor === undefined ? null : decodeIdCursor(query.cursor),
      query.limit + 1,
    ]);
    return toPage(rows, query.limit, { item: deliveryView, key: (row) => [row.delivery_id] });
  }

  /** With the payloads that the viewer may see. @throws NotFound */
  async listWithPayloads(viewer: Viewer, endpointId: string, query: DeliveryQuery) {
    const endpoint = await this.endpoints.find(viewer, endpointId);
    const { items, next_cursor: next } = await this.list(viewer, endpointId, query);
    const parameters = [endpointId, items.map(({ id }) => id)];
    const rows = await this.dataSource.query<(DeliveryRow & EventRow)[]>(READ_MANY_SQL, parameters);
    const payloads = await this.payloads(viewer, endpoint, rows);
    const withPayload = (item: DeliveryAnswer) =>
      Object.assign(item, { webhook_id: endpointId, payload: payloads.get(item.id) ?? null });
    return { items: items.map(withPayload), next_cursor: next };
  }

  /** Without checking rights. @throws NotFound */
  async summary(endpointId: string, id: string): Promise<DeliveryAnswer> {
    const [row] = await this.dataSource.query<DeliveryRow[]>(ONE_SQL, [endpointId, id]);
    if (row === undefined) throw new NotFound('delivery');
    return deliveryView(row);
  }

  /** @throws NotFound */
  async read(viewer: Viewer, endpointId: string, id: string): Promise<DeliveryDetailAnswer> {
    const endpoint = await this.endpoints.find(viewer, endpointId);
    const [row] = await this.dataSource.query<(DeliveryRow & EventRow)[]>(READ_MANY_SQL, [endpointId, [id]]);
    if (row === undefined) throw new NotFound('delivery');
    const failed = await this.dataSource.query<AttemptRow[]>(ATTEMPTS_SQL, [id]);
    return {
      ...deliveryView(row),
      payload: (await this.payloads(viewer, endpoint, [row])).get(id) ?? null,
      request_headers: this.requestHeaders(endpoint, row),
      attempt_log: attemptViews(row, failed),
    };
  }

  /**
   * By delivery id. The right to the event is checked again: a delivery may have been cancelled because it was lost.
   */
  private async payloads(
    viewer: Viewer,
    endpoint: WebhookEndpoint,
    rows: readonly (DeliveryRow & EventRow)[],
  ): Promise<Map<string, unknown>> {
    const kept = rows.filter((row) => (row.id as string | null) !== null);
    const readable = kept.flatMap((row) => readEvent(row) ?? []);
    const events = new Map(readable.map((event) => [event.id, event]));
    const readers = await loadEventVisibility(this.dataSource, [...events.values()]);
    const payloads = new Map<string, unknown>();
    let isOverBudget = false;
    for (const row of kept) {
      const [event, visibility] = [events.get(row.id), readers.get(row.id)];
      if (event === undefined || visibility === undefined || !mayViewerSee(viewer, visibility)) continue;
      const { notification, enriched_data: enrichedData, event_type: type } = row;
      // A template over its budget is not run for the rest of the page.
      if (isOverBudget) break;
      const body = await this.bodyOf(endpoint, { event, notification, enrichedData, type });
      isOverBudget = body instanceof TemplateOverBudget;
      payloads.set(row.delivery_id, body instanceof FormatFailed ? null : body);
    }
    return payloads;
  }

  /** A format's output need not be JSON, and a template may fail by now. */
  private async bodyOf(endpoint: WebhookEndpoint, source: FormatSource): Promise<unknown> {
    const { payloadFormat, template, jsonStyle } = endpoint;
    try {
      const { text } = await this.bodies.write(
        { payloadFormat, template, jsonStyle, share: shareOf(endpoint) },
        source,
      );
      return payloadFormat === 'template' ? text : JSON.parse(text);
    } catch (error) {
      if (error instanceof FormatFailed) return error;
      throw error;
    }
  }

  private requestHeaders(endpoint: WebhookEndpoint, row: DeliveryRow): Record<string, string> {
    return {
      'content-type': FORMATS.get(endpoint.payloadFormat)?.contentType ?? JSON_CONTENT_TYPE,
      'user-agent': `Carillon/${VERSION}`,
      'webhook-id': row.message_id,
      'X-Webhook-Id': row.message_id,
      'X-Webhook-Event': row.event_type,
      ...this.headers.masked(endpoint),
    };
  }
}
