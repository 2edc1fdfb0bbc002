import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { PageQuery } from '../common/paging.js';

/** `?after=<cursor>&types=<names>&limit=`. */
export class EventsQuery extends PageQuery {
  /** The last cursor that was seen; left out: from the oldest event kept. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsString({ message: 'must be one cursor' })
  @MaxLength(100, { message: 'must have at most 100 characters' })
  after?: string;

  /** Comma list of names or groups: `ticket.created,comment.*`. */
  @ApiPropertyOptional({ example: 'ticket.created,comment.*' })
  @IsOptional()
  @IsString({ message: 'must be one text' })
  @MaxLength(2_000, { message: 'must have at most 2000 characters' })
  types?: string;
}
