import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Viewer } from '../../common/visibility.js';
import { toStatus, type DeliveryState } from '../delivery-states.js';
import { EndpointsService } from '../endpoints.service.js';
import { explainMatch, type CandidateRow } from '../matching/endpoint-matching.js';
import { PayloadFilters } from '../matching/payload-filter.js';
import type { WebhookEndpoint } from '../webhook-endpoint.entity.js';
import type { LoggedEvent } from '../../events/logged-event.js';
import type { ExplainAnswer, RuleAnswer } from './insight.dto.js';
import { loadVisibleEvent } from '../../events/visible-event.js';

const OWNER_SQL = `
  SELECT role AS user_role, company_id AS user_company_id, active AS user_active FROM users WHERE id = $1`;

const DELIVERIES_SQL = 'SELECT id, state FROM webhook_deliveries WHERE endpoint_id = $1 AND event_id = $2 ORDER BY id';

const NOTIFIED_SQL = 'SELECT type, reason, webhook FROM notifications WHERE user_id = $1 AND event_id = $2 LIMIT 1';

/** Why an endpoint did or did not get an event. */
@Injectable()
export class Explanations {
  constructor(
    private readonly dataSource: DataSource,
    private readonly endpoints: EndpointsService,
    private readonly filters: PayloadFilters,
  ) {}

  /** @throws NotFound when the endpoint or the event is not this viewer's to see */
  async explain(viewer: Viewer, endpointId: string, eventId: string): Promise<ExplainAnswer> {
    const endpoint = await this.endpoints.find(viewer, endpointId);
    const event = await loadVisibleEvent(this.dataSource, viewer, eventId);
    const rules =
      endpoint.kind === 'personal'
        ? await this.personalRules(endpoint, eventId)
        : [existed(endpoint, event), ...(await this.matchRules(endpoint, event))];
    const rows = await this.dataSource.query<{ id: string; state: DeliveryState }[]>(DELIVERIES_SQL, [
      endpointId,
      eventId,
    ]);
    return {
      webhook_id: endpointId,
      event_id: eventId,
      type: event.type,
      event_type: event.type,
      matches: rules.every(({ holds }) => holds),
      rules,
      deliveries: rows.map(({ id, state }) => ({ id, status: toStatus(state) })),
    };
  }

  private async matchRules(endpoint: WebhookEndpoint, event: LoggedEvent): Promise<RuleAnswer[]> {
    const [owner] =
      endpoint.userId === null ? [] : await this.dataSource.query<OwnerColumns[]>(OWNER_SQL, [endpoint.userId]);
    const row = candidateOf(endpoint, owner ?? NO_OWNER);
    const outcomes = await explainMatch(this.dataSource, row, { event, filters: this.filters });
    return outcomes.map(({ values, ...rule }) => ({ ...rule, ...(values && { values: [...values] }) }));
  }

  private async personalRules(endpoint: WebhookEndpoint, eventId: string): Promise<RuleAnswer[]> {
    const parameters = [endpoint.userId, eventId];
    const [told] = await this.dataSource.query<{ type: string; reason: string; webhook: boolean }[]>(
      NOTIFIED_SQL,
      parameters,
    );
    if (told === undefined) return [{ rule: 'notification', holds: false, reason: 'you were not notified of it' }];
    const preference = told.webhook ? 'by webhook, too' : 'not by webhook: your preferences say so';
    return [
      { rule: 'notification', holds: true, reason: `you were notified of it: ${told.type}, as ${told.reason}` },
      { rule: 'preference', holds: told.webhook, reason: preference },
    ];
  }
}

type OwnerColumns = Pick<CandidateRow, 'user_role' | 'user_company_id' | 'user_active'>;
const NO_OWNER: OwnerColumns = { user_role: null, user_company_id: null, user_active: null };

function existed(endpoint: WebhookEndpoint, event: LoggedEvent): RuleAnswer {
  const reason = `it was made at ${endpoint.createdAt.toISOString()}, the event is of ${event.occurredAt.toISOString()}`;
  return { rule: 'existed', holds: endpoint.createdAt <= event.occurredAt, reason };
}

function candidateOf(endpoint: WebhookEndpoint, owner: OwnerColumns): CandidateRow {
  return {
    id: endpoint.id,
    owner_type: endpoint.ownerType,
    user_id: endpoint.userId,
    company_id: endpoint.companyId,
    events: endpoint.events,
    categories: endpoint.categories,
    filter: endpoint.filter,
    failing_program: endpoint.failingProgram,
    include_internal: endpoint.includeInternal,
    payload_format: endpoint.payloadFormat,
    ...owner,
  };
}
