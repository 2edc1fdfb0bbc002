import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { decodeIdCursor } from '../../common/id-cursor.js';
import { encodePageCursor, toPage, type Page } from '../../common/paging.js';
import { parseMoment } from '../../common/times.js';
import type { Viewer } from '../../common/visibility.js';
import { HeavyReads } from '../../database/heavy-reads.js';
import { endpointReader, visibleEndpoints } from '../endpoints/endpoints.policy.js';
import { toState } from '../queue/delivery-states.js';
import type { ListedDeliveryAnswer } from './deliveries.answers.js';
import type { DeliverySearchQuery } from './deliveries.dto.js';
import {
  isFiltered,
  searchStatement,
  type DeliverySearch,
  type ListedRow,
  type SearchRow,
} from './delivery-list.sql.js';
import { deliveryView } from './delivery-views.js';

const ENDPOINTS_SQL = `
  SELECT e.id FROM webhook_endpoints e WHERE ${visibleEndpoints(1)} AND ($5::uuid IS NULL OR e.id = $5) ORDER BY e.id`;

/** The deliveries of all endpoints that the viewer may see, in one list. */
@Injectable()
export class DeliveryListService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly heavyReads: HeavyReads,
  ) {}

  /**
   * Newest first. With a rare filter, a page may have few items or none and still a `next_cursor`: it has looked
   * through as many deliveries as one request may.
   */
  async list(viewer: Viewer, query: DeliverySearchQuery): Promise<Page<ListedDeliveryAnswer>> {
    const search = searchOf(query, new Date());
    const { manager } = isFiltered(search) ? this.heavyReads : this.dataSource;
    const endpointIds = await this.endpointIds(viewer, search.webhookId);
    if (endpointIds?.length === 0) return { items: [], next_cursor: null };
    const { text, values } = searchStatement({ viewer, endpointIds }, search, query.limit + 1);
    const rows = await manager.query<SearchRow[]>(text, values);
    const found = rows.filter((row) => (row.delivery_id as string | null) !== null);
    const page = toPage(found, query.limit, { item: listedView, key: (row) => [row.delivery_id], size: sizeOf });
    const bound = rows[0]?.bound ?? null;
    if (page.next_cursor === null && bound !== null) page.next_cursor = encodePageCursor([bound]);
    return page;
  }

  /** Null: an admin may see almost everyone's. */
  private async endpointIds(viewer: Viewer, only: string | null): Promise<string[] | null> {
    if (viewer.role === 'admin') return only === null ? null : [only];
    const rows = await this.dataSource.query<{ id: string }[]>(ENDPOINTS_SQL, [...endpointReader(viewer), only]);
    return rows.map(({ id }) => id);
  }
}

export function listedView(row: ListedRow): ListedDeliveryAnswer {
  return { ...deliveryView(row), webhook_id: row.webhook_id, webhook_name: row.webhook_name };
}

function sizeOf({ response_body: body, error }: ListedRow): number {
  return (body?.length ?? 0) + (error?.length ?? 0);
}

function searchOf(query: DeliverySearchQuery, now: Date): DeliverySearch {
  return {
    state: query.status === undefined ? null : toState(query.status),
    type: query.type ?? query.event_type ?? null,
    webhookId: query.webhook_id ?? null,
    eventId: query.event_id ?? null,
    since: parseMoment(query.since, now) ?? null,
    until: parseMoment(query.until, now) ?? null,
    before: query.cursor === undefined ? null : decodeIdCursor(query.cursor),
  };
}
