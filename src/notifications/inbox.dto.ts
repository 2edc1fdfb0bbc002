import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import { QueryFlag } from '../common/field-rules.js';
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
