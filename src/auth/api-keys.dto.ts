import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayNotEmpty, ArrayUnique, IsArray, IsIn } from 'class-validator';
import { Omittable } from '../common/field-rules.js';
import { SCOPES, type Scope } from '../common/scopes.js';
import { SingleLine } from '../common/text/text-fields.js';

export class CreateApiKey {
  @ApiProperty({ maxLength: 100, example: 'Billing service' })
  @SingleLine({ max: 100 })
  name: string;

  /** Left out: all that the caller has. */
  @ApiPropertyOptional({ enum: SCOPES, isArray: true })
  @Omittable()
  @IsArray({ message: 'must be a list' })
  @ArrayNotEmpty({ message: 'must not be empty' })
  @ArrayUnique({ message: 'must name each scope once' })
  @IsIn(SCOPES, { each: true, message: `must be of ${SCOPES.join(', ')}` })
  scopes?: Scope[];
}

export class ApiKeyAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
  @ApiProperty({ enum: SCOPES, isArray: true }) scopes: Scope[];
  @ApiProperty({ example: 'ck_Zr4x…' }) key_preview: string;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, description: 'To the minute.' })
  last_used_at: string | null;
  @ApiProperty({ format: 'date-time' }) created_at: string;
}

export class CreatedApiKeyAnswer extends ApiKeyAnswer {
  @ApiProperty({ description: 'Shown this once.', example: 'ck_…' }) key: string;
}

export class ApiKeyPage {
  @ApiProperty({ type: [ApiKeyAnswer] }) items: ApiKeyAnswer[];
  @ApiProperty({ type: 'string', nullable: true }) next_cursor: string | null;
}
