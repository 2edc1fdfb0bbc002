import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { IsId, IsMoment, Omittable, SameAs } from '../common/field-rules.js';
import { PageQuery } from '../common/paging.js';
import { DELIVERY_STATUSES, type DeliveryStatus } from './delivery-states.js';

/** `?status=&type=&limit=&cursor=`; `event_type` is another spelling of `type`. */
export class DeliveryQuery extends PageQuery {
  @ApiPropertyOptional({ enum: DELIVERY_STATUSES, description: 'Deliveries in this state.' })
  @IsOptional()
  @IsIn(DELIVERY_STATUSES, { message: `must be one of ${DELIVERY_STATUSES.join(', ')}` })
  status?: DeliveryStatus;

  @ApiPropertyOptional({ example: 'ticket.updated', description: "The event's name." })
  @IsOptional()
  @IsString({ message: 'must be a text' })
  @MaxLength(200, { message: 'must have at most 200 characters' })
  type?: string;

  @ApiPropertyOptional({ description: 'The same as `type`.' })
  @IsOptional()
  @IsString({ message: 'must be a text' })
  @MaxLength(200, { message: 'must have at most 200 characters' })
  @SameAs('type')
  event_type?: string;
}

/** `?status=&type=&webhook_id=&event_id=&since=&until=&limit=&cursor=`. */
export class DeliverySearchQuery extends DeliveryQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'Deliveries of this webhook.' })
  @Omittable()
  @IsId()
  webhook_id?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Deliveries of this event.' })
  @Omittable()
  @IsId()
  event_id?: string;

  @ApiPropertyOptional({
    example: '24h',
    description: 'Deliveries queued at or after this: a time with its zone, or how long ago.',
  })
  @Omittable()
  @IsMoment()
  since?: string;

  @ApiPropertyOptional({ example: '0s', description: 'Deliveries queued at or before this; as `since`.' })
  @Omittable()
  @IsMoment()
  until?: string;
}

const UUID = { type: 'string', format: 'uuid' } as const;
const TIME = { type: 'string', format: 'date-time' } as const;
const MAYBE_TIME = { ...TIME, nullable: true } as const;
const MAYBE_TEXT = { type: 'string', nullable: true } as const;
const MAYBE_INTEGER = { type: 'integer', nullable: true } as const;
const TIMINGS = {
  type: Object,
  nullable: true,
  example: { dns_ms: 1.2, connect_ms: 0.4, tls_ms: 8.1, first_byte_ms: 20.5, total_ms: 31 },
} as const;

export class DeliveryAnswer {
  @ApiProperty(UUID) id: string;
  @ApiProperty(UUID) event_id: string;
  @ApiProperty({ description: "The event's name.", example: 'ticket.updated' }) type: string;
  @ApiProperty({ description: 'The same as `type`.' }) event_type: string;
  @ApiProperty({ enum: DELIVERY_STATUSES, description: 'sending: tried, and due again.' }) status: DeliveryStatus;
  @ApiProperty({ type: 'integer' }) attempts: number;
  @ApiProperty(MAYBE_INTEGER) response_status: number | null;
  @ApiProperty(MAYBE_TEXT) response_body: string | null;
  @ApiProperty(MAYBE_TEXT) error: string | null;
  @ApiProperty(MAYBE_INTEGER) duration_ms: number | null;
  @ApiProperty(MAYBE_TIME) next_attempt_at: string | null;
  @ApiProperty(MAYBE_TIME) delivered_at: string | null;
  @ApiProperty(TIME) created_at: string;
}

export class DeliveryPage {
  @ApiProperty({ type: [DeliveryAnswer] }) items: DeliveryAnswer[];
  @ApiProperty(MAYBE_TEXT) next_cursor: string | null;
}

export class ListedDeliveryAnswer extends DeliveryAnswer {
  @ApiProperty(UUID) webhook_id: string;
  @ApiProperty({ example: 'Orders' }) webhook_name: string;
}

export class ListedDeliveryPage {
  @ApiProperty({ type: [ListedDeliveryAnswer] }) items: ListedDeliveryAnswer[];
  @ApiProperty(MAYBE_TEXT) next_cursor: string | null;
}

export class AttemptAnswer {
  @ApiProperty({ type: 'integer' }) number: number;
  @ApiProperty(TIME) started_at: string;
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
