import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { MAYBE_TEXT, MAYBE_UUID, OTHER_UUID, TIME, UUID, VERSION } from '../common/http/answer-fields.js';

/** The documented shape of `commentView`; the compiler holds the two together. */
export class CommentAnswer {
  @ApiProperty(UUID) id: string;
  @ApiProperty({ example: 'We sent a technician.' }) content: string;
  @ApiProperty(OTHER_UUID) author_id: string;
  @ApiProperty({ ...MAYBE_TEXT, example: 'Grace' }) author_name: string | null;
  @ApiProperty(UUID) ticket_id: string;
  @ApiProperty(MAYBE_UUID) parent_id: string | null;
  @ApiProperty({ example: false }) internal: boolean;
  @ApiProperty(VERSION) version: number;
  @ApiProperty(TIME) created_at: string;
  @ApiProperty(TIME) updated_at: string;
}

export class ListedComment extends CommentAnswer {
  @ApiPropertyOptional({
    type: 'boolean',
    enum: [true],
    description:
      'Set only on the tombstone of a deleted comment. It is listed while it has replies; its content is empty.',
  })
  deleted?: true;
}

export class CommentPage {
  @ApiProperty({ type: [ListedComment] }) items: ListedComment[];
  @ApiProperty({ type: 'string', nullable: true }) next_cursor: string | null;
}
