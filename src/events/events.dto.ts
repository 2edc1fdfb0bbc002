import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength, ValidateBy } from 'class-validator';
import { IsId, IsMoment, Omittable } from '../common/field-rules.js';
import { PageQuery } from '../common/paging.js';
import { CURSOR_FAULT, parseCursor } from './cursor.js';

export const LOG_ORDERS = ['asc', 'desc'] as const;
type LogOrder = (typeof LOG_ORDERS)[number];

/** Refused in a list of the other order, where it would have no effect. */
function OnlyInOrder(order: LogOrder): PropertyDecorator {
  return ValidateBy({
    name: 'onlyInOrder',
    validator: {
      validate: (value, context) => {
        const { order: asked } = (context?.object ?? {}) as Partial<EventsQuery>;
        // An invalid `order` has its own error.
        return value === undefined || (asked ?? 'asc') === order || !LOG_ORDERS.includes(asked ?? 'asc');
      },
      defaultMessage: () => `needs order=${order}`,
    },
  });
}

/** An empty value counts as none. */
function IsLogCursor(): PropertyDecorator {
  return ValidateBy({
    name: 'isLogCursor',
    validator: {
      validate: (value) => value === '' || (typeof value === 'string' && parseCursor(value) !== undefined),
      defaultMessage: () => CURSOR_FAULT,
    },
  });
}

/** `?order=asc&after=&types=&limit=`, or `?order=desc&before=&since=&until=&types=&entity_id=&actor_id=&limit=`. */
export class EventsQuery extends PageQuery {
  @ApiPropertyOptional({
    enum: LOG_ORDERS,
    default: 'asc',
    example: 'desc',
    description: '`asc`: in commit order, to go on reading for ever. `desc`: newest first, with filters.',
  })
  @Omittable()
  @IsIn(LOG_ORDERS, { message: `must be one of ${LOG_ORDERS.join(', ')}` })
  order?: LogOrder;

  @ApiPropertyOptional({
    description: 'In `asc`: the last cursor that was seen. Left out: from the oldest event kept.',
  })
  @IsOptional()
  @IsString({ message: 'must be one cursor' })
  @MaxLength(100, { message: 'must have at most 100 characters' })
  @IsLogCursor()
  @OnlyInOrder('asc')
  after?: string;

  @ApiPropertyOptional({ description: 'In `desc`: only events before this cursor. Left out: from the newest event.' })
  @Omittable()
  @IsString({ message: 'must be one cursor' })
  @MaxLength(100, { message: 'must have at most 100 characters' })
  @IsLogCursor()
  @OnlyInOrder('desc')
  before?: string;

  @ApiPropertyOptional({
    description: 'Another name of `after`, in `desc` of `before`: `next_cursor` of the page before.',
  })
  @IsOptional()
  @IsString({ message: 'must be one cursor' })
  @MaxLength(100, { message: 'must have at most 100 characters' })
  @IsLogCursor()
  override cursor?: string;

  @ApiPropertyOptional({ example: 'ticket.created,comment.*', description: 'Comma list of names, groups and `*`.' })
  @IsOptional()
  @IsString({ message: 'must be one string' })
  @MaxLength(2_000, { message: 'must have at most 2000 characters' })
  types?: string;

  @ApiPropertyOptional({
    example: '24h',
    description: 'In `desc`: events that occurred at or after this: a time with its zone, or how long ago.',
  })
  @Omittable()
  @IsMoment()
  @OnlyInOrder('desc')
  since?: string;

  @ApiPropertyOptional({ example: '0s', description: 'In `desc`: events that occurred at or before this; as `since`.' })
  @Omittable()
  @IsMoment()
  @OnlyInOrder('desc')
  until?: string;

  @ApiPropertyOptional({
    format: 'uuid',
    description: 'In `desc`: events of the ticket, comment, user, … with this id; not of what hangs on it.',
  })
  @Omittable()
  @IsId()
  @OnlyInOrder('desc')
  entity_id?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'In `desc`: events that this person caused, or their API keys.' })
  @Omittable()
  @IsId()
  @OnlyInOrder('desc')
  actor_id?: string;
}
