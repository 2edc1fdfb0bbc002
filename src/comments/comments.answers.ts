import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

const UUID = { type: 'string', format: 'uuid' } as const;
const TIME = { type: 'string', format: 'date-time' } as const;

/** The documented shape of `commentView`; the compiler holds the two together. */
export class CommentAnswer {
  @ApiProperty(UUID) id: string;
  @ApiProperty() content: string;
  @ApiProperty(UUID) author_id: string;
  @ApiProperty({ type: 'string', nullable: true }) author_name: string | null;
  @ApiProperty(UUID) ticket_id: string;
  @ApiProperty({ ...UUID, nullable: true }) parent_id: string | null;
  @ApiProperty() internal: boolean;
  @ApiProperty({ type: 'integer', description: 'Also the ETag.' }) version: number;
  @ApiProperty(TIME) created_at: string;
  @ApiProperty(TIME) updated_at: string;
}

export class ListedComment extends CommentAnswer {
  @ApiPropertyOptional({
    type: 'boolean',
    enum: [true],
    description: 'Only on what is left of a deleted comment, listed while it has replies; its content is empty.',
  })
  deleted?: true;
}

export class CommentPage {
  @ApiProperty({ type: [ListedComment] }) items: ListedComment[];
  @ApiProperty({ type: 'string', nullable: true }) next_cursor: string | null;
}
