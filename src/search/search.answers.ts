import { ApiProperty } from '@nestjs/swagger';
import { MAYBE_UUID_FIELD, TIME_FIELD, UUID_FIELD } from '../common/http/answer-fields.js';
import { SEARCHED_TYPES, type SearchedType } from './search.sql.js';

export class FoundAnswer {
  @ApiProperty({ enum: SEARCHED_TYPES }) type: SearchedType;
  @ApiProperty(UUID_FIELD) id: string;
  @ApiProperty({ description: 'Of a comment: its ticket’s.' }) title: string;
  @ApiProperty({ description: 'HTML: the text around the matches, escaped, with the matches in <mark>.' })
  highlight: string;
  @ApiProperty({ description: 'The larger the better; says nothing across searches.' }) rank: number;
  @ApiProperty(MAYBE_UUID_FIELD) ticket_id: string | null;
  @ApiProperty(TIME_FIELD) created_at: string;
}

export class FoundPage {
  @ApiProperty({ type: [FoundAnswer] }) items: FoundAnswer[];
  @ApiProperty({ type: 'string', nullable: true }) next_cursor: string | null;
}
