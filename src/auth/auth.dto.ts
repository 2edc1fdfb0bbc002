import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { Omittable } from '../common/field-rules.js';
import { EmailAddress, NewPassword, SingleLine } from '../common/text/text-fields.js';

const TEXT = { message: 'must be a string' };
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

/** Only the size is checked: an ill-formed password is simply a wrong one. */
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
  /** All sessions of the person, not only this one. */
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
