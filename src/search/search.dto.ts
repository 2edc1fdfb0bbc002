import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { Omittable } from '../common/field-rules.js';
import { Coerced } from '../common/http/input-fields.js';
import { PageQuery } from '../common/paging.js';
import { QueryText } from '../common/text/text-fields.js';
import { SEARCHED_TYPES, type SearchedType } from './search.sql.js';

export class SearchQuery extends PageQuery {
  @ApiProperty({
    maxLength: 200,
    example: 'printer -paper',
    description: 'Words; "in quotes" as they stand, OR, and - for without.',
  })
  @QueryText({ max: 200 })
  q: string;

  @ApiPropertyOptional({
    type: String,
    example: 'ticket,comment',
    description: `Comma list of ${SEARCHED_TYPES.join(', ')}. Left out: all.`,
  })
  @Omittable()
  @Coerced((value) => (typeof value === 'string' ? value.split(',').map((type) => type.trim()) : value))
  @IsIn(SEARCHED_TYPES, { each: true, message: `must be of ${SEARCHED_TYPES.join(', ')}` })
  types?: SearchedType[];
}
