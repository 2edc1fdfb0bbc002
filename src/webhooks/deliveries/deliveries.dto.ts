import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { IsId, IsMoment, Omittable, SameAs } from '../../common/field-rules.js';
import { PageQuery } from '../../common/paging.js';
import { DELIVERY_STATUSES, type DeliveryStatus } from '../queue/delivery-states.js';

/** `?status=&type=&limit=&cursor=`; `event_type` is another spelling of `type`. */
export class DeliveryQuery extends PageQuery {
  @ApiPropertyOptional({ enum: DELIVERY_STATUSES, description: 'Deliveries in this state.' })
  @IsOptional()
  @IsIn(DELIVERY_STATUSES, { message: `must be one of ${DELIVERY_STATUSES.join(', ')}` })
  status?: DeliveryStatus;

  @ApiPropertyOptional({ example: 'ticket.updated', description: "The event's name." })
  @IsOptional()
  @IsString({ message: 'must be a string' })
  @MaxLength(200, { message: 'must have at most 200 characters' })
  type?: string;

  @ApiPropertyOptional({ description: 'The same as `type`.' })
  @IsOptional()
  @IsString({ message: 'must be a string' })
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
