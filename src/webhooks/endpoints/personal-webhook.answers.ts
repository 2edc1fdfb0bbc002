import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { MAYBE_TIME_FIELD } from '../../common/http/answer-fields.js';
import type { SignatureFamily } from '../signing/signing.js';
import { SIGNATURES_FIELD } from './endpoints.answers.js';

/** All null, and not active, when there is none. */
export class PersonalWebhookAnswer {
  @ApiProperty({
    type: 'string',
    format: 'uuid',
    nullable: true,
    description: 'For GET /api/webhooks/{id}/deliveries.',
  })
  id: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  webhook_url: string | null;

  @ApiProperty({ ...SIGNATURES_FIELD, nullable: true })
  signatures: SignatureFamily[] | null;

  @ApiPropertyOptional({ description: 'Shown once: when it was made or rotated.' })
  secret?: string;

  @ApiProperty({ type: 'string', nullable: true, example: 'whsec_••••aSw=' })
  secret_preview: string | null;

  @ApiProperty({
    ...MAYBE_TIME_FIELD,
    description: 'Until then the secret before this one signs too, after a rotation. Null: only the current one signs.',
  })
  previous_secret_expires_at: string | null;

  @ApiProperty({ description: 'False: disabled, events are held. The next PUT enables it.' })
  active: boolean;

  @ApiProperty({ type: 'string', nullable: true })
  disabled_reason: string | null;

  @ApiProperty(MAYBE_TIME_FIELD)
  last_success_at: string | null;

  @ApiProperty(MAYBE_TIME_FIELD)
  created_at: string | null;

  @ApiProperty(MAYBE_TIME_FIELD)
  updated_at: string | null;
}
