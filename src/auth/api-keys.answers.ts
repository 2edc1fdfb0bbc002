import { ApiProperty } from '@nestjs/swagger';
import { MAYBE_TIME_FIELD, TIME_FIELD, UUID_FIELD } from '../common/http/answer-fields.js';
import { SCOPES, type Scope } from '../common/scopes.js';

export class ApiKeyAnswer {
  @ApiProperty(UUID_FIELD) id: string;
  @ApiProperty() name: string;
  @ApiProperty({ enum: SCOPES, isArray: true }) scopes: Scope[];
  @ApiProperty({ example: 'ck_Zr4x…' }) key_preview: string;
  @ApiProperty({ ...MAYBE_TIME_FIELD, description: 'To the minute.' })
  last_used_at: string | null;
  @ApiProperty(TIME_FIELD) created_at: string;
}

export class CreatedApiKeyAnswer extends ApiKeyAnswer {
  @ApiProperty({ description: 'Shown this once.', example: 'ck_…' }) key: string;
}

export class ApiKeyPage {
  @ApiProperty({ type: [ApiKeyAnswer] }) items: ApiKeyAnswer[];
  @ApiProperty({ type: 'string', nullable: true }) next_cursor: string | null;
}
