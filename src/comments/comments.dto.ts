import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, ValidateIf } from 'class-validator';
import { IsId, Omittable } from '../common/field-rules.js';
import { MultiLine } from '../common/text/text-fields.js';

const CONTENT = { minLength: 1, maxLength: 20_000 };

const sentAndNotNull = (_object: unknown, value: unknown) => value !== undefined && value !== null;

export class CreateCommentDto {
  @ApiProperty({ ...CONTENT, description: '`@[user-id]` mentions someone.' })
  @MultiLine({ max: 20_000 })
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
  @MultiLine({ max: 20_000 })
  content?: string;

  @ApiPropertyOptional({ description: 'Staff only.' })
  @Omittable()
  @IsBoolean({ message: 'must be true or false' })
  internal?: boolean;
}
