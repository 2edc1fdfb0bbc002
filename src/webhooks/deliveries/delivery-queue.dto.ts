import { ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsBoolean, Matches } from 'class-validator';
import { IsId, IsMoment, Omittable, SameAs } from '../../common/field-rules.js';
import { EVENT_PATTERN } from '../endpoints/endpoint-field-rules.js';

const MAX_TYPES = 100;

export class RetryFailed {
  @ApiPropertyOptional({ format: 'uuid', description: 'Left out: all of yours.' })
  @Omittable()
  @IsId()
  webhook_id?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'The same as `webhook_id`.' })
  @Omittable()
  @IsId()
  @SameAs('webhook_id')
  webhookId?: string;

  @ApiPropertyOptional({
    example: '24h',
    description: 'Queued at or after this: a time with its zone, or how long ago.',
  })
  @Omittable()
  @IsMoment()
  since?: string;

  @ApiPropertyOptional({ example: '0s', description: 'Queued at or before this; as `since`.' })
  @Omittable()
  @IsMoment()
  until?: string;

  @ApiPropertyOptional({
    type: [String],
    maxItems: MAX_TYPES,
    example: ['ticket.*', 'comment.created'],
    description: 'Names and groups of events. Left out: all.',
  })
  @Omittable()
  @IsArray({ message: 'must be a list of event names' })
  @ArrayNotEmpty({ message: 'must name an event; leave it out for all' })
  @ArrayMaxSize(MAX_TYPES, { message: `must have at most ${MAX_TYPES} names` })
  @Matches(EVENT_PATTERN, { each: true, message: 'must be names such as ticket.created, ticket.* or *' })
  types?: string[];

  @ApiPropertyOptional({ description: 'Only counts.' })
  @Omittable()
  @IsBoolean({ message: 'must be true or false' })
  dry_run?: boolean;
}
