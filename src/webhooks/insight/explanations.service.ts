import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Viewer } from '../../common/visibility.js';
import { ChannelFacts } from '../../events/channel-facts.js';
import type { LoggedEvent } from '../../events/logged-event.js';
import { loadVisibleEvent } from '../../events/visible-event.js';
import { EndpointsService } from '../endpoints/endpoints.service.js';
import type { WebhookEndpoint } from '../endpoints/webhook-endpoint.entity.js';
import { loadCandidate } from '../matching/endpoint-candidate.js';
import { explainMatch } from '../matching/endpoint-matching.js';
import { PayloadFilters } from '../programs/payload-filter.js';
import { toStatus, type DeliveryState } from '../queue/delivery-states.js';
import type { ExplainAnswer, RuleAnswer } from './insight.answers.js';

const DELIVERIES_SQL = 'SELECT id, state FROM webhook_deliveries WHERE endpoint_id = $1 AND event_id = $2 ORDER BY id';

/** Why an endpoint did or did not get an event. */
@Injectable()
export class ExplanationsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly endpoints: EndpointsService,
    private readonly filters: PayloadFilters,
    private readonly facts: ChannelFacts,
  ) {}

  /** @throws NotFound when the viewer may not see the endpoint or the event */
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
    const row = await loadCandidate(this.dataSource, endpoint);
    const outcomes = await explainMatch(this.dataSource, row, { event, filters: this.filters });
    return outcomes.map(({ values, ...rule }) => ({ ...rule, ...(values && { values: [...values] }) }));
  }

  private async personalRules(endpoint: WebhookEndpoint, eventId: string): Promise<RuleAnswer[]> {
    const { userId } = endpoint;
    const notification = userId === null ? null : await this.facts.notificationOf(this.dataSource, { userId, eventId });
    if (notification === null) return [{ rule: 'notification', holds: false, reason: 'you were not notified of it' }];
    const preference = notification.webhook ? 'by webhook, too' : 'not by webhook: your preferences say so';
    return [
      {
        rule: 'notification',
        holds: true,
        reason: `you were notified of it: ${notification.type}, as ${notification.reason}`,
      },
      { rule: 'preference', holds: notification.webhook, reason: preference },
    ];
  }
}

function existed(endpoint: WebhookEndpoint, event: LoggedEvent): RuleAnswer {
  const reason = `it was made at ${endpoint.createdAt.toISOString()}, the event is of ${event.occurredAt.toISOString()}`;
  return { rule: 'existed', holds: endpoint.createdAt <= event.occurredAt, reason };
}
