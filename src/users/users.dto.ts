import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { Omittable, QueryFlag } from '../common/field-rules.js';
import { PageQuery } from '../common/paging.js';
import { ROLES, type Role } from '../common/visibility.js';
import { IsNewPassword, IsUserEmail, IsUserName } from './user-fields.js';

const ROLE_MESSAGE = { message: `must be one of ${ROLES.join(', ')}` };
const ID_MESSAGE = { message: 'must be an id' };

export class CreateUser {
  @ApiProperty({ format: 'email', maxLength: 254 })
  @IsUserEmail()
  email: string;

  @ApiProperty({ maxLength: 200 })
  @IsUserName()
  name: string;

  @ApiProperty({ enum: ROLES })
  @IsIn(ROLES, ROLE_MESSAGE)
  role: Role;

  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true })
  @IsOptional()
  @IsUUID('all', ID_MESSAGE)
  company_id?: string | null;

  /** Left out: one is made up and shown once. */
  @ApiPropertyOptional({ minLength: 8, maxLength: 200 })
  @Omittable()
  @IsNewPassword()
  password?: string;
}

export class UpdateUser {
  @ApiPropertyOptional({ format: 'email', maxLength: 254 })
  @Omittable()
  @IsUserEmail()
  email?: string;

  @ApiPropertyOptional({ maxLength: 200 })
  @Omittable()
  @IsUserName()
  name?: string;

  @ApiPropertyOptional({ enum: ROLES })
  @Omittable()
  @IsIn(ROLES, ROLE_MESSAGE)
  role?: Role;

  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true })
  @IsOptional()
  @IsUUID('all', ID_MESSAGE)
  company_id?: string | null;
}

export class UpdateOwnProfile {
  @ApiPropertyOptional({ maxLength: 200 })
  @Omittable()
  @IsUserName()
  name?: string;
}

export class UserQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ROLES })
  @IsOptional()
  @IsIn(ROLES, ROLE_MESSAGE)
  role?: Role;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID('all', ID_MESSAGE)
  company_id?: string;

  @ApiPropertyOptional({ type: Boolean })
  @IsOptional()
  @QueryFlag()
  @IsBoolean({ message: 'must be true or false' })
  active?: boolean;

  /** A part of name or e-mail address. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsString({ message: 'must be a text' })
  @MaxLength(200, { message: 'must have at most 200 characters' })
  q?: string;
}
