import { ApiProperty } from '@nestjs/swagger';
import { MAYBE_TIME_FIELD, TIME_FIELD, UUID_FIELD } from '../../common/http/answer-fields.js';
import { DELIVERY_STATUSES, type DeliveryStatus } from '../queue/delivery-states.js';

const MAYBE_TEXT = { type: 'string', nullable: true } as const;
const MAYBE_INTEGER = { type: 'integer', nullable: true } as const;
const TIMINGS = {
  type: Object,
  nullable: true,
  example: { dns_ms: 1.2, connect_ms: 0.4, tls_ms: 8.1, first_byte_ms: 20.5, total_ms: 31 },
} as const;

export class DeliveryAnswer {
  @ApiProperty(UUID_FIELD) id: string;
  @ApiProperty(UUID_FIELD) event_id: string;
  @ApiProperty({ description: "The event's name.", example: 'ticket.updated' }) type: string;
  @ApiProperty({ description: 'The same as `type`.' }) event_type: string;
  @ApiProperty({ enum: DELIVERY_STATUSES, description: 'sending: tried, and due again.' }) status: DeliveryStatus;
  @ApiProperty({ type: 'integer' }) attempts: number;
  @ApiProperty(MAYBE_INTEGER) response_status: number | null;
  @ApiProperty(MAYBE_TEXT) response_body: string | null;
  @ApiProperty(MAYBE_TEXT) error: string | null;
  @ApiProperty(MAYBE_INTEGER) duration_ms: number | null;
  @ApiProperty(MAYBE_TIME_FIELD) next_attempt_at: string | null;
  @ApiProperty(MAYBE_TIME_FIELD) delivered_at: string | null;
  @ApiProperty(TIME_FIELD) created_at: string;
}

export class DeliveryPage {
  @ApiProperty({ type: [DeliveryAnswer] }) items: DeliveryAnswer[];
  @ApiProperty(MAYBE_TEXT) next_cursor: string | null;
}

export class ListedDeliveryAnswer extends DeliveryAnswer {
  @ApiProperty(UUID_FIELD) webhook_id: string;
  @ApiProperty({ example: 'Orders' }) webhook_name: string;
}

export class ListedDeliveryPage {
  @ApiProperty({ type: [ListedDeliveryAnswer] }) items: ListedDeliveryAnswer[];
  @ApiProperty(MAYBE_TEXT) next_cursor: string | null;
}

export class AttemptAnswer {
  @ApiProperty({ type: 'integer' }) number: number;
  @ApiProperty(TIME_FIELD) started_at: string;
  @ApiProperty({ type: 'integer' }) duration_ms: number;
  @ApiProperty(MAYBE_INTEGER) response_status: number | null;
  @ApiProperty(MAYBE_TEXT) response_body: string | null;
  @ApiProperty(MAYBE_TEXT) error: string | null;
  @ApiProperty({ ...TIMINGS, description: 'Milliseconds.' }) timings: Record<string, number> | null;
}

export class DeliveryDetailAnswer extends DeliveryAnswer {
  @ApiProperty({ type: Object, nullable: true, description: 'Null: past retention, or not yours to see any more.' })
  payload: unknown;

  @ApiProperty({ type: Object, description: 'Of the last request, without its signatures; own headers are masked.' })
  request_headers: Record<string, string>;

  @ApiProperty({ type: [AttemptAnswer] }) attempt_log: AttemptAnswer[];
}
