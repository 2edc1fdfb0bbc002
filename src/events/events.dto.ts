import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { PageQuery } from '../common/paging.js';

/** `?after=<cursor>&types=<names>&limit=`. */
export class EventsQuery extends PageQuery {
  /** The last cursor that was seen; left out: from the oldest event kept. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(100)
  after?: string;

  /** Comma list of names or groups: `ticket.created,comment.*`. */
  @ApiPropertyOptional({ example: 'ticket.created,comment.*' })
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  types?: string;
}
