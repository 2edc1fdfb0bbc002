import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { CATEGORY_NAMES } from './insight.dto.js';
import { DELIVERY_STATUSES, type DeliveryStatus } from '../queue/delivery-states.js';

/** Any JSON value. */
const ANY_JSON = { type: 'object', additionalProperties: true, nullable: true } as const;
export class TestAnswer {
  @ApiProperty() success: boolean;
  @ApiProperty({ type: 'integer', nullable: true, description: 'What the receiver answered; null: nothing.' })
  status: number | null;
  @ApiProperty({ type: 'integer' }) duration_ms: number;
  @ApiPropertyOptional() error?: string;
  @ApiProperty({ format: 'uuid', description: 'It is logged among the deliveries.' }) delivery_id: string;
}

export class ProbeAnswer {
  @ApiProperty({ type: 'boolean', nullable: true, description: 'Null: unknown.' })
  checks_signatures: boolean | null;
  @ApiProperty({ type: 'integer', nullable: true }) status: number | null;
  @ApiProperty({ type: 'integer' }) duration_ms: number;
  @ApiProperty() verdict: string;
}

export class SeenValueAnswer {
  @ApiProperty({ example: 'data.priority' }) path: string;
  @ApiProperty({ description: 'False: the event has no such field.' }) found: boolean;
  @ApiProperty({ ...ANY_JSON, example: 'low', description: 'Null when not found.' }) value: unknown;
  @ApiProperty({ description: 'True: the value is longer; this is the beginning of its JSON text, 500 characters.' })
  truncated: boolean;
}

export class PreviewAnswer {
  @ApiProperty() matches: boolean;
  @ApiPropertyOptional({ description: 'Why the filter gave no answer.' }) fault?: string;
  @ApiPropertyOptional({ type: [SeenValueAnswer], description: 'What the filter saw of the event, up to 50 values.' })
  values?: SeenValueAnswer[];
  @ApiProperty({ description: 'Exactly what would be sent.' }) body: string;
  @ApiProperty({ type: Object }) headers: Record<string, string>;
}

export class RecentMatch {
  @ApiProperty({ format: 'uuid' }) event_id: string;
  @ApiProperty({ example: 'ticket.updated' }) type: string;
  @ApiProperty({ enum: CATEGORY_NAMES }) category: string;
  @ApiProperty({ format: 'date-time' }) occurred_at: string;
  @ApiProperty({ example: 'Ada Lovelace' }) actor_name: string;
  @ApiProperty() matches: boolean;
  @ApiPropertyOptional({ description: 'Why the filter gave no answer.' }) fault?: string;
  @ApiPropertyOptional({ type: [SeenValueAnswer], description: 'What the filter saw of the event, up to 10 values.' })
  values?: SeenValueAnswer[];
}

export class RecentPreviewAnswer {
  @ApiProperty({ type: 'integer', description: 'Events of these types among the last 5,000 that the caller may see.' })
  found: number;
  @ApiProperty({ type: 'integer', description: 'Less than `found` when the filter ran over its budget.' })
  tried: number;
  @ApiProperty({ type: 'integer' }) matched: number;
  @ApiProperty({ type: [RecentMatch], description: 'Newest first.' }) items: RecentMatch[];
}

export class RuleAnswer {
  @ApiProperty() rule: string;
  @ApiProperty() holds: boolean;
  @ApiProperty() reason: string;
  @ApiPropertyOptional({
    type: [SeenValueAnswer],
    description: 'Of the rule filter: what it saw of the event, up to 50 values.',
  })
  values?: SeenValueAnswer[];
}

export class ExplainedDelivery {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ enum: DELIVERY_STATUSES }) status: DeliveryStatus;
}

export class ExplainAnswer {
  @ApiProperty({ format: 'uuid' }) webhook_id: string;
  @ApiProperty({ format: 'uuid' }) event_id: string;
  @ApiProperty({ description: "The event's name.", example: 'ticket.updated' }) type: string;
  @ApiProperty({ description: 'The same as `type`.' }) event_type: string;
  @ApiProperty({ description: 'By current settings and rights.' }) matches: boolean;
  @ApiProperty({ type: [RuleAnswer] }) rules: RuleAnswer[];
  @ApiProperty({ type: [ExplainedDelivery], description: 'What really became of it.' }) deliveries: ExplainedDelivery[];
}
