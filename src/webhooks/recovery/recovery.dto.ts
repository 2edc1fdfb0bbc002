import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import { IsMoment, Omittable } from '../../common/field-rules.js';

export class RecoverEndpoint {
  @ApiProperty({ example: '24h', description: 'A time with its zone, or how long ago: `24h`.' })
  @IsMoment()
  since: string;

  /** Left out: now. */
  @ApiPropertyOptional({ example: '0s', description: 'As `since`. Left out: now.' })
  @Omittable()
  @IsMoment()
  until?: string;

  @ApiPropertyOptional({ description: 'Only counts.' })
  @Omittable()
  @IsBoolean({ message: 'must be true or false' })
  dry_run?: boolean;
}
