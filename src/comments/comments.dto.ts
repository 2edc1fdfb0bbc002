import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, Length, ValidateIf } from 'class-validator';
import { IsId, Omittable, Trimmed } from '../common/field-rules.js';

const CONTENT = { minLength: 1, maxLength: 20_000 };
const CONTENT_MESSAGE = { message: 'must be a string of 1 to 20000 characters' };

const sentAndNotNull = (_object: unknown, value: unknown) => value !== undefined && value !== null;

export class CreateCommentDto {
  @ApiProperty({ ...CONTENT, description: '`@[user-id]` mentions someone.' })
  @Trimmed()
  @Length(1, 20_000, CONTENT_MESSAGE)
  content: string;

  @ApiPropertyOptional({ type: 'string', format: 'uuid', nullable: true, description: 'The comment it replies to.' })
  @ValidateIf(sentAndNotNull)
  @IsId()
  parent_id?: string | null;

  @ApiPropertyOptional({ default: false, description: 'A note among staff. Staff only.' })
  @Omittable()
  @IsBoolean({ message: 'must be true or false' })
  internal?: boolean;

  @ApiPropertyOptional({
    type: 'string',
    format: 'uuid',
    nullable: true,
    description:
      'The last comment that the caller knows of (null: none). When there is a newer one, the answer is 409.',
  })
  @ValidateIf(sentAndNotNull)
  @IsId()
  expected_last_comment_id?: string | null;
}

export class UpdateCommentDto {
  @ApiPropertyOptional(CONTENT)
  @Omittable()
  @Trimmed()
  @Length(1, 20_000, CONTENT_MESSAGE)
  content?: string;

  @ApiPropertyOptional({ description: 'Staff only.' })
  @Omittable()
  @IsBoolean({ message: 'must be true or false' })
  internal?: boolean;
}
