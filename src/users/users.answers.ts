import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { MAYBE_UUID, TIME, UUID, UUID_FIELD } from '../common/http/answer-fields.js';
import { ROLES, type Role } from '../common/visibility.js';

/** The documented shape of `userView`; the compiler holds the two together. */
export class UserResponse {
  @ApiProperty(UUID) id: string;
  @ApiProperty({ format: 'email', example: 'ada@example.com' }) email: string;
  @ApiProperty({ example: 'Ada' }) name: string;
  @ApiProperty({ enum: ROLES, example: 'user' }) role: Role;
  @ApiProperty(MAYBE_UUID) company_id: string | null;
  @ApiProperty({ example: true }) active: boolean;
  @ApiProperty(TIME) created_at: string;
  @ApiProperty(TIME) updated_at: string;
}

export class AccountResponse extends UserResponse {
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: "The person's id at the identity provider, for admins only.",
  })
  external_id?: string | null;
}

export class CreatedUserResponse extends AccountResponse {
  /** Only when no password was given, and only in this answer. */
  @ApiPropertyOptional()
  temporary_password?: string;
}

export class TemporaryPasswordResponse {
  @ApiProperty()
  temporary_password: string;
}

/** What viewers without access to the whole record see of a person. */
export class PersonResponse {
  @ApiProperty(UUID_FIELD)
  id: string;

  @ApiProperty()
  name: string;
}

export class UserPage {
  @ApiProperty({ type: [AccountResponse] })
  items: AccountResponse[];

  @ApiProperty({ type: String, nullable: true })
  next_cursor: string | null;
}
