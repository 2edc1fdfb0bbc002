import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { IsId, Omittable, QueryFlag } from '../common/field-rules.js';
import { PageQuery } from '../common/paging.js';
import { NOTIFICATION_TYPES } from './notification-types.js';

/** `?unread=&type=&archived=&limit=&cursor=`. */
export class InboxQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'true: only what is neither read nor archived; false: only the rest.' })
  @IsOptional()
  @QueryFlag()
  @IsBoolean({ message: 'must be true or false' })
  unread?: boolean;

  @ApiPropertyOptional({ enum: Object.keys(NOTIFICATION_TYPES), description: 'Notifications of this type.' })
  @IsOptional()
  @IsIn(Object.keys(NOTIFICATION_TYPES), { message: 'must be a notification type' })
  type?: string;

  @ApiPropertyOptional({ description: 'true: only the archived ones; left out or false: only the others.' })
  @IsOptional()
  @QueryFlag()
  @IsBoolean({ message: 'must be true or false' })
  archived?: boolean;
}

/** Which notifications to mark as read: all that match every given field. */
export class ReadAll {
  @ApiPropertyOptional({ enum: Object.keys(NOTIFICATION_TYPES), description: 'Only notifications of this type.' })
  @Omittable()
  @IsIn(Object.keys(NOTIFICATION_TYPES), { message: 'must be a notification type' })
  type?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Only notifications about this entity.' })
  @Omittable()
  @IsId()
  related_id?: string;

  @ApiPropertyOptional({
    maxLength: 100,
    description: 'The newest cursor that the page shows: what came after it stays unread.',
  })
  @Omittable()
  @IsString({ message: 'must be a cursor' })
  @MaxLength(100, { message: 'must have at most 100 characters' })
  up_to?: string;
}
