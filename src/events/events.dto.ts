import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { PageQuery } from '../common/paging.js';

/** `?after=<cursor>&types=<names>&limit=`. */
export class EventsQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'The last cursor that was seen. Left out: from the oldest event kept.' })
  @IsOptional()
  @IsString({ message: 'must be one cursor' })
  @MaxLength(100, { message: 'must have at most 100 characters' })
  after?: string;

  @ApiPropertyOptional({ example: 'ticket.created,comment.*', description: 'Comma list of names, groups and `*`.' })
  @IsOptional()
  @IsString({ message: 'must be one text' })
  @MaxLength(2_000, { message: 'must have at most 2000 characters' })
  types?: string;
}
