import { ApiProperty } from '@nestjs/swagger';
import { UserResponse } from '../users/users.answers.js';

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
