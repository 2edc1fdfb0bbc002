import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsObject } from 'class-validator';
import { Omittable } from '../common/field-rules.js';

export class PreferencesDto {
  /** By notification type: which channels it may use. What is left out stays as it is. */
  @ApiPropertyOptional({ type: Object, example: { ticket_updated: { inbox: true, socket: true, webhook: false } } })
  @Omittable()
  @IsObject({ message: 'must be an object of notification types' })
  types?: Record<string, unknown>;

  /** Whether commenting on a ticket makes you its watcher. */
  @ApiPropertyOptional()
  @Omittable()
  @IsBoolean({ message: 'must be true or false' })
  auto_watch?: boolean;
}
