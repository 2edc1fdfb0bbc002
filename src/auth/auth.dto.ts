import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { Omittable } from '../common/field-rules.js';
import { EmailAddress, NewPassword, SingleLine } from '../common/text/text-fields.js';
import { UserResponse } from '../users/user-responses.dto.js';

const TEXT = { message: 'must be a text' };
const NOT_EMPTY = { message: 'must not be empty' };

export class Register {
  @ApiProperty({ format: 'email', maxLength: 254 })
  @EmailAddress()
  email: string;

  @ApiProperty({ minLength: 8, maxLength: 200 })
  @NewPassword()
  password: string;

  @ApiProperty({ maxLength: 200 })
  @SingleLine({ max: 200 })
  name: string;
}

/** Nothing here is checked for form but its size: what does not fit is a wrong password like any other. */
export class Login {
  @ApiProperty({ format: 'email' })
  @IsString(TEXT)
  @IsNotEmpty(NOT_EMPTY)
  @MaxLength(254, { message: 'must have at most 254 characters' })
  email: string;

  @ApiProperty()
  @IsString(TEXT)
  @IsNotEmpty(NOT_EMPTY)
  @MaxLength(1000, { message: 'must have at most 1000 characters' })
  password: string;
}

export class Refresh {
  @ApiProperty()
  @IsString(TEXT)
  @IsNotEmpty(NOT_EMPTY)
  @MaxLength(200, { message: 'must have at most 200 characters' })
  refresh_token: string;
}

export class Logout {
  /** All sessions of the person, not just this one. */
  @ApiPropertyOptional()
  @Omittable()
  @IsBoolean({ message: 'must be true or false' })
  everywhere?: boolean;
}

export class ChangePassword {
  @ApiProperty()
  @IsString(TEXT)
  @IsNotEmpty(NOT_EMPTY)
  @MaxLength(1000, { message: 'must have at most 1000 characters' })
  current_password: string;

  @ApiProperty({ minLength: 8, maxLength: 200 })
  @NewPassword()
  new_password: string;
}

export class SessionResponse {
  @ApiProperty({ type: UserResponse })
  user: UserResponse;

  @ApiProperty()
  access_token: string;

  @ApiProperty({ enum: ['Bearer'] })
  token_type: 'Bearer';

  /** Seconds until the access token expires. */
  @ApiProperty({ type: 'integer' })
  expires_in: number;

  @ApiProperty()
  refresh_token: string;
}

export class DoneResponse {
  @ApiProperty({ type: Boolean })
  ok: true;
}
