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
