import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsUUID } from 'class-validator';
import { Omittable, QueryFlag } from '../common/field-rules.js';
import { PageQuery } from '../common/paging.js';
import { ROLES, type Role } from '../common/visibility.js';
import { EmailAddress, NewPassword, QueryText, SingleLine } from '../common/text/text-fields.js';

export const MAX_EXTERNAL_ID_LENGTH = 255;

const ROLE_MESSAGE = { message: `must be one of ${ROLES.join(', ')}` };
const ID_MESSAGE = { message: 'must be an id' };

function ExternalId(): PropertyDecorator {
  const description = "The person's `sub` at the identity provider. Null: none.";
  return applyDecorators(
    ApiPropertyOptional({ type: String, nullable: true, maxLength: MAX_EXTERNAL_ID_LENGTH, description }),
    IsOptional(),
    SingleLine({ max: MAX_EXTERNAL_ID_LENGTH }),
  );
}

export class CreateUser {
  @ApiProperty({ format: 'email', maxLength: 254 })
  @EmailAddress()
  email: string;

  @ApiProperty({ maxLength: 200 })
  @SingleLine({ max: 200 })
  name: string;

  @ApiProperty({ enum: ROLES })
  @IsIn(ROLES, ROLE_MESSAGE)
  role: Role;

  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true })
  @IsOptional()
  @IsUUID('all', ID_MESSAGE)
  company_id?: string | null;

  @ExternalId()
  external_id?: string | null;

  /** Left out: one is generated and shown once. */
  @ApiPropertyOptional({ minLength: 8, maxLength: 200 })
  @Omittable()
  @NewPassword()
  password?: string;
}

export class UpdateUser {
  @ApiPropertyOptional({ format: 'email', maxLength: 254 })
  @Omittable()
  @EmailAddress()
  email?: string;

  @ApiPropertyOptional({ maxLength: 200 })
  @Omittable()
  @SingleLine({ max: 200 })
  name?: string;

  @ApiPropertyOptional({ enum: ROLES })
  @Omittable()
  @IsIn(ROLES, ROLE_MESSAGE)
  role?: Role;

  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true })
  @IsOptional()
  @IsUUID('all', ID_MESSAGE)
  company_id?: string | null;

  @ExternalId()
  external_id?: string | null;
}

export class UpdateOwnProfile {
  @ApiPropertyOptional({ maxLength: 200 })
  @Omittable()
  @SingleLine({ max: 200 })
  name?: string;
}

export class UserQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ROLES, description: 'People of this role.' })
  @IsOptional()
  @IsIn(ROLES, ROLE_MESSAGE)
  role?: Role;

  @ApiPropertyOptional({ format: 'uuid', description: 'Id of the company.' })
  @IsOptional()
  @IsUUID('all', ID_MESSAGE)
  company_id?: string;

  @ApiPropertyOptional({ type: Boolean, description: 'Left out: active and deactivated people.' })
  @IsOptional()
  @QueryFlag()
  @IsBoolean({ message: 'must be true or false' })
  active?: boolean;

  @ApiPropertyOptional({ description: 'A part of the name or of the e-mail address.' })
  @IsOptional()
  @QueryText({ min: 0, max: 200 })
  q?: string;
}
